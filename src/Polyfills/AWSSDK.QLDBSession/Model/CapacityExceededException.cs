using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The ledger is overloaded.</summary>
public partial class CapacityExceededException : AmazonQLDBSessionException
{
    public CapacityExceededException(string message) : base(message)
    {
    }

    public CapacityExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public CapacityExceededException(Exception innerException) : base(innerException)
    {
    }

    public CapacityExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public CapacityExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
