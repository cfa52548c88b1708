using System.Diagnostics;

namespace Qldb.Actors;

/// <summary>Traces: one activity per attempt of a transaction, named after the OpenTelemetry conventions for database clients.</summary>
internal static class QldbActivitySource
{
    private static readonly ActivitySource Source = new(QldbTelemetry.Name);

    public static Activity? StartTransaction(string ledgerName, int attempt)
    {
        var activity = Source.HasListeners() ? Source.StartActivity("transaction", ActivityKind.Client) : null;
        return activity?
            .SetTag("db.system.name", "aws.qldb")
            .SetTag("db.namespace", ledgerName)
            .SetTag("db.operation.name", "transaction")
            .SetTag("qldb.transaction.attempt", attempt);
    }

    public static void Committed(Activity? activity, CommitResult commit) =>
        activity?.SetTag("qldb.transaction.id", commit.TransactionId).SetTag("qldb.transaction.outcome", "committed");

    public static void Failed(Activity? activity, string? transactionId, Exception failure) =>
        activity?
            .SetTag("qldb.transaction.id", transactionId)
            .SetTag("qldb.transaction.outcome", failure is OperationCanceledException ? "cancelled" : "failed")
            .SetTag("error.type", failure.GetType().FullName)
            .SetStatus(ActivityStatusCode.Error, failure.Message);
}
