using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The caller sends more requests than its rate allows.</summary>
public partial class RateExceededException : AmazonQLDBSessionException
{
    public RateExceededException(string message) : base(message)
    {
    }

    public RateExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public RateExceededException(Exception innerException) : base(innerException)
    {
    }

    public RateExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public RateExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
