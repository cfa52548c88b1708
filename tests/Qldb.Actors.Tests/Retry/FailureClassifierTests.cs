using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Qldb.Actors.Tests.Retry;

public sealed class FailureClassifierTests
{
    /// <summary>The whole table: kind of failure, whether a transaction may be tried again, whether opening a session may, whether a commit is left in doubt.</summary>
    public static TheoryData<string, Exception, string, bool, bool, bool> Table => new()
    {
        { "conflict", FakeService.Conflict(), "Conflict", true, false, false },
        { "session forgotten", FakeService.NoSuchSession(), "SessionLost", true, false, false },
        { "session too old", Invalid("Session abc has expired"), "SessionLost", true, false, false },
        { "session idle", Invalid("Exceeded the session idle time limit: Session abc"), "SessionLost", true, false, false },
        { "transaction expired", Invalid("Transaction abc has expired"), "TransactionExpired", false, false, false },
        { "transaction expired, said with more words", Invalid("Sorry: Transaction abc\nhas expired."), "TransactionExpired", false, false, false },
        { "bad request", FakeService.BadRequest("Syntax error"), "Refused", false, false, false },
        { "rate, 400", Modelled<RateExceededException>("RateExceededException", 400), "Throttled", true, true, false },
        { "limit, 400", Modelled<LimitExceededException>("LimitExceededException", 400), "Throttled", true, true, false },
        { "capacity, 503", Modelled<CapacityExceededException>("CapacityExceededException", 503), "Throttled", true, true, false },
        { "capacity by code only", FakeService.Status(400, "CapacityExceededException"), "Throttled", true, true, false },
        { "conflict by code only", FakeService.Status(400, "OccConflictException"), "Conflict", true, false, false },
        { "500", FakeService.Status(500), "ServiceFault", true, true, true },
        { "503", FakeService.Status(503), "ServiceFault", true, true, true },
        { "502 of a proxy", FakeService.Status(502), "ServiceFault", true, true, true },
        { "internal failure by code only", FakeService.Status(400, "InternalFailure"), "ServiceFault", true, true, true },
        { "access denied", FakeService.Status(400, "AccessDeniedException"), "Refused", false, false, false },
        { "expired credentials", FakeService.Status(403, "ExpiredTokenException"), "Refused", false, false, false },
        { "HTML with 200", FakeService.Status(200), "Refused", false, false, true },
        { "HTML with 404", FakeService.Status(404), "Refused", false, false, false },
        { "no credentials", new AmazonClientException("none found"), "Refused", false, false, false },
        { "connection", new QldbTransportException(QldbCommand.ExecuteStatement, "cut"), "ConnectionLost", true, true, true },
        { "no page", new UnexpectedResponseException(QldbCommand.ExecuteStatement, "it has no page"), "Refused", false, false, true },
        { "digest", new CommitDigestMismatchException("t", "a", "b"), "Refused", false, false, false },
        { "aborted by the body", new TransactionAbortedException("t"), "Foreign", false, false, false },
        { "the body's own", new InvalidDataException(), "Foreign", false, false, false },
        { "cancelled", new OperationCanceledException(), "Foreign", false, false, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_failure_has_its_row(string name, Exception failure, string kind, bool isRetryable, bool isStartRetryable, bool leavesCommitUnknown)
    {
        Assert.Equal((name, kind), (name, FailureClassifier.Classify(failure).ToString()));
        Assert.Equal((name, isRetryable), (name, FailureClassifier.IsRetryable(FailureClassifier.Classify(failure))));
        Assert.Equal((name, isStartRetryable), (name, FailureClassifier.IsStartRetryable(failure)));
        Assert.Equal((name, leavesCommitUnknown), (name, FailureClassifier.LeavesCommitUnknown(failure)));
    }

    [Fact]
    public void A_bad_request_about_the_token_is_a_lost_session_at_the_start_of_a_transaction_only()
    {
        var stale = FakeService.BadRequest("The parameter SessionToken is not valid");

        Assert.Equal("SessionLost", FailureClassifier.Classify(stale, QldbCommand.StartTransaction).ToString());
        Assert.Equal("Refused", FailureClassifier.Classify(stale, QldbCommand.ExecuteStatement).ToString());
    }

    private static InvalidSessionException Invalid(string message) =>
        new(message, ErrorType.Sender, "InvalidSessionException", "r", HttpStatusCode.BadRequest);

    private static T Modelled<T>(string code, int status)
        where T : AmazonQLDBSessionException =>
        (T)Activator.CreateInstance(typeof(T), "busy", ErrorType.Sender, code, "r", (HttpStatusCode)status)!;
}
