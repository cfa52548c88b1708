using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession;

/// <summary>The base of everything that the QLDB Session service answers instead of a result.</summary>
public class AmazonQLDBSessionException : AmazonServiceException
{
    public AmazonQLDBSessionException(string message) : base(message)
    {
    }

    public AmazonQLDBSessionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public AmazonQLDBSessionException(Exception innerException) : base(innerException.Message, innerException)
    {
    }

    public AmazonQLDBSessionException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public AmazonQLDBSessionException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
