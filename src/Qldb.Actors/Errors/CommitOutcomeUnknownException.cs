namespace Qldb.Actors;

/// <summary>A commit was sent, no answer came, and asking again did not tell either: the transaction may or may not have been committed.</summary>
/// <remarks>
/// Not retried, for the work could then be done twice, unless <c>RetryUnknownCommit</c> allows it. Look in the ledger, by content or by
/// <see cref="QldbDriverException.TransactionId"/> in the history, before doing it again.
/// </remarks>
public sealed class CommitOutcomeUnknownException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="asked">How many times the commit was sent.</param>
    /// <param name="cause">The last failure.</param>
    public CommitOutcomeUnknownException(string transactionId, int asked, Exception cause)
        : base($"Whether transaction {transactionId} was committed is unknown: the commit was sent {asked} times without a conclusive answer ({cause?.Message}). Look in the ledger before doing the work again.", cause)
    {
        TransactionId = transactionId;
        TimesSent = asked;
    }

    /// <summary>Gets how many times the commit was sent.</summary>
    public int TimesSent { get; }
}
