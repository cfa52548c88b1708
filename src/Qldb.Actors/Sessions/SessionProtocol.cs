using Akka.Actor;
using Akka.Event;

namespace Qldb.Actors;

/// <summary>The conversation with a leased session: what its holder may ask, and every answer it can give.</summary>
/// <remarks>
/// Each request carries the lease (<see cref="SessionLease.Id"/>), is sent to <see cref="SessionLease.Session"/> and answered exactly once, to
/// its sender. A session whose lease is over answers <see cref="OperationReply.Failed"/> with a <see cref="SessionClosedException"/>.
/// The lease itself is given back to the pool, with <see cref="PoolProtocol.ReleaseSession"/>.
/// </remarks>
public static class SessionProtocol
{
    /// <summary>
    /// Asks for a transaction with retries, as <see cref="PoolProtocol.ExecuteTransaction"/> does, on this session. Answered with a
    /// <see cref="PoolProtocol.TransactionReply"/>.
    /// </summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="Transaction">The work; its id serves to cancel it with <see cref="CancelTransaction"/>.</param>
    public sealed record RunTransaction(LeaseId Lease, PoolProtocol.ExecuteTransaction Transaction) : INoSerializationVerificationNeeded;

    /// <summary>Stops a transaction that was asked for with <see cref="RunTransaction"/>. Not answered itself.</summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="Id">The transaction's id of <see cref="PoolProtocol.ExecuteTransaction"/>.</param>
    public sealed record CancelTransaction(LeaseId Lease, LeaseId Id) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    /// <summary>Starts a transaction by hand: no retries, and the holder commits or aborts. Answered with <see cref="OperationReply.TransactionStarted"/>.</summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="Cancellation">Gives the request up.</param>
    public sealed record StartTransaction(LeaseId Lease, CancellationToken Cancellation = default) : INoSerializationVerificationNeeded;

    /// <summary>Executes a statement. Answered with <see cref="OperationReply.StatementExecuted"/>.</summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="TransactionId">The transaction.</param>
    /// <param name="Statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="Parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the pool's serializer knows.</param>
    /// <param name="Cancellation">Gives the statement up, and with it the transaction.</param>
    public sealed record ExecuteStatement(
        LeaseId Lease, string TransactionId, string Statement, IReadOnlyList<object?> Parameters, CancellationToken Cancellation = default)
        : INoSerializationVerificationNeeded;

    /// <summary>Commits. Answered with <see cref="OperationReply.Committed"/>.</summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="TransactionId">The transaction.</param>
    public sealed record CommitTransaction(LeaseId Lease, string TransactionId) : INoSerializationVerificationNeeded;

    /// <summary>Aborts. Answered with <see cref="OperationReply.Aborted"/>, also when the transaction was over already.</summary>
    /// <param name="Lease">The lease.</param>
    /// <param name="TransactionId">The transaction.</param>
    public sealed record AbortTransaction(LeaseId Lease, string TransactionId) : INoSerializationVerificationNeeded;

    /// <summary>The answers to the requests of a transaction by hand.</summary>
    public abstract record OperationReply : INoSerializationVerificationNeeded
    {
        private OperationReply()
        {
        }

        /// <summary>The transaction is open.</summary>
        /// <param name="TransactionId">The transaction.</param>
        public sealed record TransactionStarted(string TransactionId) : OperationReply;

        /// <summary>The statement is executed.</summary>
        /// <param name="Result">Streams its rows while the transaction is open.</param>
        public sealed record StatementExecuted(ICursor Result) : OperationReply;

        /// <summary>The transaction is committed.</summary>
        /// <param name="Commit">The commit.</param>
        public sealed record Committed(CommitResult Commit) : OperationReply;

        /// <summary>The transaction is over and nothing of it was committed by this request.</summary>
        public sealed record Aborted : OperationReply
        {
            /// <summary>Gets the one value there is.</summary>
            public static Aborted Instance { get; } = new();
        }

        /// <summary>The request failed.</summary>
        /// <param name="Cause">As in <see cref="PoolProtocol.TransactionReply.Failed"/>.</param>
        public sealed record Failed(Exception Cause) : OperationReply;
    }
}
