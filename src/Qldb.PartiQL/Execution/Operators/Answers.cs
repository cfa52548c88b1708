using Qldb.Ion;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>The rows that statements answer when they are no queries (partiql-dialect, section 4).</summary>
internal static class Answers
{
    public static IonElement OfDocument(QldbId documentId) => OfId("documentId", documentId);

    public static IonElement OfTable(QldbId tableId) => OfId("tableId", tableId);

    public static IonElement OfRedaction(RedactedRevision revision)
    {
        using var writer = new IonBinaryWriter(initialCapacity: 256);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("blockAddress");
        writer.WriteElement(revision.BlockAddress);
        writer.WriteFieldName("tableId");
        writer.WriteString(revision.TableId.ToString());
        writer.WriteFieldName("documentId");
        writer.WriteString(revision.DocumentId.ToString());
        writer.WriteFieldName("version");
        writer.WriteInt(revision.Version);
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }

    private static IonElement OfId(string field, QldbId id)
    {
        using var writer = new IonBinaryWriter(initialCapacity: 64);
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(field);
        writer.WriteString(id.ToString());
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }
}
