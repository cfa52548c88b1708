using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Qldb.Ledger.Server.Http;
using Qldb.Ledger.Server.Operations;
using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>The session protocol: JSON in, one command to the ledger, JSON out.</summary>
internal sealed class SessionEndpoint(IAmazonQLDBSession ledgers, ServedSessions sessions, ReadOnlyStatements readOnly, ServerLife life, ILogger logger)
{
    private const string Target = "QLDBSession.SendCommand";

    /// <summary>Serves a request whose signature has been checked.</summary>
    /// <exception cref="ServiceErrorException">The request or its sender was found wanting.</exception>
    /// <exception cref="AmazonQLDBSessionException">The ledger refused the command.</exception>
    public async Task ServeAsync(RequestScope scope, PooledBuffer body)
    {
        var request = Read(scope, body, out var command);
        var caller = scope.Caller!;
        var session = command == SessionCommand.StartSession ? null : Find(request, command, caller);
        CheckRights(request, caller, session);
        var response = await SendAsync(scope, request, command, session).ConfigureAwait(false);
        Note(request, response, command, session, caller);

        using var answer = new PooledBuffer();
        SendCommandWriter.Write(answer, response);
        await Reply.SendAsync(scope.Context, Reply.AwsJson, answer).ConfigureAwait(false);
    }

    private static SendCommandRequest Read(RequestScope scope, PooledBuffer body, out SessionCommand command)
    {
        var headers = scope.Context.Request.Headers;
        if (headers[HeaderNames.Target] is not [Target])
        {
            throw new ServiceErrorException(ServiceErrors.UnknownOperation($"X-Amz-Target must be {Target}, not '{headers[HeaderNames.Target]}'."));
        }

        if (!IsAwsJson(headers.ContentType.ToString()))
        {
            throw new ServiceErrorException(ServiceErrors.Serialization($"Content-Type must be {Reply.AwsJson}, not '{headers.ContentType}'."));
        }

        var request = SendCommandReader.Read(body.Span);
        var fault = CommandRules.Check(request, out command);
        scope.Operation = Names[(int)command];
        return fault is null ? request : throw new ServiceErrorException(fault);
    }

    private static readonly string[] Names = Enum.GetNames<SessionCommand>();

    private static bool IsAwsJson(string contentType)
        => contentType.StartsWith(Reply.AwsJson, StringComparison.OrdinalIgnoreCase)
            && (contentType.Length == Reply.AwsJson.Length || contentType[Reply.AwsJson.Length] is ';' or ' ');

    private ServedSession Find(SendCommandRequest request, SessionCommand command, Caller caller)
    {
        if (!sessions.TryGet(request.SessionToken, caller, out var session))
        {
            throw new ServiceErrorException(ServiceErrors.NoSuchSession);
        }

        var phase = life.Phase;
        if (phase == ServerPhase.Drained || (phase == ServerPhase.Draining && command == SessionCommand.StartTransaction))
        {
            throw new ServiceErrorException(ServiceErrors.NoSuchSession);
        }

        return session;
    }

    private void CheckRights(SendCommandRequest request, Caller caller, ServedSession? session)
    {
        if (session is null)
        {
            var ledger = request.StartSession.LedgerName;
            if (!caller.MayUse(ledger))
            {
                throw new ServiceErrorException(ServiceErrors.AccessDenied(caller.Id, "qldb:SendCommand", ledger));
            }

            if (life.Phase >= ServerPhase.Draining)
            {
                throw new ServiceErrorException(ServiceErrors.Draining);
            }
        }
        else if (caller.IsReadOnly && request.ExecuteStatement is { } execute)
        {
            readOnly.ThrowIfNoQuery(execute.Statement);
        }
    }

    private async Task<SendCommandResponse> SendAsync(RequestScope scope, SendCommandRequest request, SessionCommand command, ServedSession? session)
    {
        if (request.ExecuteStatement is { } execute && logger.IsEnabled(LogLevel.Debug))
        {
            Log.Executing(logger, scope.Id, session!.Ledger, execute.Statement);
        }

        // Only a statement runs long enough to be worth stopping when its client has gone; anything else had better come to an end.
        var cancellation = command is SessionCommand.ExecuteStatement or SessionCommand.FetchPage ? scope.Context.RequestAborted : CancellationToken.None;
        try
        {
            return await ledgers.SendCommandAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (AmazonQLDBSessionException e) when (session is not null)
        {
            NoteFailure(e, session);
            throw;
        }
    }

    private void Note(SendCommandRequest request, SendCommandResponse response, SessionCommand command, ServedSession? session, Caller caller)
    {
        switch (command)
        {
            case SessionCommand.StartSession:
                sessions.Add(response.StartSession.SessionToken, request.StartSession.LedgerName, caller);
                break;
            case SessionCommand.StartTransaction:
                sessions.TransactionBegan(session!);
                break;
            case SessionCommand.CommitTransaction or SessionCommand.AbortTransaction:
                sessions.TransactionEnded(session!);
                break;
            case SessionCommand.EndSession:
                sessions.Remove(session!);
                break;
        }
    }

    private void NoteFailure(AmazonQLDBSessionException exception, ServedSession session)
    {
        if (exception is OccConflictException or InvalidSessionException)
        {
            sessions.TransactionEnded(session);
        }

        // After "Transaction … has expired" drivers abort and go on with the session; whether it is still there is for the ledger to say.
        if (exception is InvalidSessionException && !exception.Message.StartsWith("Transaction ", StringComparison.Ordinal))
        {
            sessions.Remove(session);
        }
    }
}
