using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The session is not known any more, or its transaction has expired.</summary>
public partial class InvalidSessionException : AmazonQLDBSessionException
{
    public InvalidSessionException(string message) : base(message)
    {
    }

    public InvalidSessionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public InvalidSessionException(Exception innerException) : base(innerException)
    {
    }

    public InvalidSessionException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public InvalidSessionException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>What the service adds about the cause, if anything.</summary>
    public string Code { get; set; }
}
