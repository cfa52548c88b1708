using Akka.Event;

namespace Qldb.Actors;

/// <summary>Every message that the driver logs. No statement, parameter, row or token is among them.</summary>
/// <remarks>Debug for each session, Information for start and stop, Warning for what was lost but handled.</remarks>
internal static class Log
{
    public static void PoolStarted(ILoggingAdapter log, PoolSettings settings) =>
        log.Info("Session pool of ledger {0} started, limit {1}.", settings.LedgerName, settings.PoolLimit);

    public static void PoolClosing(ILoggingAdapter log, string ledger, int leased, int waiting) =>
        log.Info("Session pool of ledger {0} is closing: {1} leases are out, {2} requests in the queue are refused.", ledger, leased, waiting);

    public static void PoolClosed(ILoggingAdapter log, string ledger) => log.Info("Session pool of ledger {0} is closed.", ledger);

    public static void DrainOver(ILoggingAdapter log, string ledger, int leased) =>
        log.Warning("Session pool of ledger {0}: the time to finish is over; {1} transactions or leases are aborted.", ledger, leased);

    public static void SessionStarted(ILoggingAdapter log, int session, string sessionId, TimeSpan took) =>
        log.Debug("Session {0} started in {1} ms as {2}.", session, took.TotalMilliseconds, sessionId);

    public static void SessionStartFailed(ILoggingAdapter log, int session, Exception cause) =>
        log.Warning(cause, "Session {0} could not be started.", session);

    public static void SessionReplaced(ILoggingAdapter log, int session, Exception cause) =>
        log.Debug("Session {0} was dead and is replaced: {1}", session, cause.Message);

    public static void SessionEnded(ILoggingAdapter log, int session) => log.Debug("Session {0} left the pool.", session);

    public static void EndFailed(ILoggingAdapter log, int session, Exception cause) =>
        log.Debug("Session {0} could not be ended; the service forgets it by itself: {1}", session, cause.Message);

    public static void Retrying(ILoggingAdapter log, string? transactionId, int retry, TimeSpan delay, Exception cause) =>
        log.Debug("Transaction {0} failed and is tried again ({1}) in {2} ms: {3}", transactionId ?? "(not started)", retry, delay.TotalMilliseconds, cause.Message);

    public static void CallbackFailed(ILoggingAdapter log, LeaseId id, Exception fault) =>
        log.Warning(fault, "The Committed callback of {0} failed; its transaction is committed.", id);

    public static void AcquireTimedOut(ILoggingAdapter log, string ledger, LeaseId id, int waiting) =>
        log.Warning("Session pool of ledger {0}: no session for {1} in time, {2} others wait.", ledger, id, waiting);

    public static void LeaseOverdue(ILoggingAdapter log, LeaseId id, TimeSpan held, string place) =>
        log.Warning("{0} is held for {1} s now. Was it forgotten? It was taken by {2}", id, held.TotalSeconds, place);
}
