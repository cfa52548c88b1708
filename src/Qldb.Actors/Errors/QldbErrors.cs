using System.Text.RegularExpressions;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;

namespace Qldb.Actors;

/// <summary>What the driver knows about an exception that came out of it, also about those of the AWS SDK.</summary>
/// <remarks>Null answers mean that the exception did not come from a driver, or that there was nothing to know.</remarks>
public static partial class QldbErrors
{
    private const string Prefix = "Qldb.";
    private const string CommandKey = Prefix + "Command";
    private const string SessionKey = Prefix + "SessionId";
    private const string TransactionKey = Prefix + "TransactionId";
    private const string AttemptsKey = Prefix + "Attempts";

    /// <summary>Gets the transaction that failed.</summary>
    /// <param name="exception">An exception.</param>
    /// <returns>The transaction id, or null.</returns>
    public static string? GetTransactionId(this Exception exception) =>
        (exception as QldbDriverException)?.TransactionId ?? Read<string>(exception, TransactionKey);

    /// <summary>Gets the session it failed on, by its local name (the request id of its start).</summary>
    /// <param name="exception">An exception.</param>
    /// <returns>The session id, or null.</returns>
    public static string? GetSessionId(this Exception exception) =>
        (exception as QldbDriverException)?.SessionId ?? Read<string>(exception, SessionKey);

    /// <summary>Gets the command that failed.</summary>
    /// <param name="exception">An exception.</param>
    /// <returns>The command, or null.</returns>
    public static QldbCommand? GetQldbCommand(this Exception exception) => exception switch
    {
        QldbTransportException transport => transport.Command,
        UnexpectedResponseException response => response.Command,
        _ => Read<QldbCommand?>(exception, CommandKey),
    };

    /// <summary>Gets how many times the transaction was attempted before the exception was given to the caller.</summary>
    /// <param name="exception">An exception.</param>
    /// <returns>1 or more, or null.</returns>
    public static int? GetAttempts(this Exception exception) => Read<int?>(exception, AttemptsKey);

    /// <summary>Tells whether an exception says that a transaction passed the service's time limit.</summary>
    /// <param name="exception">An exception.</param>
    /// <returns>True for an InvalidSessionException about an expired transaction.</returns>
    /// <remarks>There is no code for it, only an English sentence: all official drivers look for the same words.</remarks>
    public static bool IsTransactionExpired(this Exception exception) =>
        exception is InvalidSessionException && TransactionHasExpired().IsMatch(exception.Message);

    internal static void Describe(Exception exception, QldbCommand command, string? sessionId)
    {
        exception.Data[CommandKey] = command;
        if (sessionId is not null)
            exception.Data[SessionKey] = sessionId;
    }

    internal static void DescribeTransaction(Exception exception, string? transactionId, int attempts)
    {
        if (transactionId is not null)
            exception.Data[TransactionKey] = transactionId;
        exception.Data[AttemptsKey] = attempts;
    }

    private static T? Read<T>(Exception exception, string key)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Data[key] is T value ? value : default;
    }

    [GeneratedRegex(@"Transaction\s.*\shas\sexpired", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex TransactionHasExpired();
}
