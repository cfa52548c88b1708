using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Qldb.Actors;

/// <summary>Metrics, named after the OpenTelemetry conventions for database clients; those without a convention begin with <c>qldb.client</c>.</summary>
internal static class QldbMeter
{
    private static readonly ConcurrentDictionary<PoolGauges, byte> Pools = new();
    private static readonly KeyValuePair<string, object?> Idle = new("db.client.connection.state", "idle");
    private static readonly KeyValuePair<string, object?> Used = new("db.client.connection.state", "used");
    private static readonly KeyValuePair<string, object?> System = new("db.system.name", "aws.qldb");
    private static readonly KeyValuePair<string, object?> Transaction = new("db.operation.name", "transaction");
    private static readonly Meter Meter = new(QldbTelemetry.Name);

    private static readonly Histogram<double> CreateTime =
        Meter.CreateHistogram<double>("db.client.connection.create_time", "s", "The time it took to open a session.");

    private static readonly Histogram<double> WaitTime =
        Meter.CreateHistogram<double>("db.client.connection.wait_time", "s", "The time a request waited for a session.");

    private static readonly Histogram<double> UseTime =
        Meter.CreateHistogram<double>("db.client.connection.use_time", "s", "The time from the lease of a session to its return.");

    private static readonly Counter<long> Timeouts =
        Meter.CreateCounter<long>("db.client.connection.timeouts", "{timeout}", "Requests whose time was up before a session was free.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("qldb.client.transaction.retries", "{retry}", "Attempts of transactions beyond the first.");

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("db.client.operation.duration", "s", "The time of a transaction on its session, all attempts and the delays between them included.");

    private static readonly Counter<long> Overdue =
        Meter.CreateCounter<long>("qldb.client.lease.overdue", "{lease}", "Leases held longer than LeaseReportAfter.");

    static QldbMeter()
    {
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.count",
            () => Pools.Keys.SelectMany(pool => new[] { new Measurement<int>(pool.Idle, pool.Pool, Idle), new Measurement<int>(pool.Used, pool.Pool, Used) }),
            "{connection}", "Sessions by state.");
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.pending_requests",
            () => Pools.Keys.Select(pool => new Measurement<int>(pool.Pending, pool.Pool)),
            "{request}", "Requests that wait for a session.");
        Meter.CreateObservableUpDownCounter(
            "db.client.connection.max",
            () => Pools.Keys.Select(pool => new Measurement<int>(pool.Limit, pool.Pool)),
            "{connection}", "How many sessions there may be.");
    }

    public static void Add(PoolGauges pool) => Pools.TryAdd(pool, 0);

    public static void Remove(PoolGauges pool) => Pools.TryRemove(pool, out _);

    public static void Opened(PoolGauges pool, TimeSpan took) => CreateTime.Record(took.TotalSeconds, pool.Pool);

    public static void Granted(PoolGauges pool, TimeSpan waited) => WaitTime.Record(waited.TotalSeconds, pool.Pool);

    public static void Returned(PoolGauges pool, TimeSpan used) => UseTime.Record(used.TotalSeconds, pool.Pool);

    public static void TimedOut(PoolGauges pool) => Timeouts.Add(1, pool.Pool);

    public static void Finished(PoolGauges pool, TimeSpan took, PoolProtocol.TransactionReply reply)
    {
        if (!Duration.Enabled)
            return;
        var tags = new TagList { System, Transaction, new("db.namespace", pool.Pool.Value) };
        if (reply is PoolProtocol.TransactionReply.Failed failed)
            tags.Add("error.type", failed.Cause.GetType().FullName);
        Duration.Record(took.TotalSeconds, tags);
    }

    public static void Retried(PoolGauges pool, FailureKind kind, Exception cause) =>
        Retries.Add(1, pool.Pool, new("qldb.retry.cause", CauseOf(kind, cause)));

    public static void ReportedOverdue(PoolGauges pool) => Overdue.Add(1, pool.Pool);

    private static string CauseOf(FailureKind kind, Exception cause) => kind switch
    {
        _ when cause is CommitOutcomeUnknownException => "commit_unknown",
        FailureKind.Conflict => "conflict",
        FailureKind.SessionLost => "session_lost",
        FailureKind.Throttled => "throttled",
        FailureKind.ServiceFault => "service_fault",
        _ => "connection_lost",
    };
}
