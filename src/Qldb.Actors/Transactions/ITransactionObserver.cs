namespace Qldb.Actors;

/// <summary>What a <see cref="TransactionRunner"/> tells, from the thread pool.</summary>
internal interface ITransactionObserver
{
    /// <summary>The runner is done and lets go of the session. Told once.</summary>
    void Finished(TransactionRunner runner, PoolProtocol.TransactionReply reply);

    void Retrying(int retry, TimeSpan delay, FailureKind kind, Exception cause, string? transactionId);

    void SessionReplaced(Exception cause);

    void CallbackFailed(LeaseId id, Exception fault);
}
