using Qldb.PartiQL;

namespace Qldb.Ledger;

/// <summary>How an open ledger behaves. Immutable.</summary>
public sealed record LedgerOptions
{
    /// <summary>Gets how much the ledger accepts. The default is QLDB's quotas.</summary>
    public LedgerLimits Limits { get; init; } = LedgerLimits.Qldb;

    /// <summary>Gets the clock behind every time in the journal and every time limit. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets whether a transaction that changed nothing also becomes a block, as QLDB did it. The default is no: it would make every read a write.</summary>
    public bool JournalReadOnlyTransactions { get; init; }

    /// <summary>Gets how many rows one page of a result holds, at least 1. The default is 200.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Gets how many transactions one durable write carries at most, at least 1. The default is 256.</summary>
    public int CommitGroupSize { get; init; } = 256;

    /// <summary>Gets how many prepared statements are kept, at least 1. The default is 1,000.</summary>
    public int StatementCacheSize { get; init; } = 1_000;

    /// <summary>Gets which PartiQL is spoken. The default is QLDB's dialect.</summary>
    public Dialect Dialect { get; init; } = Dialect.Qldb;

    /// <summary>Off only where a test shows that the serializability checker notices.</summary>
    internal bool ValidateCommits { get; init; } = true;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PageSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CommitGroupSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StatementCacheSize);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Limits);
        Limits.ThrowIfInvalid();
    }
}
