using Amazon.QLDBSession.Model;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

public sealed class RetryTests : DriverFixture
{
    [Fact]
    public async Task The_retry_indicator_is_told_1_2_3_before_each_delay()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict(), FakeService.Conflict());
        var told = new List<int>();

        await Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryIndicator = told.Add });

        Assert.Equal([1, 2, 3], told);
    }

    [Fact]
    public async Task A_retry_indicator_that_throws_ends_the_call_with_its_exception()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var driver = Driver();

        await Throws<InvalidDataException>(() => driver.ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryIndicator = _ => throw new InvalidDataException() }));

        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Idle);
    }

    [Fact]
    public async Task The_policy_of_a_call_wins_over_the_drivers()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());

        await Throws<OccConflictException>(() => Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = RetryPolicy.None }));
    }

    [Fact]
    public async Task The_backoff_sees_the_retry_the_error_and_the_transaction()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var backoff = new Backoff(_ => TimeSpan.Zero);

        await Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = new RetryPolicy(2, backoff) });

        var context = Assert.Single(backoff.Seen);
        Assert.Equal(1, context.RetriesAttempted);
        Assert.IsType<OccConflictException>(context.LastException);
        Assert.Equal(22, context.TransactionId!.Length);
    }

    [Fact]
    public async Task A_backoff_that_throws_ends_the_call_with_its_exception()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var backoff = new Backoff(_ => throw new InvalidDataException());

        await Throws<InvalidDataException>(() => Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = new RetryPolicy(2, backoff) }));
    }

    // .NET driver 1.4.1: a delay of -1 ms slept for ever, other negative ones threw.
    [Theory]
    [InlineData(-1)]
    [InlineData(-5000)]
    [InlineData(long.MinValue / 10_000)]
    public async Task A_negative_delay_is_none(long milliseconds)
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var backoff = new Backoff(_ => TimeSpan.FromMilliseconds(milliseconds));

        await Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = new RetryPolicy(2, backoff) }).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_delay_can_be_cancelled()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        using var cancellation = new CancellationTokenSource();
        var backoff = new Backoff(_ => TimeSpan.MaxValue); // cut to LongestDelay
        var running = Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = new RetryPolicy(2, backoff) }, cancellation.Token);
        await Until(() => backoff.Seen.Count == 1);

        await cancellation.CancelAsync();

        var cancelled = await Throws<OperationCanceledException>(() => running);
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_start_of_a_replacement_that_fails_is_tried_again_like_the_rest()
    {
        var driver = Driver();
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.ForgetSessions();
        Service.Break(QldbCommand.StartSession, FakeService.Status(503), FakeService.Status(500));

        await driver.ExecuteStatementAsync("SELECT 2");

        Assert.Equal(2, Service.Commits);
    }

    // .NET driver 1.4.1 has no policy on the driver, although its comments speak of one.
    [Fact]
    public async Task The_policy_of_the_driver_counts_where_a_call_has_none()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict());
        var driver = Driver(options => options.RetryPolicy = new RetryPolicy(1, AtOnce.Backoff));

        Assert.Equal(2, (await Throws<OccConflictException>(() => driver.ExecuteStatementAsync("SELECT 1"))).GetAttempts());
    }

    // The Go driver's SetRetryPolicy.
    [Fact]
    public async Task The_policy_of_the_driver_can_be_changed_while_it_runs()
    {
        var driver = Driver();
        driver.RetryPolicy = RetryPolicy.None;
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict(), FakeService.Conflict(), FakeService.Conflict());

        Assert.Equal(1, (await Throws<OccConflictException>(() => driver.ExecuteStatementAsync("SELECT 1"))).GetAttempts());
        await using (var session = await driver.GetSessionAsync())
            Assert.Equal(1, (await Throws<OccConflictException>(() => session.ExecuteStatementAsync("SELECT 1"))).GetAttempts());
        await driver.ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { RetryPolicy = AtOnce });
        Assert.Throws<ArgumentNullException>(() => driver.RetryPolicy = null!);
    }

    [Fact]
    public async Task A_retry_policy_that_asks_for_nonsense_is_brought_into_range()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        using var cancellation = new CancellationTokenSource();
        var backoff = new Backoff(_ => TimeSpan.MaxValue);
        var running = Driver().ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { RetryPolicy = new RetryPolicy(int.MaxValue, backoff) }, cancellation.Token);
        await Until(() => backoff.Seen.Count == 1);

        Assert.False(running.IsCompleted); // it waits RetryPolicy.LongestDelay, and does not fail at a time that no timer takes
        await cancellation.CancelAsync();
        await Throws<OperationCanceledException>(() => running);
    }

    private sealed class Backoff(Func<RetryPolicyContext, TimeSpan> delay) : IBackoffStrategy
    {
        public List<RetryPolicyContext> Seen { get; } = [];

        public TimeSpan CalculateDelay(RetryPolicyContext context)
        {
            Seen.Add(context);
            return delay(context);
        }
    }
}
