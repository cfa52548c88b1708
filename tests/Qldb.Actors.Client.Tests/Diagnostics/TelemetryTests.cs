using System.Diagnostics;
using System.Text.RegularExpressions;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests.Diagnostics;

/// <summary>Metrics and traces as docs/how-to/watch-the-pool.md promises them.</summary>
public sealed class TelemetryTests : DriverFixture
{
    private readonly string _ledger = $"watched-{Guid.NewGuid():N}"[..32];
    private readonly Recorder _recorder;

    public TelemetryTests() => _recorder = new Recorder(_ledger);

    private PooledQldbDriver Watched(Action<QldbDriverOptions>? configure = null) => Driver(options =>
    {
        options.LedgerName = _ledger;
        configure?.Invoke(options);
    });

    [Fact]
    public async Task Every_instrument_of_the_page_exists_with_its_kind_and_unit_and_no_other_does()
    {
        var driver = Watched(options =>
        {
            options.PoolLimit = 1;
            options.LeaseReportAfter = TimeSpan.FromMilliseconds(50);
        });
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        await driver.ExecuteStatementAsync("SELECT 1");
        await using (await driver.GetSessionAsync())
        {
            await Throws<SessionPoolEmptyException>(() => driver.GetSessionAsync(TimeSpan.Zero));
            await Until(() => _recorder.Of("qldb.client.lease.overdue").Any());
        }

        var pushed = _recorder.Measurements.ToList();
        _recorder.Read("db.client.connection.max");

        var page = File.ReadAllText(Repository.File("docs/how-to/watch-the-pool.md")).Split("## Metrics")[1].Split("## Traces")[0];
        var documented = Regex.Matches(page, @"^\| `([a-z_.]+)` \| ([a-z- ]+) \| (\S+) \|", RegexOptions.Multiline)
            .Select(row => $"{row.Groups[1].Value}, {row.Groups[2].Value}, {row.Groups[3].Value}");
        var measured = pushed.Concat(_recorder.Measurements).Select(m => $"{m.Instrument}, {Kind(m.Kind)}, {m.Unit}").Distinct();
        Assert.Equal(documented.Order(StringComparer.Ordinal), measured.Order(StringComparer.Ordinal));
        Assert.All(
            pushed.Concat(_recorder.Measurements).Where(m => m.Instrument != "db.client.operation.duration"),
            m => Assert.Equal(_ledger, m.Tags["db.client.connection.pool.name"]));

        static string Kind(string type) => type switch
        {
            "Histogram" => "histogram",
            "Counter" => "counter",
            _ => "up-down counter",
        };
    }

    [Fact]
    public async Task The_gauges_follow_the_pool()
    {
        var driver = Watched(options => options.PoolLimit = 2);
        await driver.GetPoolStatisticsAsync(); // its actor has begun
        Assert.Equal(2, _recorder.Read("db.client.connection.max"));

        var (first, second) = (await driver.GetSessionAsync(), await driver.GetSessionAsync());
        var waiting = driver.ExecuteStatementAsync("SELECT 1");
        await Until(() => _recorder.Read("db.client.connection.pending_requests") == 1);
        Assert.Equal(2, _recorder.Read("db.client.connection.count", "used"));
        Assert.Equal(0, _recorder.Read("db.client.connection.count", "idle"));

        await first.DisposeAsync();
        await second.DisposeAsync();
        await waiting.WaitAsync(Patience);
        await Until(() => _recorder.Read("db.client.connection.count", "idle") == 2);
        Assert.Equal(0, _recorder.Read("db.client.connection.count", "used"));
        Assert.Equal(0, _recorder.Read("db.client.connection.pending_requests"));
    }

    [Fact]
    public async Task A_closed_pool_is_measured_no_more()
    {
        var driver = Watched();
        await driver.GetPoolStatisticsAsync();
        Assert.Equal(10, _recorder.Read("db.client.connection.max"));
        await driver.CloseAsync();

        Assert.Throws<InvalidOperationException>(() => _recorder.Read("db.client.connection.max"));
    }

    [Fact]
    public async Task A_transaction_is_measured_once_whatever_its_attempts_and_a_failed_one_says_of_what()
    {
        var driver = Watched();
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict());
        await driver.ExecuteStatementAsync("SELECT 1");
        await Throws<InvalidDataException>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task>)(_ => throw new InvalidDataException())));

        var durations = _recorder.Of("db.client.operation.duration").ToList();

        Assert.Equal(2, durations.Count);
        Assert.All(durations, duration => Assert.Equal(
            ("aws.qldb", _ledger, "transaction"), (duration.Tags["db.system.name"], duration.Tags["db.namespace"], duration.Tags["db.operation.name"])));
        Assert.False(durations[0].Tags.ContainsKey("error.type"));
        Assert.Equal(typeof(InvalidDataException).FullName, durations[1].Tags["error.type"]);
    }

    public static TheoryData<string, QldbCommand, Exception> Causes => new()
    {
        { "conflict", QldbCommand.CommitTransaction, FakeService.Conflict() },
        { "throttled", QldbCommand.ExecuteStatement, FakeService.Status(400, "CapacityExceededException") },
        { "service_fault", QldbCommand.ExecuteStatement, FakeService.Status(500) },
        { "connection_lost", QldbCommand.ExecuteStatement, new HttpRequestException("cut") },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Retries_are_counted_by_cause(string cause, QldbCommand command, Exception failure)
    {
        Service.Break(command, failure);

        await Watched().ExecuteStatementAsync("SELECT 1");

        Assert.Equal(cause, Assert.Single(_recorder.Of("qldb.client.transaction.retries")).Tags["qldb.retry.cause"]);
    }

    [Fact]
    public async Task So_are_those_of_lost_sessions_after_the_first_and_of_unknown_commits()
    {
        Service.Break(QldbCommand.StartTransaction, FakeService.NoSuchSession(), FakeService.NoSuchSession());
        await Watched().ExecuteStatementAsync("SELECT 1");
        Service.LoseAnswers(QldbCommand.CommitTransaction, 1);
        await Watched().ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { RetryUnknownCommit = true });

        Assert.Equal(["session_lost", "commit_unknown"], _recorder.Of("qldb.client.transaction.retries").Select(retry => retry.Tags["qldb.retry.cause"]));
    }

    [Fact]
    public async Task A_transaction_is_one_activity_with_one_child_for_each_attempt()
    {
        using var source = new ActivitySource("caller");
        using var listener = new ActivityListener { ShouldListenTo = s => s == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        Activity? inBody = null;
        using var caller = source.StartActivity("request");

        await Watched().ExecuteAsync(async txn =>
        {
            inBody = Activity.Current;
            await txn.ExecuteAsync("SELECT 1");
        });

        Assert.Equal(["transaction attempt", "transaction attempt", "transaction"], _recorder.Activities.Select(activity => activity.OperationName));
        var (failed, succeeded, whole) = (_recorder.Activities.ElementAt(0), _recorder.Activities.ElementAt(1), _recorder.Activities.ElementAt(2));
        Assert.Equal(caller!.SpanId, whole.ParentSpanId);
        Assert.All([failed, succeeded], attempt => Assert.Equal(whole.SpanId, attempt.ParentSpanId));
        Assert.Equal(succeeded.SpanId, inBody!.SpanId);
        Assert.Equal((ActivityKind.Client, ActivityKind.Internal), (whole.Kind, succeeded.Kind));

        Assert.Equal(
            ("failed", ActivityStatusCode.Error, "Amazon.QLDBSession.Model.OccConflictException", 1),
            (failed.GetTagItem("qldb.transaction.outcome"), failed.Status, failed.GetTagItem("error.type"), failed.GetTagItem("qldb.transaction.attempt")));
        Assert.Equal(("committed", 2), (succeeded.GetTagItem("qldb.transaction.outcome"), succeeded.GetTagItem("qldb.transaction.attempt")));
        Assert.Equal(
            ("committed", ActivityStatusCode.Unset, Service.CommittedTransactions.Single(), 2),
            (whole.GetTagItem("qldb.transaction.outcome"), whole.Status, whole.GetTagItem("qldb.transaction.id"), whole.GetTagItem("qldb.transaction.attempts")));
        Assert.Equal(("aws.qldb", "transaction"), (whole.GetTagItem("db.system.name"), whole.GetTagItem("db.operation.name")));
    }

    [Fact]
    public async Task The_outcome_tells_a_cancelled_and_an_unknown_one_from_a_failed_one()
    {
        using var cancellation = new CancellationTokenSource();
        await Throws<OperationCanceledException>(() => Watched().ExecuteAsync(
            async txn =>
            {
                await cancellation.CancelAsync();
                await txn.ExecuteAsync("SELECT 1");
            },
            cancellation.Token));
        Service.LoseAnswers(QldbCommand.CommitTransaction, 1);
        await Throws<CommitOutcomeUnknownException>(() => Watched().ExecuteStatementAsync("SELECT 1"));
        await Throws<InvalidDataException>(() => Watched().ExecuteAsync((Func<TransactionExecutor, Task>)(_ => throw new InvalidDataException())));

        var whole = _recorder.Activities.Where(activity => activity.OperationName == "transaction").ToList();

        Assert.Equal(["cancelled", "unknown", "failed"], whole.Select(activity => activity.GetTagItem("qldb.transaction.outcome")));
        Assert.All(whole, activity => Assert.Equal(ActivityStatusCode.Error, activity.Status));
    }

    [Fact]
    public async Task No_activity_tells_a_statement_a_parameter_or_a_token()
    {
        await Watched().ExecuteStatementAsync("SELECT secret FROM t WHERE a = ?", "parameter");

        var told = string.Join(' ', _recorder.Activities.SelectMany(activity => activity.TagObjects.Select(tag => $"{tag.Value}").Append(activity.StatusDescription)));
        Assert.DoesNotContain("secret", told);
        Assert.DoesNotContain("parameter", told);
        Assert.DoesNotContain("token-", told);
    }
}
