using Microsoft.Extensions.Logging;

namespace Qldb.Ledger.Server.Operations;

/// <summary>Every message of the server, with its number. Statement texts appear at Debug only; parameter values never.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(6001, LogLevel.Warning, "{Address} is neither loopback nor https: requests are signed, but documents travel in the clear")]
    public static partial void Unencrypted(ILogger logger, string address);

    [LoggerMessage(6002, LogLevel.Information, "Stopping: {OpenTransactions} transactions are open and have {Timeout} to end")]
    public static partial void Draining(ILogger logger, int openTransactions, TimeSpan timeout);

    [LoggerMessage(6003, LogLevel.Warning, "{CutOff} transactions did not end in time and are aborted")]
    public static partial void CutOff(ILogger logger, int cutOff);

    [LoggerMessage(6004, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(6100, LogLevel.Debug, "{RequestId}: {Operation} by {Caller} took {Milliseconds} ms")]
    public static partial void Served(ILogger logger, string requestId, string operation, string caller, double milliseconds);

    [LoggerMessage(6101, LogLevel.Debug, "{RequestId}: {Operation} by {Caller} was answered {Status} {ErrorType}: {Message}")]
    public static partial void Refused(ILogger logger, string requestId, string operation, string caller, int status, string errorType, string message);

    [LoggerMessage(6102, LogLevel.Warning, "{RequestId}: a request from {Remote} was turned away with {Status} {ErrorType}: {Message}")]
    public static partial void TurnedAway(ILogger logger, string requestId, string? remote, int status, string errorType, string message);

    [LoggerMessage(6103, LogLevel.Error, "{RequestId}: {Operation} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string requestId, string operation);

    [LoggerMessage(6104, LogLevel.Debug, "{RequestId}: the client went away during {Operation}")]
    public static partial void ClientGone(ILogger logger, string requestId, string operation);

    [LoggerMessage(6105, LogLevel.Debug, "{RequestId}: {Ledger}: {Statement}")]
    public static partial void Executing(ILogger logger, string requestId, string ledger, string statement);

    [LoggerMessage(6200, LogLevel.Information, "Ledger {Ledger} was {Change} by {Caller}")]
    public static partial void LedgerChanged(ILogger logger, string ledger, string change, string caller);
}
