using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A block in the making: what it says, then its place in the journal, then its hashes.</summary>
internal sealed class BlockDraft
{
    public required QldbId TransactionId { get; init; }

    public QldbHash CommitDigest { get; init; }

    public long TransactionTimeMs { get; init; }

    public RevisionDraft[] Revisions { get; init; } = [];

    /// <summary>Gets what the transaction did; <see langword="null"/> in a block that no client committed.</summary>
    public TransactionInfo? TransactionInfo { get; init; }

    public IonElement RedactionInfo { get; init; }

    public Redaction? Redaction { get; init; }

    public StoredTable[] CatalogChanges { get; init; } = [];

    public List<IndexChange> IndexChanges { get; set; } = [];

    /// <summary>Gets or sets what names and dates the block, from its turn on.</summary>
    public BlockHeader Header { get; set; }

    public QldbHash RevisionsRoot => Revisions.Length switch
    {
        0 => QldbHash.Empty,
        1 => Revisions[0].Hash,
        _ => MerkleTree.Root(Array.ConvertAll(Revisions, revision => revision.Hash)),
    };

    public RevisionMetadata MetadataOf(int ordinal)
        => new(Revisions[ordinal].DocumentId, Revisions[ordinal].Version, TransactionTimeMs, TransactionId);

    public StoredRevision[] PlacedRevisions()
    {
        var revisions = new StoredRevision[Revisions.Length];
        for (var i = 0; i < revisions.Length; i++)
        {
            revisions[i] = Revisions[i].Place(Header.Address.SequenceNo, i, TransactionId, TransactionTimeMs);
        }

        return revisions;
    }
}
