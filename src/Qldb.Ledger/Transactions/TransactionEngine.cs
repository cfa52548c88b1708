using System.Collections.Concurrent;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>What the transactions of one open ledger share. Thread safe.</summary>
internal sealed class TransactionEngine
{
    // Large transactions fill the lanes of the processor by themselves, and would make others wait.
    private const int HashedByClientFrom = 16 * 1024;

    private readonly ConcurrentDictionary<QldbId, Task> _definitions = new();
    private readonly IdleTransactions _idle = new();
    private readonly CommitPipeline _pipeline;
    private readonly long _transactionTicks;
    private CommitHasher? _idleHasher;

    public TransactionEngine(ILedgerStore store, LedgerOptions options)
    {
        Store = store;
        Options = options;
        Gate = new OperationGate(store.Identity.LedgerName);
        Ids = new QldbIdGenerator(options.TimeProvider);
        Statements = new StatementCache(
            options.StatementCacheSize,
            new PartiQLOptions { Dialect = options.Dialect, MaxLength = options.Limits.StatementLength, MaxMemoryBytes = options.Limits.StatementMemoryBytes });
        StatementHashes = new StatementHashes(options.StatementCacheSize);
        _transactionTicks = (long)(options.Limits.TransactionTime.TotalSeconds * options.TimeProvider.TimestampFrequency);
        var head = JournalHead.Load(store);
        if (head.NextSequenceNo == 0)
        {
            Genesis.Write(store, head, Ids.Next(), JournalTime.Now(Clock));
        }

        var catalog = LedgerCatalog.Load(store);
        Snapshots = new OpenSnapshots(new LedgerState(store.Tip, head.LastTimestampMs, catalog));
        _pipeline = new CommitPipeline(this, head, catalog);
    }

    public ILedgerStore Store { get; }

    public LedgerOptions Options { get; }

    public OperationGate Gate { get; }

    public TimeProvider Clock => Options.TimeProvider;

    public QldbIdGenerator Ids { get; }

    public QldbId StrandId => Store.Identity.StrandId;

    public StatementCache Statements { get; }

    public StatementHashes StatementHashes { get; }

    public OpenSnapshots Snapshots { get; }

    public ConflictWindow Window { get; } = new();

    public LedgerCounters Counters { get; } = new();

    /// <summary>Gets <see cref="CommitPipeline.QuietEpoch"/>.</summary>
    public long? QuietEpoch => _pipeline.QuietEpoch;

    public LedgerTransaction Begin()
    {
        var transaction = _idle.TryTake(out var idle) ? idle : new LedgerTransaction(this);
        transaction.Begin();
        return transaction;
    }

    /// <summary>Ends a transaction, committed or not, whose memory then serves another one: only its session calls this, once, and looks at it no more.</summary>
    public void End(LedgerTransaction transaction)
    {
        if (transaction.End())
        {
            _idle.Keep(transaction);
        }
    }

    /// <summary>The time stamp at which a transaction that starts now has used up its time.</summary>
    public long EndOfTransactionStartedNow() => Clock.GetTimestamp() + _transactionTicks;

    /// <summary>Hashes what is not hashed yet of a transaction, and of the block that it is to become, on the calling thread.</summary>
    public void Hash(LedgerTransaction transaction, BlockDraft? block = null)
    {
        var hasher = Interlocked.Exchange(ref _idleHasher, null) ?? new CommitHasher(StatementHashes);
        hasher.Add(transaction, block);
        hasher.Hash();
        _idleHasher = hasher;
    }

    /// <summary>Commits a transaction. It is over afterwards, however this ends, unless the digests differ.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="digest">The commit digest that the client has made of the statements it sent.</param>
    /// <exception cref="DigestMismatchException">It is not that of the statements executed.</exception>
    /// <exception cref="TransactionExpiredException">Its time is over.</exception>
    /// <exception cref="ConflictException">Another transaction has changed what it read.</exception>
    /// <exception cref="StoreException">The store failed, now or earlier.</exception>
    public Task Commit(LedgerTransaction transaction, QldbHash digest)
    {
        transaction.Hold();
        if (transaction.IsReadOnly && !Options.JournalReadOnlyTransactions)
        {
            CommitReadOnly(transaction, digest);
            return Task.CompletedTask;
        }

        BlockDrafting.Draft(transaction, digest, JournalTime.Now(Clock));
        var isLarge = transaction.SizeToHash > HashedByClientFrom;
        if (isLarge)
        {
            Hash(transaction, transaction.Draft);
        }

        var request = new CommitRequest(transaction) { IsHashed = isLarge };
        return transaction.Catalog == transaction.Seen.Catalog ? _pipeline.Commit(request) : CommitDefinitions(request);
    }

    /// <summary>Finds the commit of a transaction that is over, or waits for it when it is under way.</summary>
    public async Task<StoredCommit?> FindCommit(QldbId transactionId)
    {
        if ((_definitions.GetValueOrDefault(transactionId) ?? _pipeline.Find(transactionId)) is { } underWay)
        {
            await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var reader = Store.OpenReader(Snapshots.Current.Tip);
        return reader.TryGetCommit(transactionId, out var commit) ? commit : null;
    }

    /// <summary>Tells whether an index that a table had at a transaction's snapshot has been dropped since.</summary>
    public bool IsIndexDropped(TableDefinition seen)
        => Snapshots.Current.Catalog.Find(seen.Id) is { } current && current != seen && HasLostIndex(seen, current);

    public void ForgetOldChanges() => Window.ForgetUpTo(Snapshots.OldestTip(Clock.GetTimestamp()));

    /// <summary>Refuses new work, lets the commits that wait come to their end, and ends statements that run.</summary>
    public async Task Close()
    {
        await Gate.Close().ConfigureAwait(false);
        await _pipeline.Close(() => new LedgerClosedException(Store.Identity.LedgerName)).ConfigureAwait(false);
    }

    /// <summary>Commits DDL. It is under way from here on: to gather the entries of an index may take long.</summary>
    private Task CommitDefinitions(CommitRequest request)
    {
        _definitions[request.TransactionId] = request.Completion;
        try
        {
            request.PrepareIndexes(this);
            return _pipeline.Commit(request);
        }
        catch (Exception failure)
        {
            request.Fail(failure);
            return request.Completion;
        }
        finally
        {
            _definitions.TryRemove(request.TransactionId, out _);
        }
    }

    private static bool HasLostIndex(TableDefinition seen, TableDefinition current)
        => seen.Indexes.Any(index => index.IsBuilt && current.Indexes.All(kept => kept.Id != index.Id));

    private void CommitReadOnly(LedgerTransaction transaction, QldbHash digest)
    {
        Hash(transaction);
        if (transaction.Digest != digest)
        {
            throw new DigestMismatchException();
        }

        if (Options.ValidateCommits && !Window.IsCurrent(transaction.ReadSet, transaction.Seen.Tip))
        {
            Counters.Conflicted();
            throw new ConflictException();
        }

        Counters.ReadOnlyCommitted();
    }
}
