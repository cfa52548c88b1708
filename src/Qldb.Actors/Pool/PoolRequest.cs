namespace Qldb.Actors;

/// <summary>One request for a session, from its arrival until its lease is over. Its bookkeeping belongs to <see cref="PoolState"/> and its queues.</summary>
internal class PoolRequest(LeaseId id, TimeSpan maxWait)
{
    public LeaseId Id { get; } = id;

    /// <summary>Gets how long to queue: zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan MaxWait { get; } = maxWait;

    public TimeSpan AskedAt { get; internal set; }

    /// <summary>Gets the session held; null while waiting.</summary>
    public PooledSession? Session { get; internal set; }

    /// <summary>Gets the transaction from inside whose body the request came; null for none that still runs.</summary>
    internal PoolRequest? Outer { get; set; }

    /// <summary>Gets how many requests from inside this one's body, however deep, wait.</summary>
    internal int WaitingInside { get; set; }

    internal PoolRequest? Next { get; set; } // of RequestQueue

    internal PoolRequest? Previous { get; set; }

    internal bool IsWaiting { get; set; }

    internal int DeadlinePlace { get; set; } // of DeadlineQueue
}
