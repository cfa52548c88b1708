using System.Buffers;
using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Engine;

internal sealed class MemoryTable(QldbId id, string name)
{
    public QldbId Id { get; } = id;

    public string Name { get; } = name;

    public bool IsActive { get; set; } = true;

    public List<MemoryIndex> Indexes { get; } = [];

    /// <summary>All revisions of each document, in the order in which the documents were inserted.</summary>
    public OrderedDictionary<QldbId, List<MemoryRevision>> Documents { get; } = [];

    public void Append(QldbId documentId, MemoryRevision revision)
    {
        if (!Documents.TryGetValue(documentId, out var revisions))
        {
            Documents.Add(documentId, revisions = []);
        }

        foreach (var index in Indexes)
        {
            index.Remove(revisions.LastOrDefault()?.Data ?? default, documentId);
            index.Add(revision.Data, documentId);
        }

        revisions.Add(revision);
    }
}

/// <summary>A revision; without data it says that the document was deleted.</summary>
internal sealed record MemoryRevision(QldbId DocumentId, long Version, IonElement Data, IonElement BlockAddress, IonTimestamp Time, QldbId TransactionId)
{
    public IonElement ToElement()
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("blockAddress");
        writer.WriteElement(BlockAddress);
        writer.WriteFieldName("hash");
        writer.WriteBlob(QldbHash.OfString($"{DocumentId}{Version}").ToArray());
        if (!Data.IsUndefined)
        {
            writer.WriteFieldName("data");
            writer.WriteElement(Data);
        }

        writer.WriteFieldName("metadata");
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("id");
        writer.WriteString(DocumentId.ToString());
        writer.WriteFieldName("version");
        writer.WriteInt(Version);
        writer.WriteFieldName("txTime");
        writer.WriteTimestamp(Time);
        writer.WriteFieldName("txId");
        writer.WriteString(TransactionId.ToString());
        writer.StepOut();
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }
}

/// <summary>An index keyed by <see cref="PartiQLEquality"/>.</summary>
internal sealed class MemoryIndex(QldbId id, string field)
{
    private readonly Dictionary<string, List<QldbId>> documents = [];

    public QldbId Id { get; } = id;

    public string Field { get; } = field;

    public static string? KeyOf(IonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        return PartiQLEquality.WriteCanonicalKey(value, output) ? Convert.ToHexString(output.WrittenSpan) : null;
    }

    public string? KeyOfDocument(IonElement document) =>
        !document.IsUndefined && document.TryGetField(Field, out var value) ? KeyOf(value) : null;

    public void Add(IonElement document, QldbId documentId)
    {
        if (KeyOfDocument(document) is { } key)
        {
            if (!documents.TryGetValue(key, out var list))
            {
                documents.Add(key, list = []);
            }

            list.Add(documentId);
        }
    }

    public void Remove(IonElement document, QldbId documentId)
    {
        if (KeyOfDocument(document) is { } key)
        {
            documents[key].Remove(documentId);
        }
    }

    public IReadOnlyList<QldbId> Find(string key) => documents.GetValueOrDefault(key, []);
}
