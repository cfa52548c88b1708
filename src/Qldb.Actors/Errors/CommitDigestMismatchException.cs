namespace Qldb.Actors;

/// <summary>The service committed something else than was sent: its commit digest or transaction id differs. The seed raises <c>IllegalStateError</c>.</summary>
/// <remarks>Never retried: the transaction counts as committed. The session is discarded.</remarks>
public sealed class CommitDigestMismatchException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="transactionId">The transaction.</param>
    /// <param name="expected">What the driver calculated.</param>
    /// <param name="actual">What the service answered.</param>
    public CommitDigestMismatchException(string transactionId, string expected, string actual)
        : base($"Transaction {transactionId}: the service's commit answer is '{actual}', expected '{expected}'. Its content cannot be trusted to be what was sent; verify it in the ledger.")
    {
        TransactionId = transactionId;
    }
}
