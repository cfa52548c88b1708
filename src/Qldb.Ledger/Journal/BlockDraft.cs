using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>A block in the making: what it says, then its place in the journal, then its hashes. Serves one transaction after the other.</summary>
internal sealed class BlockDraft
{
    // What the lists took for a larger block is not worth keeping.
    private const int KeptCountMax = 64;

    private readonly List<RevisionDraft> _revisions = [];
    private readonly List<StoredRevision> _placed = [];

    public QldbId TransactionId { get; set; }

    public QldbHash CommitDigest { get; set; }

    public long TransactionTimeMs { get; set; }

    public Span<RevisionDraft> Revisions => CollectionsMarshal.AsSpan(_revisions);

    /// <summary>Gets or sets the statements of the transaction; <see langword="null"/> in a block that no client committed.</summary>
    public List<ExecutedStatement>? Statements { get; set; }

    /// <summary>Gets what the transaction did, if a client committed it.</summary>
    public TransactionInfo? TransactionInfo => Statements is null ? null : new TransactionInfo(Statements, _revisions);

    public Redaction? Redaction { get; set; }

    public IonElement RedactionInfo { get; set; }

    public StoredTable[] CatalogChanges { get; set; } = [];

    public List<IndexChange> IndexChanges { get; } = [];

    /// <summary>Gets or sets what names and dates the block, from its turn on.</summary>
    public BlockHeader Header { get; set; }

    public QldbHash RevisionsRoot => Revisions switch
    {
        [] => QldbHash.Empty,
        [var only] => only.Hash,
        _ => MerkleTree.Root(_revisions.ConvertAll(revision => revision.Hash).ToArray()),
    };

    public void Add(in RevisionDraft revision) => _revisions.Add(revision);

    /// <summary>Forgets everything, and tells whether the memory is worth keeping.</summary>
    public bool TryClear()
    {
        _revisions.Clear();
        _placed.Clear();
        IndexChanges.Clear();
        (Statements, Redaction, RedactionInfo, CatalogChanges) = (null, null, default, []);
        return Math.Max(_revisions.Capacity, IndexChanges.Capacity) <= KeptCountMax;
    }

    public RevisionMetadata MetadataOf(int ordinal)
        => new(Revisions[ordinal].DocumentId, Revisions[ordinal].Version, TransactionTimeMs, TransactionId);

    public IReadOnlyList<StoredRevision> PlacedRevisions()
    {
        foreach (ref readonly var revision in Revisions)
        {
            _placed.Add(revision.Place(Header.Address.SequenceNo, _placed.Count, TransactionId, TransactionTimeMs));
        }

        return _placed;
    }
}
