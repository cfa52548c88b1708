namespace Qldb.Ledger.Transactions;

/// <summary>What is counted for <see cref="LedgerStatistics"/>. Thread safe.</summary>
internal sealed class LedgerCounters
{
    private long _statements;
    private long _committed;
    private long _readOnly;
    private long _conflicts;
    private long _expired;
    private long _repeated;
    private long _groups;
    private long _blocks;

    public void StatementExecuted() => Interlocked.Increment(ref _statements);

    public void Conflicted() => Interlocked.Increment(ref _conflicts);

    public void Expired() => Interlocked.Increment(ref _expired);

    public void CommitRepeated() => Interlocked.Increment(ref _repeated);

    public void ReadOnlyCommitted()
    {
        Interlocked.Increment(ref _committed);
        Interlocked.Increment(ref _readOnly);
    }

    public void GroupCommitted(int blocks, int readOnlyBlocks)
    {
        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _blocks, blocks);
        Interlocked.Add(ref _committed, blocks);
        Interlocked.Add(ref _readOnly, readOnlyBlocks);
    }

    public LedgerStatistics Read(long tip, int sessions, int activeTransactions) => new()
    {
        Tip = tip,
        Sessions = sessions,
        ActiveTransactions = activeTransactions,
        Statements = Interlocked.Read(ref _statements),
        CommittedTransactions = Interlocked.Read(ref _committed),
        ReadOnlyTransactions = Interlocked.Read(ref _readOnly),
        OccConflicts = Interlocked.Read(ref _conflicts),
        ExpiredTransactions = Interlocked.Read(ref _expired),
        RepeatedCommits = Interlocked.Read(ref _repeated),
        CommitGroups = Interlocked.Read(ref _groups),
        Blocks = Interlocked.Read(ref _blocks),
    };
}
