using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Transactions;

/// <summary>Commits on their way together: those that were taken, those of them that are valid, and the blocks that these become.</summary>
internal sealed class CommitGroup
{
    private readonly List<CommitRequest> _valid = [];
    private readonly List<BlockDraft> _drafts = [];

    public List<CommitRequest> Requests { get; } = [];

    public IReadOnlyList<BlockDraft> Drafts => _drafts;

    public SealedBlocks Blocks { get; } = new();

    public int ReadOnlyCount { get; private set; }

    /// <summary>Gets or sets what the ledger is when the group is durable.</summary>
    public LedgerState? State { get; set; }

    public void AddValid(CommitRequest request)
    {
        _valid.Add(request);
        _drafts.Add(request.Draft);
        ReadOnlyCount += request.IsReadOnly ? 1 : 0;
    }

    /// <summary>Acknowledges the valid ones.</summary>
    public void Succeed() => _valid.ForEach(request => request.Succeed());

    /// <summary>Refuses all that have no answer yet.</summary>
    public void Fail(Func<Exception> reason) => Requests.ForEach(request => request.Fail(reason()));

    /// <summary>Makes the group ready for the next commits.</summary>
    public void Clear()
    {
        Requests.Clear();
        _valid.Clear();
        _drafts.Clear();
        Blocks.Clear();
        (ReadOnlyCount, State) = (0, null);
    }
}
