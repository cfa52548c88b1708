using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Qldb.Actors;

/// <summary>Answers for the whole driver what kind of failure an exception is, and what may be done about it.</summary>
/// <remarks>
/// By code and by status, because neither is enough: the service model pins no status, proxies answer without a code, and each official
/// driver that looks at one of the two only misses some (reference of the official drivers, sections 1.4, 4.1 and 9.3).
/// </remarks>
internal static class FailureClassifier
{
    public static FailureKind Classify(Exception exception, QldbCommand? command = null) => exception switch
    {
        OccConflictException => FailureKind.Conflict,
        InvalidSessionException when exception.IsTransactionExpired() => FailureKind.TransactionExpired,
        InvalidSessionException => FailureKind.SessionLost,
        BadRequestException when IsStaleToken(exception, command) => FailureKind.SessionLost,
        RateExceededException or LimitExceededException or CapacityExceededException => FailureKind.Throttled,
        QldbTransportException => FailureKind.ConnectionLost,
        AmazonServiceException answered => ByCodeAndStatus(answered),
        AmazonClientException or UnexpectedResponseException or CommitDigestMismatchException => FailureKind.Refused,
        _ => FailureKind.Foreign,
    };

    /// <summary>May the transaction be attempted again, provided that its commit cannot have happened?</summary>
    public static bool IsRetryable(FailureKind kind) => kind is
        FailureKind.Conflict or FailureKind.SessionLost or FailureKind.Throttled or FailureKind.ServiceFault or FailureKind.ConnectionLost;

    /// <summary>May opening a session be tried again? A wrong ledger name or missing rights would only fail again.</summary>
    public static bool IsStartRetryable(Exception exception) => Classify(exception, QldbCommand.StartSession) is
        FailureKind.Throttled or FailureKind.ServiceFault or FailureKind.ConnectionLost;

    /// <summary>May the commit have happened although it failed with this?</summary>
    public static bool LeavesCommitUnknown(Exception exception) => exception switch
    {
        // An answer of status 200 that cannot be read: something was done, nobody knows what.
        UnexpectedResponseException => true,
        AmazonServiceException { StatusCode: HttpStatusCode.OK } => true,
        _ => Classify(exception, QldbCommand.CommitTransaction) is FailureKind.ServiceFault or FailureKind.ConnectionLost,
    };

    private static FailureKind ByCodeAndStatus(AmazonServiceException answered) => answered.ErrorCode switch
    {
        "OccConflictException" => FailureKind.Conflict,
        "RateExceededException" or "LimitExceededException" or "CapacityExceededException" or "ThrottlingException" => FailureKind.Throttled,
        "InternalFailure" or "InternalServerError" or "ServiceUnavailable" => FailureKind.ServiceFault,
        _ when (int)answered.StatusCode >= 500 => FailureKind.ServiceFault,
        _ => FailureKind.Refused,
    };

    // Users met this on pooled sessions after an idle spell; the official drivers call it fatal and keep the session
    // (amazon-qldb-driver-java issue 32, amazon-qldb-driver-nodejs issue 51).
    private static bool IsStaleToken(Exception exception, QldbCommand? command) =>
        command is QldbCommand.StartTransaction && exception.Message.Contains("SessionToken", StringComparison.Ordinal);
}
