using System.Net;
using Amazon.Runtime;

namespace Amazon.QLDBSession.Model;

/// <summary>The transaction was not committed: what it read was overtaken by another transaction.</summary>
public partial class OccConflictException : AmazonQLDBSessionException
{
    public OccConflictException(string message) : base(message)
    {
    }

    public OccConflictException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public OccConflictException(Exception innerException) : base(innerException)
    {
    }

    public OccConflictException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    public OccConflictException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }
}
