using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A block before it has a place in the journal: everything that can be written and hashed without knowing the blocks before it.</summary>
internal sealed class BlockDraft
{
    public required QldbId TransactionId { get; init; }

    public QldbHash CommitDigest { get; init; }

    public long TransactionTimeMs { get; init; }

    public IReadOnlyList<RevisionDraft> Revisions { get; init; } = [];

    public QldbHash RevisionsRoot { get; init; }

    public IonElement TransactionInfo { get; init; }

    public QldbHash TransactionInfoHash { get; init; }

    public IonElement RedactionInfo { get; init; }

    public QldbHash RedactionInfoHash { get; init; }

    public Redaction? Redaction { get; init; }

    public IReadOnlyList<StoredTable> CatalogChanges { get; init; } = [];

    public IReadOnlyList<IndexChange> IndexChanges { get; set; } = [];

    public StoredRevision[] Number(long sequenceNo)
    {
        var revisions = new StoredRevision[Revisions.Count];
        for (var i = 0; i < revisions.Length; i++)
        {
            revisions[i] = Revisions[i].Place(sequenceNo, i, TransactionId, TransactionTimeMs);
        }

        return revisions;
    }
}
