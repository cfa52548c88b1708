using System.Diagnostics;

namespace Qldb.Actors;

/// <summary>
/// Traces: one activity per transaction, with one child per attempt, named after the OpenTelemetry conventions for database clients. Both carry
/// transaction ids; neither carries a statement, a parameter, a row or a token.
/// </summary>
internal static class QldbActivitySource
{
    private static readonly ActivitySource Source = new(QldbTelemetry.Name);

    public static Activity? StartTransaction(string ledgerName) => Start("transaction", ActivityKind.Client, ledgerName);

    public static Activity? StartAttempt(string ledgerName, int attempt) =>
        Start("transaction attempt", ActivityKind.Internal, ledgerName)?.SetTag("qldb.transaction.attempt", attempt);

    public static void Committed(Activity? activity, CommitResult commit) =>
        activity?.SetTag("qldb.transaction.id", commit.TransactionId).SetTag("qldb.transaction.outcome", "committed");

    public static void Failed(Activity? activity, string? transactionId, Exception failure) =>
        activity?
            .SetTag("qldb.transaction.id", transactionId)
            .SetTag("qldb.transaction.outcome", Outcome(failure))
            .SetTag("error.type", failure.GetType().FullName)
            .SetStatus(ActivityStatusCode.Error, failure.Message);

    public static void Finished(Activity? activity, PoolProtocol.TransactionReply reply)
    {
        switch (reply)
        {
            case var _ when activity is null:
                break;
            case PoolProtocol.TransactionReply.Committed committed:
                Committed(activity, committed.Commit);
                activity.SetTag("qldb.transaction.attempts", committed.Attempts);
                break;
            case PoolProtocol.TransactionReply.Failed failed:
                Failed(activity, failed.Cause.GetTransactionId(), failed.Cause);
                activity.SetTag("qldb.transaction.attempts", failed.Cause.GetAttempts());
                break;
        }
    }

    private static string Outcome(Exception failure) => failure switch
    {
        OperationCanceledException => "cancelled",
        CommitOutcomeUnknownException => "unknown",
        _ => "failed",
    };

    private static Activity? Start(string name, ActivityKind kind, string ledgerName)
    {
        var activity = Source.HasListeners() ? Source.StartActivity(name, kind) : null;
        return activity?
            .SetTag("db.system.name", "aws.qldb")
            .SetTag("db.namespace", ledgerName)
            .SetTag("db.operation.name", "transaction");
    }
}
