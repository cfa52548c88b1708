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
/// <para>A group is whoever waits: it is sealed while the one before it is written. There is no timer: a lone client never waits for company, and a crowd
/// shares each write.</para>
/// <para>Who comes alone commits on its own thread. What comes meanwhile is sealed on the thread pool and written by the ledger's own thread.</para>
/// <para>Invariants: one group is sealed at a time, and one written; blocks are sealed in the order of validation and written in the order of sealing; what a
/// block changes counts against others from its validation on; a state is published, and a commit acknowledged, only after its block is durable. After a
/// failure nothing more is committed: what is chained in memory and what is stored may differ.</para>
/// </remarks>
internal sealed class CommitPipeline
{
    private readonly Lock _gate = new();
    private readonly Queue<CommitRequest> _waiting = new();
    private readonly Stack<CommitGroup> _idle = new();
    private readonly List<ConflictKey> _changedKeys = [];
    private readonly TransactionEngine _engine;
    private readonly JournalHead _head;
    private readonly CommitHasher _hasher;
    private readonly CommitThread _thread;
    private LedgerCatalog _catalog;
    private Func<Exception>? _refusal;
    private TaskCompletionSource? _drained;
    private CommitGroup? _sealing;
    private CommitGroup? _sealed;
    private CommitGroup? _writing;
    private bool _isSealingQueued;
    private bool _hasFailed;
    private long _epoch;

    public CommitPipeline(TransactionEngine engine, JournalHead head, LedgerCatalog catalog)
    {
        _engine = engine;
        _head = head;
        _hasher = new CommitHasher(engine.StatementHashes);
        _catalog = catalog;
        _thread = new CommitThread(engine.Store.Identity.LedgerName, WriteGroups);
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
                return IsRunning ? null : _epoch;
            }
        }
    }

    private bool IsRunning => _isSealingQueued || _sealing is not null || _sealed is not null || _writing is not null;

    /// <summary>Gets whether somebody waits whose turn it is. A commit that builds an index goes alone: its last entries are gathered from the store, which has to
    /// hold every block before it.</summary>
    private bool CanTakeGroup => _waiting.TryPeek(out var next) && !(next.BuildsIndexes && _writing is not null);

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
            _epoch++;
            if (IsRunning)
            {
                SealNextIfAnyWaits();
                return request.Completion;
            }

            TakeGroup();
        }

        SealTaken();
        if (WriteGroup())
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
            return new[] { _writing, _sealed, _sealing }
                .SelectMany(group => group?.Requests ?? [])
                .Concat(_waiting)
                .FirstOrDefault(request => request.TransactionId == transactionId)?.Completion;
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
            EndRunIfNothingIsLeft();
            return _drained.Task;
        }
    }

    private void WriteGroups()
    {
        while (WriteGroup())
        {
        }
    }

    /// <summary>Writes the group that is sealed, has those who wait sealed meanwhile, and tells whether that is done already.</summary>
    private bool WriteGroup()
    {
        lock (_gate)
        {
            (_writing, _sealed) = (_sealed, null);
            SealNextIfAnyWaits();
        }

        Write(_writing!);
        lock (_gate)
        {
            _writing!.Clear();
            _idle.Push(_writing);
            _writing = null;
            SealNextIfAnyWaits();
            EndRunIfNothingIsLeft();
            return _sealed is not null;
        }
    }

    /// <summary>Has the next group sealed on the thread pool. Others who were acknowledged with the last group come before it there, and may be in time.</summary>
    private void SealNextIfAnyWaits()
    {
        if (!_isSealingQueued && _sealing is null && _sealed is null && CanTakeGroup)
        {
            _isSealingQueued = true;
            ThreadPool.UnsafeQueueUserWorkItem(static pipeline => pipeline.SealNext(), this, preferLocal: false);
        }
    }

    private void SealNext()
    {
        lock (_gate)
        {
            _isSealingQueued = false;
            if (!CanTakeGroup)
            {
                // A failure has emptied the queue, or a write is under way that the next commit needs behind it.
                EndRunIfNothingIsLeft();
                return;
            }

            TakeGroup();
        }

        if (SealTaken())
        {
            _thread.Wake();
        }
    }

    /// <summary>Seals the group that was taken, and tells whether nobody is writing who would go on with it.</summary>
    private bool SealTaken()
    {
        Seal(_sealing!);
        lock (_gate)
        {
            (_sealed, _sealing) = (_sealing, null);
            return _writing is null;
        }
    }

    private void TakeGroup()
    {
        _sealing = _idle.TryPop(out var idle) ? idle : new CommitGroup();
        var requests = _sealing.Requests;
        do
        {
            requests.Add(_waiting.Dequeue());
        }
        while (requests.Count < _engine.Options.CommitGroupSize && !requests[0].BuildsIndexes && _waiting.TryPeek(out var next) && !next.BuildsIndexes);
    }

    private void EndRunIfNothingIsLeft()
    {
        if (!IsRunning && _drained is not null)
        {
            _drained.TrySetResult();
            _thread.End();
        }
    }

    /// <summary>Validates the commits of a group, and makes the blocks of those that are valid.</summary>
    private void Seal(CommitGroup group)
    {
        if (Volatile.Read(ref _hasFailed))
        {
            return;
        }

        try
        {
            Hash(group.Requests);
            foreach (var request in group.Requests)
            {
                if (request.IsConfirmed)
                {
                    Validate(request, group);
                }
                else
                {
                    request.Fail(new DigestMismatchException());
                }
            }

            _head.Seal(group.Drafts, group.Blocks);
            group.State = new LedgerState(_head.NextSequenceNo - 1, _head.LastTimestampMs, _catalog);
        }
        catch (Exception failure)
        {
            // The group is answered at its turn: the one before it may be on its way to the disk.
            Stop(failure);
        }
    }

    private void Hash(List<CommitRequest> requests)
    {
        foreach (var request in requests)
        {
            if (!request.IsHashed)
            {
                _hasher.Add(request.Transaction, request.Draft);
            }
        }

        _hasher.Hash();
    }

    private void Validate(CommitRequest request, CommitGroup group)
    {
        var isValid = !_engine.Options.ValidateCommits || _engine.Window.IsCurrent(request.Transaction.ReadSet, request.Transaction.Seen.Tip);
        request.Transaction.LetGoOfSnapshot();
        if (!isValid)
        {
            _engine.Counters.Conflicted();
            request.Fail(new ConflictException());
            return;
        }

        request.SettleIndexChanges(_catalog);
        _changedKeys.Clear();
        request.AddChangedKeys(_changedKeys);
        _engine.Window.Add(_changedKeys, _head.NextSequenceNo);
        if (request.BuildsIndexes)
        {
            request.CompleteIndexes(_engine.Store);
        }

        _head.Place(request.Draft, JournalTime.Now(_engine.Clock));
        group.AddValid(request);
        if (request.Draft.CatalogChanges.Length > 0)
        {
            _catalog = _catalog.Commit(request.Draft.CatalogChanges);
        }
    }

    private void Write(CommitGroup group)
    {
        if (Volatile.Read(ref _hasFailed))
        {
            Refuse(group);
            return;
        }

        try
        {
            if (group.Blocks.Writes.Count > 0)
            {
                _engine.Store.Append(group.Blocks.Writes);

                // Published after it is durable, and before anybody hears of it: who is told of a commit also sees it.
                _engine.Snapshots.Publish(group.State!);
                _engine.Counters.GroupCommitted(group.Blocks.Writes.Count, group.ReadOnlyCount);
                group.Succeed();
            }

            _engine.ForgetOldChanges();
        }
        catch (Exception failure)
        {
            Stop(failure);
            Refuse(group);
        }
    }

    private void Stop(Exception failure)
    {
        lock (_gate)
        {
            _hasFailed = true;
            _refusal = () => new StoreException(
                $"Ledger '{_engine.Store.Identity.LedgerName}' has stopped committing because its store failed: {failure.Message} Open the ledger again.", failure);
        }
    }

    /// <summary>Refuses a group and all who wait. First what they would have changed is taken back: who hears of the failure reads on without conflicts.</summary>
    private void Refuse(CommitGroup group)
    {
        _engine.Window.CloseAfter(_engine.Snapshots.Current.Tip);
        lock (_gate)
        {
            group.Fail(_refusal!);
            while (_waiting.TryDequeue(out var request))
            {
                request.Fail(_refusal!());
            }
        }
    }
}
