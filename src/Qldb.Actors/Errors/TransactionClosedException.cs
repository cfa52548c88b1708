namespace Qldb.Actors;

/// <summary>A transaction was used after its commit or abort. The seed calls it <c>TransactionClosedError</c>.</summary>
public sealed class TransactionClosedException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction.</param>
    public TransactionClosedException(string transactionId)
        : base($"Transaction {transactionId} is over. Statements belong between its start and its commit or abort; await each of them inside the transaction.")
    {
        TransactionId = transactionId;
    }
}
