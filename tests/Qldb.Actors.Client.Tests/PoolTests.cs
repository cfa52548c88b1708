using Amazon.QLDBSession.Model;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

public sealed class PoolTests : DriverFixture
{
    [Fact]
    public async Task No_more_sessions_are_opened_than_the_limit_allows()
    {
        var driver = Driver(options => options.PoolLimit = 3);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => driver.ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT ?", i);
            await Task.Yield();
        })));

        Assert.InRange(Service.MostLiveSessions, 1, 3);
        Assert.Equal(300, Service.Commits);
        var statistics = await driver.GetPoolStatisticsAsync();
        Assert.Equal((3, 0, 0), (statistics.Limit, statistics.Leased, statistics.Waiting));
    }

    [Fact]
    public async Task Callers_are_served_in_the_order_they_came()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        var served = new List<int>();
        var session = await driver.GetSessionAsync();

        var callers = Enumerable.Range(0, 100).Select(i => driver.ExecuteAsync(_ =>
        {
            served.Add(i); // one session: one at a time
            return Task.CompletedTask;
        })).ToList();
        await session.DisposeAsync();
        await Task.WhenAll(callers).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 100), served);
    }

    [Fact]
    public async Task A_caller_that_does_not_want_to_wait_is_told_at_once()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        await using var session = await driver.GetSessionAsync();

        var empty = await Throws<SessionPoolEmptyException>(() => driver.GetSessionAsync(TimeSpan.Zero));

        Assert.Equal((1, TimeSpan.Zero), (empty.PoolLimit, empty.Waited));
        Assert.Contains("Raise PoolLimit", empty.Message);
    }

    [Fact]
    public async Task A_caller_whose_time_is_up_is_told_how_long_it_waited()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        await using var session = await driver.GetSessionAsync();

        var empty = await Throws<SessionPoolEmptyException>(() =>
            driver.ExecuteAsync(_ => Task.CompletedTask, new ExecuteOptions { AcquireTimeout = TimeSpan.FromMilliseconds(30) }));

        Assert.True(empty.Waited >= TimeSpan.FromMilliseconds(30), $"waited {empty.Waited}");
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).AcquireTimeouts);
    }

    [Fact]
    public async Task A_caller_that_leaves_the_queue_strands_no_session()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        var session = await driver.GetSessionAsync();
        using var cancellation = new CancellationTokenSource();
        var leaver = driver.GetSessionAsync(cancellation.Token);
        var stayer = driver.ExecuteStatementAsync("SELECT 1");
        await Until(async () => (await driver.GetPoolStatisticsAsync()).Waiting == 2);

        await cancellation.CancelAsync();
        var left = await Throws<OperationCanceledException>(() => leaver);
        await session.DisposeAsync();

        Assert.Equal(cancellation.Token, left.CancellationToken);
        await stayer.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_token_cancelled_beforehand_asks_for_nothing()
    {
        var driver = Driver();
        await Throws<OperationCanceledException>(() => driver.ExecuteStatementAsync("SELECT 1", [], null, new CancellationToken(true)));
        await Throws<OperationCanceledException>(() => driver.GetSessionAsync(new CancellationToken(true)));

        Assert.Empty(Service.Log);
    }

    [Fact]
    public async Task A_cancelled_transaction_is_aborted_and_its_session_used_again()
    {
        var driver = Driver();
        using var cancellation = new CancellationTokenSource();
        var running = driver.ExecuteAsync(
            async txn =>
            {
                await txn.ExecuteAsync("SELECT 1");
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, txn.CancellationToken);
            },
            cancellation.Token);

        var cancelled = await Throws<OperationCanceledException>(() => running);
        await driver.ExecuteStatementAsync("SELECT 2");

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "AbortTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
    }

    // .NET driver 1.4.1 and Go 3.0.1 sent the abort with the cancelled token: it never reached the service.
    [Fact]
    public async Task The_abort_of_a_cancelled_transaction_does_not_carry_the_cancelled_token()
    {
        using var cancellation = new CancellationTokenSource();
        var sawCancelled = false;
        Service.On(QldbCommand.AbortTransaction, (_, carryOut, token) =>
        {
            sawCancelled |= token.IsCancellationRequested;
            return Task.FromResult(carryOut());
        });

        await Throws<OperationCanceledException>(() => Driver().ExecuteAsync(
            async txn =>
            {
                await cancellation.CancelAsync();
                await txn.ExecuteAsync("SELECT 1");
            },
            cancellation.Token));

        Assert.Contains("AbortTransaction", Service.Names);
        Assert.False(sawCancelled);
    }

    [Fact]
    public async Task A_statement_under_way_is_cancelled_with_its_transaction()
    {
        using var cancellation = new CancellationTokenSource();
        Service.On(QldbCommand.ExecuteStatement, (_, _, token) =>
        {
            cancellation.CancelAfter(0);
            return FakeService.Never(token);
        });
        var driver = Driver();

        await Throws<OperationCanceledException>(() => driver.ExecuteStatementAsync("SELECT 1", [], null, cancellation.Token));

        Assert.Equal("AbortTransaction", Service.Names.Last());
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Idle);
    }

    [Fact]
    public async Task A_commit_under_way_is_seen_through_although_its_caller_has_left()
    {
        using var cancellation = new CancellationTokenSource();
        Service.On(QldbCommand.CommitTransaction, async (_, carryOut, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Yield();
            Assert.False(token.IsCancellationRequested);
            return carryOut();
        });

        await Driver().ExecuteAsync(txn => txn.ExecuteAsync("SELECT 1"), cancellation.Token);

        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task A_body_that_never_returns_is_left_behind_when_its_time_is_up()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        TransactionExecutor? left = null;

        var late = await Throws<TransactionTimedOutException>(() => driver.ExecuteAsync(
            async txn =>
            {
                left = txn;
                await txn.ExecuteAsync("SELECT 1");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
            new ExecuteOptions { TransactionTimeout = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(left!.TransactionId, late.TransactionId);
        await driver.ExecuteStatementAsync("SELECT 2"); // on the same session
        await Throws<TransactionClosedException>(() => left.ExecuteAsync("SELECT 3"));
        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
    }

    [Fact]
    public async Task A_body_that_blocks_its_thread_holds_up_nobody_else()
    {
        using var gate = new ManualResetEventSlim();
        var driver = Driver(options => options.PoolLimit = 2);
        var blocked = driver.ExecuteAsync(_ =>
        {
            gate.Wait();
            return Task.CompletedTask;
        });

        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync().WaitAsync(Patience)).Leased);

        gate.Set();
        await blocked.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_failed_start_of_a_session_is_tried_again_within_the_callers_time()
    {
        Service.Break(QldbCommand.StartSession, FakeService.Status(503), new HttpRequestException("refused"), FakeService.Status(500));

        await Driver().ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);

        Assert.Equal(4, Service.Names.Count(name => name == "StartSession"));
    }

    // Every official driver tries a wrong ledger name five times before it says so.
    [Fact]
    public async Task A_ledger_that_does_not_exist_surfaces_at_once()
    {
        var refused = await Throws<BadRequestException>(() => Driver(options => options.LedgerName = "no-such-ledger").ExecuteStatementAsync("SELECT 1"));

        Assert.Contains("no-such-ledger", refused.Message);
        Assert.Equal(["StartSession"], Service.Names);
    }

    [Fact]
    public async Task A_service_that_stays_down_surfaces_as_its_own_failure_when_the_callers_time_is_up()
    {
        Service.On(QldbCommand.StartSession, (_, _, _) => Task.FromException<SendCommandResponse>(FakeService.Status(503)));

        var down = await Throws<Amazon.QLDBSession.AmazonQLDBSessionException>(() =>
            Driver().ExecuteStatementAsync("SELECT 1", [], new ExecuteOptions { AcquireTimeout = TimeSpan.FromMilliseconds(100) }));

        Assert.Equal(503, (int)down.StatusCode);
    }

    // All official drivers wait for themselves then, pyqldb 2 for its timeout, the others not at all: they say that the pool is empty.
    [Fact]
    public async Task A_call_of_the_driver_inside_a_body_at_the_limit_is_refused_at_once_and_says_why()
    {
        var driver = Driver(options =>
        {
            options.PoolLimit = 1;
            options.AcquireTimeout = Timeout.InfiniteTimeSpan;
        });

        var reentrant = await Throws<SessionPoolEmptyException>(() => driver.ExecuteAsync(_ => driver.ExecuteStatementAsync("SELECT 1")));

        Assert.True(reentrant.IsReentrant);
        Assert.Contains("inside the body of a transaction", reentrant.Message);
        Assert.Equal(0, (await driver.GetPoolStatisticsAsync()).AcquireTimeouts);
        await driver.ExecuteStatementAsync("SELECT 2").WaitAsync(Patience);
    }

    [Fact]
    public async Task So_is_one_for_a_session_and_one_from_a_body_on_a_leased_session()
    {
        var driver = Driver(options =>
        {
            options.PoolLimit = 1;
            options.AcquireTimeout = Timeout.InfiniteTimeSpan;
        });
        Assert.True((await Throws<SessionPoolEmptyException>(() => driver.ExecuteAsync(_ => driver.GetSessionAsync()))).IsReentrant);

        await using var session = await driver.GetSessionAsync();
        Assert.True((await Throws<SessionPoolEmptyException>(() => session.ExecuteAsync(_ => driver.ExecuteStatementAsync("SELECT 1")))).IsReentrant);
    }

    [Fact]
    public async Task A_call_of_the_driver_inside_a_body_gets_a_session_where_there_is_one()
    {
        var driver = Driver(options => options.PoolLimit = 2);

        await driver.ExecuteAsync(_ => driver.ExecuteStatementAsync("SELECT 1"));

        Assert.Equal(2, Service.Commits);
    }

    // The flow of a body's asynchronous calls is marked; work that it leaves behind is marked as well, and no less welcome.
    [Fact]
    public async Task Work_that_a_body_left_behind_waits_like_any_other()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        var over = Gate();
        Task? left = null;
        await driver.ExecuteAsync(_ =>
        {
            left = Task.Run(async () =>
            {
                await over.Task;
                await driver.ExecuteStatementAsync("SELECT 1");
            });
            return Task.CompletedTask;
        });
        var session = await driver.GetSessionAsync();
        over.SetResult();
        await Until(async () => (await driver.GetPoolStatisticsAsync()).Waiting == 1);
        await session.DisposeAsync();

        await left!.WaitAsync(Patience);
    }

    [Fact]
    public async Task Sessions_can_be_opened_ahead_of_need()
    {
        var driver = Driver(options => options.MinIdle = 2);

        await Until(async () => (await driver.GetPoolStatisticsAsync()).Idle == 2);

        Assert.Equal(2, Service.LiveSessions);
    }

    [Fact]
    public async Task Surplus_sessions_are_ended_after_a_time_without_use()
    {
        var driver = Driver(options => options.IdleTimeout = TimeSpan.FromMilliseconds(50));
        await driver.ExecuteStatementAsync("SELECT 1");

        await Until(() => Service.LiveSessions == 0);

        Assert.Equal("EndSession", Service.Names.Last());
    }

    [Fact]
    public async Task The_seeds_ping_finds_a_dead_session_before_the_body_is_run()
    {
        var driver = Driver(options =>
        {
            options.SessionCheck = SessionCheck.Ping;
            options.RetryPolicy = RetryPolicy.None;
        });
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.ForgetSessions();
        await driver.ExecuteStatementAsync("SELECT 2");
        await driver.ExecuteStatementAsync("SELECT 3");

        Assert.Equal(
            ["AbortTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction", "AbortTransaction", "StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction", "AbortTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction"],
            Service.Names.Skip(1));
    }

    [Fact]
    public async Task Statistics_count_sessions_and_retries()
    {
        var driver = Driver();
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Conflict());
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.ForgetSessions();
        await driver.ExecuteStatementAsync("SELECT 2");

        var statistics = await driver.GetPoolStatisticsAsync();

        Assert.Equal((2L, 1L, 2L), (statistics.SessionsStarted, statistics.SessionsRetired, statistics.Retries));
    }

    // Node driver 3.1.0: the permit of a call that found no session was never freed; two such calls on a pool of two, and it was of no use any more.
    [Fact]
    public async Task Calls_that_found_no_session_cost_no_place_in_the_pool()
    {
        var down = true;
        Service.On(QldbCommand.StartSession, (_, carryOut, _) =>
            Volatile.Read(ref down) ? throw FakeService.Status(400, "AccessDeniedException") : Task.FromResult(carryOut()));
        var driver = Driver(options => options.PoolLimit = 1);
        for (var i = 0; i < 3; i++)
            await Throws<Amazon.QLDBSession.AmazonQLDBSessionException>(() => driver.ExecuteStatementAsync("SELECT 1"));

        Volatile.Write(ref down, false);
        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);

        Assert.Equal(1, Service.Commits);
    }

    // .NET driver 1.4.1, synchronous: a lost connection whose abort failed as well cost a permit for ever.
    [Fact]
    public async Task A_lost_connection_whose_abort_fails_as_well_costs_no_place_in_the_pool()
    {
        var driver = Driver(options =>
        {
            options.PoolLimit = 1;
            options.RetryPolicy = RetryPolicy.None;
        });
        for (var i = 0; i < 3; i++)
        {
            Service.Break(QldbCommand.ExecuteStatement, new HttpRequestException("cut")).Break(QldbCommand.AbortTransaction, new HttpRequestException("cut"));
            await Throws<QldbTransportException>(() => driver.ExecuteStatementAsync("SELECT 1"));
        }

        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);

        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Idle);
    }

    // Java and Go: an exception of a kind that nobody had thought of leaked the permit, and in Go the session too.
    [Fact]
    public async Task An_exception_of_any_kind_costs_no_place_in_the_pool()
    {
        Service.Break(QldbCommand.StartSession, new DivideByZeroException());
        var driver = Driver(options => options.PoolLimit = 1);
        Exception[] strange = [new DivideByZeroException(), new OutOfMemoryException(), new AggregateException(), new TaskCanceledException(), new InvalidProgramException()];
        foreach (var thrown in strange)
        {
            var caught = await Assert.ThrowsAnyAsync<Exception>(() => driver.ExecuteAsync((Func<TransactionExecutor, Task>)(_ => throw thrown)).WaitAsync(Patience));
            Assert.IsType(thrown.GetType(), caught);
        }

        await driver.ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);

        Assert.Equal(1, Service.LiveSessions);
    }

    // Python 3, .NET, Java and Node queue again for every retry: a transaction that had a session can fail with "pool empty".
    [Fact]
    public async Task A_retry_keeps_its_session_although_others_wait()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict(), FakeService.Status(503));
        var driver = Driver(options => options.PoolLimit = 1);
        var (order, queued) = (new List<string>(), Gate());
        var first = driver.ExecuteAsync(
            async txn =>
            {
                order.Add("first");
                await queued.Task;
                await txn.ExecuteAsync("SELECT 1");
            },
            new ExecuteOptions { AcquireTimeout = TimeSpan.Zero });
        await Until(() => order.Count == 1);
        var second = driver.ExecuteAsync(_ => Task.FromResult(order.Count)); // how many had run before
        await Until(async () => (await driver.GetPoolStatisticsAsync()).Waiting == 1);
        queued.SetResult();
        await first.WaitAsync(Patience);

        Assert.Equal(2, await second.WaitAsync(Patience));
    }

    // A choice: the caller that failed keeps its session through the delay, and so its turn; the pool is as large as it is.
    [Fact]
    public async Task The_session_stays_with_its_caller_through_the_delay_of_a_retry()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        using var cancellation = new CancellationTokenSource();
        var told = Gate();
        var driver = Driver(options => options.PoolLimit = 1);
        var running = driver.ExecuteAsync(
            _ => Task.CompletedTask,
            new ExecuteOptions
            {
                RetryIndicator = _ => told.SetResult(),
                RetryPolicy = new RetryPolicy(1, new ExponentialBackoffStrategy(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), Jitter.None)),
            },
            cancellation.Token);
        await told.Task.WaitAsync(Patience);

        Assert.Equal((1, 0), (await driver.GetPoolStatisticsAsync()) is var during ? (during.Leased, during.Idle) : default);
        await cancellation.CancelAsync();
        await Throws<OperationCanceledException>(() => running);
        Assert.Equal((0, 1), (await driver.GetPoolStatisticsAsync()) is var after ? (after.Leased, after.Idle) : default);
    }

    // .NET driver 1.4.1 logged the number in use as that of the permits available.
    [Fact]
    public async Task Statistics_tell_what_is_in_use_from_what_is_free()
    {
        var driver = Driver(options => options.PoolLimit = 3);
        var session = await driver.GetSessionAsync();
        var during = await driver.GetPoolStatisticsAsync();
        await session.DisposeAsync();
        var after = await driver.GetPoolStatisticsAsync();

        Assert.Equal((3, 1, 0), (during.Limit, during.Leased, during.Idle));
        Assert.Equal((3, 0, 1), (after.Limit, after.Leased, after.Idle));
    }

    // Users of the official drivers met a failing or slow first call after every idle spell.
    [Fact]
    public async Task A_session_too_old_for_the_service_is_replaced_ahead_of_need()
    {
        var driver = Driver(options =>
        {
            options.MinIdle = 1;
            options.MaxSessionAge = TimeSpan.FromMilliseconds(200);
        });
        await Until(() => Service.Names.Contains("EndSession") && Service.Names.Count(name => name == "StartSession") > 1);

        Assert.DoesNotContain("StartTransaction", Service.Names);
    }
}
