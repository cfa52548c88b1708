using Akka.Actor;
using Akka.Event;

namespace Qldb.Actors;

/// <summary>The conversation with a session pool: what may be asked, and every answer it can give.</summary>
/// <remarks>
/// The pool is the actor made from <see cref="QldbPool.Props"/>. Each request is answered exactly once, to its sender. Messages carry live
/// objects (functions, actor references) and stay within one process.
/// </remarks>
public static class PoolProtocol
{
    /// <summary>
    /// Asks for a transaction: the pool finds a session, which starts the transaction, runs the body, commits, and tries again where that
    /// helps. Answered with a <see cref="TransactionReply"/>.
    /// </summary>
    /// <param name="Id">Chosen by the asker (<see cref="LeaseId.Next"/>), for <see cref="Withdraw"/>.</param>
    /// <param name="Body">
    /// The work. Runs on the thread pool, never in an actor, and possibly more than once, so it should be idempotent. Its executor is
    /// good for the one attempt only.
    /// </param>
    /// <param name="Options">Deviations from the pool's settings; null for none.</param>
    public sealed record ExecuteTransaction(LeaseId Id, Func<TransactionExecutor, Task<object?>> Body, ExecuteOptions? Options = null)
        : INoSerializationVerificationNeeded
    {
        // The body sees the caller's AsyncLocal values (culture, activity, logging scope); Tell does not carry them.
        internal ExecutionContext? CallerContext { get; } = ExecutionContext.Capture();

        // Asked from inside the body of another transaction: that one holds its session until this one has run.
        internal LeaseId Within { get; } = AmbientLease.Current;

        // Cancels a running transaction without the way through the pool.
        internal CancellationToken Cancellation { get; init; }

        // Names the user's method when the body is a wrapper round it.
        internal Delegate? Place { get; init; }
    }

    /// <summary>Asks for the exclusive use of one session. Answered with a <see cref="SessionReply"/>.</summary>
    /// <param name="Id">Chosen by the asker (<see cref="LeaseId.Next"/>), for <see cref="Withdraw"/> and <see cref="ReleaseSession"/>.</param>
    /// <param name="MaxWait">How long to queue; null for the pool's setting, zero for not at all.</param>
    /// <param name="Owner">
    /// The actor whose death gives the session back; null for the sender, or for nobody when the sender is the temporary one of an Ask.
    /// </param>
    public sealed record GetSession(LeaseId Id, TimeSpan? MaxWait = null, IActorRef? Owner = null) : INoSerializationVerificationNeeded
    {
        internal LeaseId Within { get; } = AmbientLease.Current;

        // Names the place of a lease that is held for too long.
        internal string? Place { get; init; }
    }

    /// <summary>
    /// Says that the asker of a request waits no longer. Not answered itself; the request is, with <see cref="Refusal.Withdrawn"/> while it
    /// queues or <see cref="TransactionReply.Failed"/> when its transaction was running and has been aborted. A session granted comes back.
    /// </summary>
    /// <param name="Id">The request.</param>
    public sealed record Withdraw(LeaseId Id) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    /// <summary>Gives a session back. An open transaction is aborted. Answered with <see cref="SessionReleased"/>, also when it was back already.</summary>
    /// <param name="Id">The lease.</param>
    public sealed record ReleaseSession(LeaseId Id) : INoSerializationVerificationNeeded;

    /// <summary>Answers <see cref="ReleaseSession"/>: the session is not the asker's any more.</summary>
    /// <param name="Id">The lease.</param>
    public sealed record SessionReleased(LeaseId Id) : INoSerializationVerificationNeeded;

    /// <summary>Asks how the pool is doing. Answered with <see cref="PoolStatistics"/>.</summary>
    public sealed record GetPoolStatistics : INoSerializationVerificationNeeded
    {
        /// <summary>Gets the one message there is.</summary>
        public static GetPoolStatistics Instance { get; } = new();
    }

    /// <summary>
    /// Closes the pool: new and queued requests are refused, running ones may finish within the given time and are aborted then, every session
    /// is ended. Answered with <see cref="PoolClosed"/> when all is done; may be sent more than once, the shortest time counts.
    /// </summary>
    /// <param name="DrainTimeout">How long running work may take; null for the pool's setting.</param>
    public sealed record ClosePool(TimeSpan? DrainTimeout = null) : INoSerializationVerificationNeeded;

    /// <summary>Answers <see cref="ClosePool"/>: no session is left, and the pool's actor stops.</summary>
    public sealed record PoolClosed : INoSerializationVerificationNeeded
    {
        /// <summary>Gets the one message there is.</summary>
        public static PoolClosed Instance { get; } = new();
    }

    /// <summary>The answers to <see cref="ExecuteTransaction"/>.</summary>
    public abstract record TransactionReply : INoSerializationVerificationNeeded
    {
        private TransactionReply()
        {
        }

        /// <summary>The transaction is committed.</summary>
        /// <param name="Result">What the body returned.</param>
        /// <param name="Commit">The commit.</param>
        /// <param name="Attempts">How many attempts it took, 1 or more.</param>
        public sealed record Committed(object? Result, CommitResult Commit, int Attempts) : TransactionReply;

        /// <summary>Nothing was committed, unless the cause is a <see cref="CommitOutcomeUnknownException"/> or a <see cref="CommitDigestMismatchException"/>.</summary>
        /// <param name="Cause">
        /// The body's own exception, the SDK's exception for what the service answered, a <see cref="QldbDriverException"/>, or an
        /// <see cref="OperationCanceledException"/>.
        /// </param>
        public sealed record Failed(Exception Cause) : TransactionReply;

        /// <summary>The transaction got no session and was not begun.</summary>
        /// <param name="Reason">Why not.</param>
        public sealed record Refused(Refusal Reason) : TransactionReply;
    }

    /// <summary>The answers to <see cref="GetSession"/>.</summary>
    public abstract record SessionReply : INoSerializationVerificationNeeded
    {
        private SessionReply()
        {
        }

        /// <summary>The session is the asker's until <see cref="ReleaseSession"/>.</summary>
        /// <param name="Lease">The lease; talk to its <see cref="SessionLease.Session"/> as <see cref="SessionProtocol"/> says.</param>
        public sealed record Granted(SessionLease Lease) : SessionReply;

        /// <summary>There is no session.</summary>
        /// <param name="Reason">Why not.</param>
        public sealed record Refused(Refusal Reason) : SessionReply;
    }

    /// <summary>Why a request got no session.</summary>
    public abstract record Refusal
    {
        private Refusal()
        {
        }

        /// <summary>All sessions stayed in use until the request's time was up, or would have for ever.</summary>
        /// <param name="PoolLimit">How many sessions there may be.</param>
        /// <param name="Waited">How long the request waited.</param>
        /// <param name="IsReentrant">
        /// The request came from inside the body of a transaction, and every session was held by a transaction whose body waited for a
        /// session like this one's: none could come back. Refused at once.
        /// </param>
        public sealed record PoolExhausted(int PoolLimit, TimeSpan Waited, bool IsReentrant = false) : Refusal;

        /// <summary>No session could be opened.</summary>
        /// <param name="Cause">The failure of the last try.</param>
        public sealed record Unavailable(Exception Cause) : Refusal;

        /// <summary>The request was withdrawn.</summary>
        public sealed record Withdrawn : Refusal
        {
            /// <summary>Gets the one value there is.</summary>
            public static Withdrawn Instance { get; } = new();
        }

        /// <summary>The pool is closing or closed.</summary>
        public sealed record PoolClosed : Refusal
        {
            /// <summary>Gets the one value there is.</summary>
            public static PoolClosed Instance { get; } = new();
        }
    }
}
