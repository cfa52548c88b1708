namespace Qldb.Actors;

/// <summary>A result was read after its transaction had ended, or after its own disposal. The seed calls it <c>ResultClosedError</c>.</summary>
public sealed class ResultClosedException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction the result belonged to.</param>
    public ResultClosedException(string transactionId)
        : base($"The result is closed: its rows live only as long as transaction {transactionId}. Read it inside the transaction, or keep it with BufferAsync.")
    {
        TransactionId = transactionId;
    }
}
