namespace Qldb.Actors;

/// <summary>A fault that the driver itself found: a closed driver, an exhausted pool, a lost connection.</summary>
/// <remarks>
/// What the service answered is not wrapped in this type: it surfaces as the exception of the AWS SDK
/// (<c>Amazon.QLDBSession.Model.OccConflictException</c> and its siblings), as in the official .NET driver. For those,
/// <see cref="QldbErrors"/> tells transaction, session, command and attempts. Exceptions of a transaction's body reach the caller as thrown.
/// </remarks>
public class QldbDriverException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
    public QldbDriverException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the transaction concerned; null when there was none.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Gets the session concerned, by its local name (the request id of its start); null when there was none.</summary>
    public string? SessionId { get; init; }
}
