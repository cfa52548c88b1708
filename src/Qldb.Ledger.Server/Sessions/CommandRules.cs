using System.Buffers;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>
/// What the service's model demands of a command before any ledger sees it: one command, its required members, the shape of tokens and ids.
/// How long statements and parameters may be is for the ledger's own limits to say.
/// </summary>
internal static class CommandRules
{
    private const int TokenLengthMin = 4;
    private const int TokenLengthMax = 1024;
    private const int TransactionIdLength = 22;

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-");
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Finds out which command a request is, and checks it.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static ServiceError? Check(SendCommandRequest request, out SessionCommand command)
    {
        if (!TryGetOnly(request, out command))
        {
            return ServiceErrors.BadRequest("A request holds exactly one command.");
        }

        if (command != SessionCommand.StartSession && !IsToken(request.SessionToken))
        {
            return ServiceErrors.InvalidParameter(nameof(request.SessionToken));
        }

        return command switch
        {
            SessionCommand.StartSession when request.SessionToken is not null => ServiceErrors.InvalidParameter(nameof(request.SessionToken)),
            SessionCommand.StartSession when !LedgerName.IsValid(request.StartSession.LedgerName)
                => ServiceErrors.InvalidParameter(nameof(StartSessionRequest.LedgerName)),
            SessionCommand.ExecuteStatement => CheckStatement(request.ExecuteStatement),
            SessionCommand.FetchPage => CheckTransactionId(request.FetchPage.TransactionId)
                ?? (IsToken(request.FetchPage.NextPageToken) ? null : ServiceErrors.InvalidParameter(nameof(FetchPageRequest.NextPageToken))),
            SessionCommand.CommitTransaction => CheckTransactionId(request.CommitTransaction.TransactionId)
                ?? (request.CommitTransaction.CommitDigest is null ? ServiceErrors.InvalidParameter(nameof(CommitTransactionRequest.CommitDigest)) : null),
            _ => null,
        };
    }

    private static ServiceError? CheckStatement(ExecuteStatementRequest request)
    {
        if (request.Statement is not { Length: > 0 })
        {
            return ServiceErrors.InvalidParameter(nameof(request.Statement));
        }

        foreach (var value in request.Parameters ?? [])
        {
            if (value.IonBinary is null or { Length: 0 } && string.IsNullOrEmpty(value.IonText))
            {
                return ServiceErrors.InvalidParameter(nameof(request.Parameters));
            }
        }

        return CheckTransactionId(request.TransactionId);
    }

    private static ServiceError? CheckTransactionId(string? id)
        => id is { Length: TransactionIdLength } && !id.AsSpan().ContainsAnyExcept(IdCharacters)
            ? null
            : ServiceErrors.InvalidParameter(nameof(ExecuteStatementRequest.TransactionId));

    private static bool IsToken(string? token)
        => token is { Length: >= TokenLengthMin and <= TokenLengthMax } && !token.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static bool TryGetOnly(SendCommandRequest request, out SessionCommand command)
    {
        var count = 0;
        command = default;
        Look(request.StartSession, SessionCommand.StartSession, ref command);
        Look(request.StartTransaction, SessionCommand.StartTransaction, ref command);
        Look(request.ExecuteStatement, SessionCommand.ExecuteStatement, ref command);
        Look(request.FetchPage, SessionCommand.FetchPage, ref command);
        Look(request.CommitTransaction, SessionCommand.CommitTransaction, ref command);
        Look(request.AbortTransaction, SessionCommand.AbortTransaction, ref command);
        Look(request.EndSession, SessionCommand.EndSession, ref command);
        return count == 1;

        void Look(object? member, SessionCommand candidate, ref SessionCommand found)
        {
            if (member is not null)
            {
                count++;
                found = candidate;
            }
        }
    }
}
