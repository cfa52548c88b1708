using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>The valid commits that the next durable write carries.</summary>
internal sealed class CommitGroup
{
    private readonly List<CommitRequest> _requests = [];
    private readonly List<BlockWrite> _blocks = [];

    public IReadOnlyList<CommitRequest> Requests => _requests;

    public IReadOnlyList<BlockWrite> Blocks => _blocks;

    public void Add(CommitRequest request, BlockWrite block)
    {
        _requests.Add(request);
        _blocks.Add(block);
    }

    /// <summary>Acknowledges all of them; the group is empty again.</summary>
    public void Succeed()
    {
        _requests.ForEach(request => request.Succeed());
        _requests.Clear();
        _blocks.Clear();
    }
}
