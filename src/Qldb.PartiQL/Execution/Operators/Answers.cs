using System.Text;
using Qldb.Ion;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>The rows that statements answer when they are no queries (partiql-dialect, section 4).</summary>
internal static class Answers
{
    private static readonly byte[] DocumentTemplate = MakeTemplate("documentId");
    private static readonly byte[] TableTemplate = MakeTemplate("tableId");

    public static IonElement OfDocument(QldbId documentId) => OfId(DocumentTemplate, documentId);

    public static IonElement OfTable(QldbId tableId) => OfId(TableTemplate, tableId);

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

    /// <summary>An id is always 22 ASCII characters, so these answers differ in their last 22 bytes only.</summary>
    private static IonElement OfId(byte[] template, QldbId id)
    {
        byte[] answer = [.. template];
        Span<char> text = stackalloc char[QldbId.Length];
        id.TryFormat(text, out _);
        Encoding.ASCII.GetBytes(text, answer.AsSpan(answer.Length - QldbId.Length));
        return IonElement.Parse(answer);
    }

    private static byte[] MakeTemplate(string field)
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName(field);
        writer.WriteString(default(QldbId).ToString());
        writer.StepOut();
        return writer.ToArray();
    }
}
