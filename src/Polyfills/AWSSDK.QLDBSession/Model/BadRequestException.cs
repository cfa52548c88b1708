using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The request was malformed, or named a statement, parameter, page or ledger that the service could not accept.</summary>
public partial class BadRequestException : AmazonQLDBSessionException
{
    public BadRequestException(string message) : base(message)
    {
    }

    public BadRequestException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public BadRequestException(Exception innerException) : base(innerException)
    {
    }

    public BadRequestException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public BadRequestException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>What the service adds about the cause, if anything.</summary>
    public string Code { get; set; }
}
