using System.Globalization;

namespace Qldb.Actors;

/// <summary>A transaction took longer than <c>TransactionTimeout</c> and was aborted.</summary>
/// <remarks>A body that is still running then is left behind: its next statement fails with <see cref="TransactionClosedException"/>.</remarks>
public sealed class TransactionTimedOutException : QldbDriverException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="timeout">The limit that was passed.</param>
    /// <param name="transactionId">The transaction; null when none had been started.</param>
    public TransactionTimedOutException(TimeSpan timeout, string? transactionId)
        : base(string.Create(CultureInfo.InvariantCulture,
            $"Transaction {transactionId ?? "(not started)"} was not done within {timeout.TotalSeconds:0.###} s and was aborted. Shorten it or raise TransactionTimeout."))
    {
        TransactionId = transactionId;
        Timeout = timeout;
    }

    /// <summary>Gets the limit that was passed; it covers all attempts.</summary>
    public TimeSpan Timeout { get; }
}
