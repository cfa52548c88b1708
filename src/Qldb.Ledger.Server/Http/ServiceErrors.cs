using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Microsoft.AspNetCore.Http;

namespace Qldb.Ledger.Server.Http;

/// <summary>Every error that the server gives, with its status, in one place.</summary>
/// <remarks>
/// The service's own model pins no status. 400 and the one 503 are what its drivers were seen to get; RateExceeded is 503 here because
/// official drivers back off and try again by status, not by name.
/// </remarks>
internal static class ServiceErrors
{
    public static ServiceError UnknownOperation(string what)
        => new(StatusCodes.Status400BadRequest, "UnknownOperationException", what);

    public static ServiceError NoSuchPath(string method, string path)
        => new(StatusCodes.Status404NotFound, "UnknownOperationException", $"This server knows no operation {method} {path}.");

    public static ServiceError Serialization(string what)
        => new(StatusCodes.Status400BadRequest, "SerializationException", what);

    public static ServiceError TooLarge(long limitBytes)
        => new(StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLargeException", $"The request's body is longer than {limitBytes} bytes.");

    public static ServiceError BrokenRequest(int status, string what) => new(status, "SerializationException", what);

    // Signatures and rights

    public static ServiceError MissingAuthentication { get; } =
        new(StatusCodes.Status403Forbidden, "MissingAuthenticationTokenException", "Missing Authentication Token");

    public static ServiceError IncompleteSignature(string what)
        => new(StatusCodes.Status400BadRequest, "IncompleteSignatureException", what);

    public static ServiceError InvalidSignature(string what)
        => new(StatusCodes.Status403Forbidden, "InvalidSignatureException", what);

    public static ServiceError UnrecognizedClient { get; } =
        new(StatusCodes.Status403Forbidden, "UnrecognizedClientException", "The security token included in the request is invalid.");

    public static ServiceError AccessDenied(string caller, string action, string resource)
        => new(StatusCodes.Status403Forbidden, "AccessDeniedException", $"User: {caller} is not authorized to perform: {action} on resource: {resource}");

    public static ServiceError ForeignHost(string host)
        => new(StatusCodes.Status403Forbidden, "AccessDeniedException", $"A server without access keys answers on loopback only, and '{host}' does not name it.");

    // Load

    public static ServiceError CapacityExceeded { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "CapacityExceededException", "Capacity exceeded");

    public static ServiceError RateExceeded { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "RateExceededException", "The rate was exceeded");

    public static ServiceError Draining { get; } =
        new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The server is going down and starts no new sessions.");

    public static ServiceError InternalFailure(string requestId)
        => new(StatusCodes.Status500InternalServerError, "InternalFailure", $"The request {requestId} failed inside the server; its log says why.");

    // The session protocol

    public static ServiceError BadRequest(string what)
        => new(StatusCodes.Status400BadRequest, nameof(BadRequestException), what);

    public static ServiceError InvalidParameter(string name) => BadRequest($"The parameter {name} is not valid");

    public static ServiceError NoSuchSession { get; } =
        new(StatusCodes.Status400BadRequest, nameof(InvalidSessionException), "No such session");

    /// <summary>QLDB's words for a statement that the caller may not run. They do not tell a missing right from a missing table.</summary>
    public static ServiceError StatementDenied { get; } = BadRequest(
        "Access denied. Unable to run the statement due to insufficient permissions or an improper variable reference");

    /// <summary>The error that an exception of the session's protocol stands for.</summary>
    public static ServiceError Of(AmazonQLDBSessionException exception) => exception switch
    {
        BadRequestException e => BadRequest(e.Message).With("Code", e.Code),
        InvalidSessionException e => new ServiceError(StatusCodes.Status400BadRequest, nameof(InvalidSessionException), e.Message).With("Code", e.Code),
        OccConflictException e => new(StatusCodes.Status400BadRequest, nameof(OccConflictException), e.Message),
        LimitExceededException e => new(StatusCodes.Status400BadRequest, nameof(LimitExceededException), e.Message),
        RateExceededException e => RateExceeded with { Message = e.Message },
        CapacityExceededException e => CapacityExceeded with { Message = e.Message },
        _ => new(
            exception.StatusCode is 0 ? StatusCodes.Status500InternalServerError : (int)exception.StatusCode,
            exception.ErrorCode ?? "InternalFailure",
            exception.Message),
    };
}
