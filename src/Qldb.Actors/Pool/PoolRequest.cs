namespace Qldb.Actors;

/// <summary>One request for a session, from its arrival until its lease is over. Its bookkeeping belongs to <see cref="PoolState"/>.</summary>
internal class PoolRequest(LeaseId id, TimeSpan maxWait)
{
    public LeaseId Id { get; } = id;

    /// <summary>Gets how long to queue: zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</summary>
    public TimeSpan MaxWait { get; } = maxWait;

    public TimeSpan AskedAt { get; internal set; }

    /// <summary>Gets the session held; null while waiting.</summary>
    public PooledSession? Session { get; internal set; }

    internal LinkedListNode<PoolRequest>? WaitingNode { get; set; }
}
