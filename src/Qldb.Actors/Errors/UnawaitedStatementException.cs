namespace Qldb.Actors;

/// <summary>The body returned while one of its statements was still running. The transaction was aborted.</summary>
/// <remarks>Committing would leave it to chance whether the statement is part of the transaction.</remarks>
public sealed class UnawaitedStatementException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="running">How many statements were still running.</param>
    public UnawaitedStatementException(string transactionId, int running)
        : base($"The body of transaction {transactionId} returned while {running} of its statements still ran. Await every statement before returning.")
    {
        TransactionId = transactionId;
    }
}
