namespace Qldb.Actors;

/// <summary>What happens in a pool, published on the event stream of its actor system for whoever watches.</summary>
/// <param name="LedgerName">The pool's ledger.</param>
public abstract record PoolEvent(string LedgerName)
{
    /// <summary>A session was opened.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Session">The session's number in the pool.</param>
    /// <param name="SessionId">The session's local name.</param>
    /// <param name="Took">How long it took.</param>
    public sealed record SessionStarted(string LedgerName, int Session, string SessionId, TimeSpan Took) : PoolEvent(LedgerName);

    /// <summary>A session could not be opened.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Session">The session's number in the pool.</param>
    /// <param name="Cause">Why not.</param>
    /// <param name="WillRetry">Whether it may be tried again, provided that somebody waits for it.</param>
    public sealed record SessionStartFailed(string LedgerName, int Session, Exception Cause, bool WillRetry) : PoolEvent(LedgerName);

    /// <summary>A session was found dead in use and replaced on the spot.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Session">The session's number in the pool; its successor has the same.</param>
    /// <param name="Cause">How it showed.</param>
    public sealed record SessionReplaced(string LedgerName, int Session, Exception Cause) : PoolEvent(LedgerName);

    /// <summary>A session left the pool: retired, given up, or its actor crashed.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Session">The session's number in the pool.</param>
    public sealed record SessionEnded(string LedgerName, int Session) : PoolEvent(LedgerName);

    /// <summary>A request left the queue without a session because its time was up.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Lease">The request.</param>
    /// <param name="Statistics">The pool at that moment.</param>
    public sealed record AcquireTimedOut(string LedgerName, LeaseId Lease, PoolStatistics Statistics) : PoolEvent(LedgerName);

    /// <summary>A transaction failed and will be tried again.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="TransactionId">The transaction that failed; null when none had been started.</param>
    /// <param name="Retry">The number of the retry, 1 for the first.</param>
    /// <param name="Delay">How long it waits before.</param>
    /// <param name="Cause">What the attempt failed with.</param>
    public sealed record TransactionRetrying(string LedgerName, string? TransactionId, int Retry, TimeSpan Delay, Exception Cause) : PoolEvent(LedgerName);

    /// <summary>A session is on lease for longer than <see cref="PoolSettings.LeaseReportAfter"/>: perhaps it was never given back. Told once for each lease.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Lease">The lease.</param>
    /// <param name="Held">For how long.</param>
    /// <param name="Place">What took it: the body of a transaction, or the place that asked for a session.</param>
    public sealed record LeaseOverdue(string LedgerName, LeaseId Lease, TimeSpan Held, string Place) : PoolEvent(LedgerName);

    /// <summary>The pool takes no new work.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    /// <param name="Running">How many leases are still out.</param>
    public sealed record PoolClosing(string LedgerName, int Running) : PoolEvent(LedgerName);

    /// <summary>The pool has ended all its sessions.</summary>
    /// <param name="LedgerName">The pool's ledger.</param>
    public sealed record PoolClosed(string LedgerName) : PoolEvent(LedgerName);
}
