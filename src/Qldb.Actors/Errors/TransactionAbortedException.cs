namespace Qldb.Actors;

/// <summary>The body asked for the abort of its transaction with <see cref="TransactionExecutor.Abort"/>. The seed calls it <c>LambdaAbortedError</c>.</summary>
public sealed class TransactionAbortedException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction.</param>
    public TransactionAbortedException(string transactionId)
        : base($"Transaction {transactionId} was aborted by its body; nothing of it was committed.")
    {
        TransactionId = transactionId;
    }
}
