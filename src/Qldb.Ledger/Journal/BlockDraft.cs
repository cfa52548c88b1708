using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A block before it has a place in the journal: everything that can be written and hashed without knowing the blocks before it.</summary>
internal sealed class BlockDraft
{
    public required QldbId TransactionId { get; init; }

    public QldbHash CommitDigest { get; init; }

    public long TransactionTimeMs { get; init; }

    public RevisionDraft[] Revisions { get; init; } = [];

    public QldbHash RevisionsRoot { get; init; }

    /// <summary>Gets what the transaction did; <see langword="null"/> in a block that no client committed.</summary>
    public TransactionInfo? TransactionInfo { get; init; }

    public QldbHash TransactionInfoHash { get; init; }

    public IonElement RedactionInfo { get; init; }

    public QldbHash RedactionInfoHash { get; init; }

    public Redaction? Redaction { get; init; }

    public StoredTable[] CatalogChanges { get; init; } = [];

    public List<IndexChange> IndexChanges { get; set; } = [];

    public StoredRevision[] Number(long sequenceNo)
    {
        var revisions = new StoredRevision[Revisions.Length];
        for (var i = 0; i < revisions.Length; i++)
        {
            revisions[i] = Revisions[i].Place(sequenceNo, i, TransactionId, TransactionTimeMs);
        }

        return revisions;
    }
}
