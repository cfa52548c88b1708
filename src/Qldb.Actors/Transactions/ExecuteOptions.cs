namespace Qldb.Actors;

/// <summary>How one transaction deviates from the pool's settings; null everywhere for not at all.</summary>
public sealed record ExecuteOptions
{
    /// <summary>Gets how long to queue for a session. Zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan? AcquireTimeout { get; init; }

    /// <summary>Gets how often and with what delays to try again.</summary>
    public RetryPolicy? RetryPolicy { get; init; }

    /// <summary>
    /// Gets what is told of each retry, with 1, 2, …: after the failure has been judged and the session replaced if need be, before the
    /// delay. On the thread pool; an exception from it ends the transaction and reaches the caller.
    /// </summary>
    public Action<int>? RetryIndicator { get; init; }

    /// <summary>Gets the longest time for all attempts together, delays included; the transaction is aborted then.</summary>
    public TimeSpan? TransactionTimeout { get; init; }

    /// <summary>Gets whether a transaction whose commit has an unknown outcome is tried again. Only for work that may be done twice.</summary>
    public bool RetryUnknownCommit { get; init; }

    /// <summary>Gets what is told of the commit, before the caller gets the result. On the thread pool; its exceptions are logged and ignored.</summary>
    public Action<CommitResult>? Committed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A duration is out of range.</exception>
    public void Validate()
    {
        if (AcquireTimeout is { } wait && wait != Timeout.InfiniteTimeSpan && (wait < TimeSpan.Zero || wait.TotalMilliseconds > int.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(AcquireTimeout), wait, $"AcquireTimeout is {wait}; it must be zero or more, or infinite.");
        if (TransactionTimeout is { } limit && (limit <= TimeSpan.Zero || limit.TotalMilliseconds > int.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(TransactionTimeout), limit, $"TransactionTimeout is {limit}; it must be more than zero.");
    }
}
