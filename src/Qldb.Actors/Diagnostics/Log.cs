using Akka.Event;

namespace Qldb.Actors;

/// <summary>Every message that the driver logs. No statement, parameter, row or token is among them.</summary>
/// <remarks>
/// Debug for each session, Information for start and stop, Warning for what was lost but handled. Each begins with an id that stays what it
/// is while the words may change; docs/how-to/watch-the-pool.md lists them.
/// </remarks>
internal static class Log
{
    public static void PoolStarted(ILoggingAdapter log, PoolSettings settings) =>
        log.Info("QLDB101 Session pool of ledger {0} started, limit {1}.", settings.LedgerName, settings.PoolLimit);

    public static void PoolClosing(ILoggingAdapter log, string ledger, int leased, int waiting) =>
        log.Info("QLDB102 Session pool of ledger {0} is closing: {1} leases are out, {2} requests in the queue are refused.", ledger, leased, waiting);

    public static void DrainOver(ILoggingAdapter log, string ledger, int leased) =>
        log.Warning("QLDB103 Session pool of ledger {0}: the time to finish is over; {1} transactions or leases are aborted.", ledger, leased);

    public static void PoolClosed(ILoggingAdapter log, string ledger) => log.Info("QLDB104 Session pool of ledger {0} is closed.", ledger);

    public static void SessionStarted(ILoggingAdapter log, int session, string sessionId, TimeSpan took) =>
        log.Debug("QLDB201 Session {0} started in {1} ms as {2}.", session, took.TotalMilliseconds, sessionId);

    public static void SessionStartFailed(ILoggingAdapter log, int session, Exception cause) =>
        log.Warning(cause, "QLDB202 Session {0} could not be started.", session);

    public static void SessionReplaced(ILoggingAdapter log, int session, Exception cause) =>
        log.Debug("QLDB203 Session {0} was dead and is replaced: {1}", session, cause.Message);

    public static void SessionEnded(ILoggingAdapter log, int session) => log.Debug("QLDB204 Session {0} left the pool.", session);

    public static void EndFailed(ILoggingAdapter log, int session, Exception cause) =>
        log.Debug("QLDB205 Session {0} could not be ended; the service forgets it by itself: {1}", session, cause.Message);

    public static void AcquireTimedOut(ILoggingAdapter log, string ledger, LeaseId id, int waiting) =>
        log.Warning("QLDB301 Session pool of ledger {0}: no session for {1} in time, {2} others wait.", ledger, id, waiting);

    public static void Reentrant(ILoggingAdapter log, PoolSettings settings, LeaseId id, string place) =>
        log.Warning("QLDB302 Session pool of ledger {0}: {1} would have waited for itself. All {2} sessions are held by transactions whose bodies call the driver again; this call came from {3}", settings.LedgerName, id, settings.PoolLimit, place);

    public static void LeaseOverdue(ILoggingAdapter log, LeaseId id, TimeSpan held, string place) =>
        log.Warning("QLDB303 {0} is held for {1} s now. Was it forgotten? It was taken by {2}", id, held.TotalSeconds, place);

    public static void Retrying(ILoggingAdapter log, string? transactionId, int retry, TimeSpan delay, Exception cause) =>
        log.Debug("QLDB401 Transaction {0} failed and is tried again ({1}) in {2} ms: {3}", transactionId ?? "(not started)", retry, delay.TotalMilliseconds, cause.Message);

    public static void CallbackFailed(ILoggingAdapter log, LeaseId id, Exception fault) =>
        log.Warning(fault, "QLDB402 The Committed callback of {0} failed; its transaction is committed.", id);
}
