using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>The valid commits that the next durable write carries.</summary>
internal sealed class CommitGroup
{
    private readonly List<CommitRequest> _requests = [];
    private readonly List<BlockWrite> _blocks = [];

    public IReadOnlyList<BlockWrite> Blocks => _blocks;

    public int ReadOnlyCount { get; private set; }

    public void Add(CommitRequest request, BlockWrite block)
    {
        _requests.Add(request);
        _blocks.Add(block);
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
