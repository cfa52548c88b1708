namespace Qldb.Ledger;

/// <summary>What a ledger has done since it was opened: one consistent-enough snapshot of its counters.</summary>
public sealed record LedgerStatistics
{
    /// <summary>Gets the sequence number of the last block.</summary>
    public required long Tip { get; init; }

    /// <summary>Gets how many sessions are open now, expired ones that nobody has touched since included.</summary>
    public required int Sessions { get; init; }

    /// <summary>Gets how many transactions have read and are neither committed nor aborted now.</summary>
    public required int ActiveTransactions { get; init; }

    /// <summary>Gets how many statements were executed, failed ones included.</summary>
    public required long Statements { get; init; }

    /// <summary>Gets how many transactions were committed, read-only ones included.</summary>
    public required long CommittedTransactions { get; init; }

    /// <summary>Gets how many of those changed nothing.</summary>
    public required long ReadOnlyTransactions { get; init; }

    /// <summary>Gets how many commits were refused because another transaction had changed what this one read.</summary>
    public required long OccConflicts { get; init; }

    /// <summary>Gets how many transactions outlived <see cref="LedgerLimits.TransactionTime"/>.</summary>
    public required long ExpiredTransactions { get; init; }

    /// <summary>Gets how many repeated CommitTransaction commands got the stored answer.</summary>
    public required long RepeatedCommits { get; init; }

    /// <summary>Gets how many durable writes carried the blocks; with <see cref="Blocks"/> it tells the mean size of a commit group.</summary>
    public required long CommitGroups { get; init; }

    /// <summary>Gets how many blocks were appended.</summary>
    public required long Blocks { get; init; }
}
