using System.Buffers;
using System.Diagnostics;
using Amazon.QLDBSession.Model;

namespace Qldb.Ledger.Sessions;

/// <summary>The commands of the session protocol: which one a request carries, and which session it is for.</summary>
internal static class CommandDispatcher
{
    // driver-behaviour 1.3: 4 to 1024 characters of the base64 alphabets.
    private const int TokenLengthMin = 4;
    private const int TokenLengthMax = 1024;
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-");

    public static ValueTask Dispatch(LedgerHost host, SendCommandRequest request, SendCommandResponse response, CancellationToken cancellationToken)
    {
        ThrowIfNotOneCommand(request);
        if (request.StartSession is { } startSession)
        {
            StartSession(host, startSession, response);
            return ValueTask.CompletedTask;
        }

        var session = FindSession(host, request.SessionToken);
        response.ResponseMetadata = session.Metadata;
        return session.Run(new SessionCommand(request, response, session.Clock, cancellationToken));
    }

    private static void StartSession(LedgerHost host, StartSessionRequest request, SendCommandResponse response)
    {
        var started = Stopwatch.GetTimestamp();
        if (!host.TryGet(request.LedgerName ?? "", out var ledger))
        {
            throw SessionErrors.BadRequest(
                LedgerName.IsValid(request.LedgerName) ? $"No ledger named '{request.LedgerName}' is open here." : "The parameter LedgerName is not valid");
        }

        var session = ledger.Sessions.Start();
        response.ResponseMetadata = session.Metadata;
        response.StartSession = new StartSessionResult { SessionToken = session.Token, TimingInformation = SessionCommand.TimingOf(Stopwatch.GetElapsedTime(started)) };
    }

    private static LedgerSession FindSession(LedgerHost host, string? token)
    {
        if (token is not { Length: >= TokenLengthMin and <= TokenLengthMax } || token.AsSpan().ContainsAnyExcept(TokenCharacters))
        {
            throw SessionErrors.BadRequest("The parameter SessionToken is not valid");
        }

        return host.FindSession(token) ?? throw SessionErrors.InvalidSession("No such session");
    }

    private static void ThrowIfNotOneCommand(SendCommandRequest request)
    {
        var commands = Count(request.StartSession) + Count(request.StartTransaction) + Count(request.ExecuteStatement) + Count(request.FetchPage)
            + Count(request.CommitTransaction) + Count(request.AbortTransaction) + Count(request.EndSession);
        if (commands != 1)
        {
            throw SessionErrors.BadRequest($"A request carries exactly one command, and this one has {commands}.");
        }

        static int Count(object? command) => command is null ? 0 : 1;
    }
}
