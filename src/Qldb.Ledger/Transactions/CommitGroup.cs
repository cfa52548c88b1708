using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Transactions;

/// <summary>The valid commits that the next durable write carries.</summary>
internal sealed class CommitGroup
{
    private readonly List<CommitRequest> _requests = [];
    private readonly List<BlockDraft> _blocks = [];

    public IReadOnlyList<BlockDraft> Blocks => _blocks;

    public int ReadOnlyCount { get; private set; }

    public void Add(CommitRequest request)
    {
        _requests.Add(request);
        _blocks.Add(request.Draft);
        ReadOnlyCount += request.IsReadOnly ? 1 : 0;
    }

    /// <summary>Acknowledges all of them; the group is empty again.</summary>
    public void Succeed()
    {
        foreach (var request in _requests)
        {
            request.Succeed();
        }

        Clear();
    }

    /// <summary>Forgets commits that did not become durable.</summary>
    public void Clear()
    {
        _requests.Clear();
        _blocks.Clear();
        ReadOnlyCount = 0;
    }
}
