using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Transactions;
using Qldb.PartiQL;

namespace Qldb.Ledger.Sessions;

/// <summary>
/// The service's errors, as its SDK throws them: type, code, status and the texts that drivers and programs know
/// (driver-behaviour 1.4, partiql-dialect 9).
/// </summary>
internal static class SessionErrors
{
    /// <summary>What a failure inside of the ledger is to a client; <see langword="null"/> for what passes as it is.</summary>
    public static Exception? Translate(Exception failure) => failure switch
    {
        PartiQLException error => BadRequest(error.Message, error.Code, error),
        IonFormatException error => BadRequest(error.Message, inner: error),
        DigestMismatchException error => BadRequest(error.Message, inner: error),
        TransactionExpiredException error => InvalidSession(error.Message),
        ConflictException error => OccConflict(error.Message),
        LedgerClosedException error => Unavailable(error),
        StoreException error => InternalFailure(error),
        _ => null,
    };

    public static BadRequestException BadRequest(string message, string? code = null, Exception? inner = null)
        => new(message, inner!, ErrorType.Sender, nameof(BadRequestException), RequestIds.Next(), HttpStatusCode.BadRequest) { Code = code! };

    public static InvalidSessionException InvalidSession(string message)
        => new(message, ErrorType.Sender, nameof(InvalidSessionException), RequestIds.Next(), HttpStatusCode.BadRequest);

    public static LimitExceededException LimitExceeded(string message)
        => new(message, ErrorType.Sender, nameof(LimitExceededException), RequestIds.Next(), HttpStatusCode.BadRequest);

    private static OccConflictException OccConflict(string message)
        => new(message, ErrorType.Sender, nameof(OccConflictException), RequestIds.Next(), HttpStatusCode.BadRequest);

    private static AmazonQLDBSessionException InternalFailure(Exception failure)
        => new(failure.Message, failure, ErrorType.Receiver, "InternalFailure", RequestIds.Next(), HttpStatusCode.InternalServerError);

    private static AmazonQLDBSessionException Unavailable(Exception failure)
        => new(failure.Message, failure, ErrorType.Receiver, "ServiceUnavailable", RequestIds.Next(), HttpStatusCode.ServiceUnavailable);
}
