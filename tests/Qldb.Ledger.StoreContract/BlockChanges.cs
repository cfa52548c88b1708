using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>What one test block changes.</summary>
public sealed class BlockChanges(long sequenceNo, QldbId transactionId)
{
    public QldbId TransactionId => transactionId;

    public List<StoredRevision> Revisions { get; } = [];

    public List<IndexChange> IndexChanges { get; } = [];

    public List<StoredTable> CatalogChanges { get; } = [];

    public List<RedactionWrite> Redactions { get; } = [];

    public StoredRevision Write(QldbId tableId, QldbId documentId, long version, string data) => Add(tableId, documentId, version, RevisionKind.Document, data);

    public StoredRevision Delete(QldbId tableId, QldbId documentId, long version) => Add(tableId, documentId, version, RevisionKind.Delete, "");

    public void AddKey(QldbId tableId, QldbId indexId, string key, QldbId documentId)
        => IndexChanges.Add(new IndexChange(tableId, indexId, TestJournal.BytesOf(key), documentId, IndexChangeKind.Added));

    public void RemoveKey(QldbId tableId, QldbId indexId, string key, QldbId documentId)
        => IndexChanges.Add(new IndexChange(tableId, indexId, TestJournal.BytesOf(key), documentId, IndexChangeKind.Removed));

    public void ChangeKey(QldbId tableId, QldbId indexId, string from, string to, QldbId documentId)
    {
        RemoveKey(tableId, indexId, from, documentId);
        AddKey(tableId, indexId, to, documentId);
    }

    public void Table(QldbId tableId, string name, bool isActive = true, params StoredIndex[] indexes)
    {
        Add(default, tableId, CatalogChanges.Count, RevisionKind.System, $"table {name}");
        CatalogChanges.Add(new StoredTable(tableId, name, isActive, ReadOnlyMemory<byte>.Empty, indexes));
    }

    public void Redact(QldbId tableId, QldbId documentId, long ofSequenceNo, QldbHash dataHash)
        => Redactions.Add(new RedactionWrite(tableId, documentId, ofSequenceNo, dataHash));

    private StoredRevision Add(QldbId tableId, QldbId documentId, long version, RevisionKind kind, string data)
    {
        var revision = new StoredRevision
        {
            TableId = tableId,
            DocumentId = documentId,
            Version = version,
            SequenceNo = sequenceNo,
            Ordinal = Revisions.Count,
            TransactionId = transactionId,
            TransactionTimeMs = TestJournal.TimeOf(sequenceNo) - 1,
            Hash = TestJournal.HashOf($"{documentId} {version}"),
            Kind = kind,
            Data = TestJournal.BytesOf(data),
        };
        Revisions.Add(revision);
        return revision;
    }
}
