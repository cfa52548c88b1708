using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// The one place where the ledger changes: it takes the commits that wait, validates them one after the other, seals their blocks, and makes all of them
/// durable with one write.
/// </summary>
/// <remarks>
/// <para>A group is whoever waits when the one before is durable. There is no timer: a lone client never waits for company, and a crowd shares each write.</para>
/// <para>Who comes alone commits on its own thread. What came meanwhile, and comes then, is committed by the ledger's own thread until nothing waits.</para>
/// <para>What a group has to hash is hashed in one go: that is the larger part of its work.</para>
/// <para>Invariants: blocks are sealed in the order of validation; what a block changes counts against others from its validation on; a state is published,
/// and a commit acknowledged, only after its block is durable. After a failed write nothing more is committed: what is chained in memory and what is stored
/// may differ.</para>
/// </remarks>
internal sealed class CommitPipeline
{
    private readonly Lock _gate = new();
    private readonly Queue<CommitRequest> _waiting = new();
    private readonly List<CommitRequest> _underWay = [];
    private readonly CommitGroup _group = new();
    private readonly List<BlockWrite> _writes = [];
    private readonly List<ConflictKey> _changedKeys = [];
    private readonly TransactionEngine _engine;
    private readonly JournalHead _head;
    private readonly CommitHasher _hasher;
    private readonly CommitThread _thread;
    private LedgerCatalog _catalog;
    private Func<Exception>? _refusal;
    private TaskCompletionSource? _drained;
    private bool _isRunning;
    private long _epoch;

    public CommitPipeline(TransactionEngine engine, JournalHead head, LedgerCatalog catalog)
    {
        _engine = engine;
        _head = head;
        _hasher = new CommitHasher(engine.StatementHashes);
        _catalog = catalog;
        _thread = new CommitThread(engine.Store.Identity.LedgerName, RunGroups);
    }

    /// <summary>
    /// Gets a number that changes with every commit, and <see langword="null"/> while one is under way: between two equal numbers the store stood still.
    /// </summary>
    public long? QuietEpoch
    {
        get
        {
            lock (_gate)
            {
                return _isRunning ? null : _epoch;
            }
        }
    }

    /// <summary>Commits. The task succeeds when the block is durable, and fails with <see cref="ConflictException"/> when validation refuses it.</summary>
    public Task Commit(CommitRequest request)
    {
        lock (_gate)
        {
            if (_refusal is not null)
            {
                request.Fail(_refusal());
                return request.Completion;
            }

            _waiting.Enqueue(request);
            if (_isRunning)
            {
                return request.Completion;
            }

            _isRunning = true;
            _epoch++;
        }

        if (RunGroup())
        {
            _thread.Wake();
        }

        return request.Completion;
    }

    /// <summary>The commit of a transaction if it waits or is under way, else <see langword="null"/>. Asked for when an answer was lost, so it may take a look at each.</summary>
    public Task? Find(QldbId transactionId)
    {
        lock (_gate)
        {
            return _underWay.Concat(_waiting).FirstOrDefault(request => request.TransactionId == transactionId)?.Completion;
        }
    }

    /// <summary>Refuses commits from now on. The task ends when those that wait are through.</summary>
    /// <param name="refusal">Makes an exception for each of them: one that is thrown again and again would grow.</param>
    public Task Close(Func<Exception> refusal)
    {
        lock (_gate)
        {
            _refusal ??= refusal;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_isRunning)
            {
                EndRun();
            }

            return _drained.Task;
        }
    }

    private void RunGroups()
    {
        while (RunGroup())
        {
        }
    }

    /// <summary>Commits those that wait, and tells whether others wait now.</summary>
    private bool RunGroup()
    {
        TakeGroup();
        Process();
        lock (_gate)
        {
            _underWay.Clear();
            if (_waiting.Count > 0)
            {
                return true;
            }

            EndRun();
            return false;
        }
    }

    private void EndRun()
    {
        _isRunning = false;
        if (_drained is not null)
        {
            _drained.TrySetResult();
            _thread.End();
        }
    }

    private void TakeGroup()
    {
        lock (_gate)
        {
            while (_underWay.Count < _engine.Options.CommitGroupSize && _waiting.TryDequeue(out var request))
            {
                _underWay.Add(request);
            }
        }
    }

    private void Process()
    {
        try
        {
            Hash();
            foreach (var request in _underWay)
            {
                if (!request.IsConfirmed)
                {
                    request.Fail(new DigestMismatchException());
                    continue;
                }

                Validate(request);
                _engine.Snapshots.Close(request.Snapshot);
            }

            Append();
            _engine.ForgetOldChanges();
        }
        catch (Exception failure)
        {
            Stop(failure);
        }
    }

    private void Hash()
    {
        foreach (var request in _underWay)
        {
            if (!request.IsHashed)
            {
                _hasher.Add(request.Transaction, request.Draft);
            }
        }

        _hasher.Hash();
    }

    private void Validate(CommitRequest request)
    {
        if (_engine.Options.ValidateCommits && !_engine.Window.IsCurrent(request.ReadSet, request.Snapshot.State.Tip))
        {
            _engine.Counters.Conflicted();
            request.Fail(new ConflictException());
            return;
        }

        var sequenceNo = _head.NextSequenceNo;
        request.SettleIndexChanges(_catalog);
        _changedKeys.Clear();
        request.AddChangedKeys(_changedKeys);
        _engine.Window.Add(_changedKeys, sequenceNo);
        if (request.BuildsIndexes)
        {
            // Their last entries are gathered from the store, which has to hold every block before this one.
            Append();
            request.CompleteIndexes(_engine.Store);
        }

        _head.Place(request.Draft, JournalTime.Now(_engine.Clock));
        _group.Add(request);
        if (request.Draft.CatalogChanges.Length > 0)
        {
            _catalog = _catalog.Commit(request.Draft.CatalogChanges);
        }
    }

    private void Append()
    {
        if (_group.Blocks.Count == 0)
        {
            return;
        }

        _writes.Clear();
        _head.Seal(_group.Blocks, _writes);
        _engine.Store.Append(_writes);

        // Published after it is durable, and before anybody hears of it: who is told of a commit also sees it.
        _engine.Snapshots.Publish(new LedgerState(_head.NextSequenceNo - 1, _head.LastTimestampMs, _catalog));
        _engine.Counters.GroupCommitted(_group.Blocks.Count, _group.ReadOnlyCount);
        _group.Succeed();
    }

    private void Stop(Exception failure)
    {
        lock (_gate)
        {
            _refusal ??= () => new StoreException(
                $"Ledger '{_engine.Store.Identity.LedgerName}' has stopped committing because its store failed: {failure.Message} Open the ledger again.", failure);
            _underWay.AddRange(_waiting);
            _waiting.Clear();
        }

        _group.Clear();
        _engine.Window.TakeBackAfter(_engine.Snapshots.Current.Tip);
        _underWay.ForEach(request => request.Fail(_refusal()));
    }
}
