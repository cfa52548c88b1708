using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>One committed transaction on its way into a store: its block and all that changes with it.</summary>
public sealed class BlockWrite
{
    /// <summary>Gets the block.</summary>
    public required StoredBlock Block { get; init; }

    /// <summary>Gets the block's revisions in leaf order: the one at position i has ordinal i.</summary>
    public IReadOnlyList<StoredRevision> Revisions { get; init; } = [];

    /// <summary>Gets the index entries that came and went. For a new index over existing documents these are its first entries.</summary>
    public IReadOnlyList<IndexChange> IndexChanges { get; init; } = [];

    /// <summary>Gets the new state of each table that the transaction created or altered. An index that a new state no longer lists is dropped with its entries.</summary>
    public IReadOnlyList<StoredTable> CatalogChanges { get; init; } = [];

    /// <summary>Gets the nodes of the digest tree that this block completed: level 1 and above, lower levels first.</summary>
    public IReadOnlyList<MerkleNode> MerkleNodes { get; init; } = [];

    /// <summary>Gets the older revisions that lose their data with this block.</summary>
    public IReadOnlyList<RedactionWrite> Redactions { get; init; } = [];
}
