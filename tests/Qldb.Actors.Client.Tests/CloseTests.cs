using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

public sealed class CloseTests : DriverFixture
{
    [Fact]
    public async Task Every_session_is_ended()
    {
        var driver = Driver(options => options.PoolLimit = 4);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => driver.ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT 1");
            await Task.Yield();
        })));
        var opened = Service.LiveSessions;

        await driver.CloseAsync();

        Assert.Equal(0, Service.LiveSessions);
        Assert.Equal(opened, Service.Names.Count(name => name == "EndSession"));
    }

    [Fact]
    public async Task New_work_is_refused()
    {
        var driver = Driver();
        await driver.CloseAsync();

        await Throws<DriverClosedException>(() => driver.ExecuteStatementAsync("SELECT 1"));
        await Throws<DriverClosedException>(() => driver.ExecuteAsync(_ => Task.CompletedTask));
        await Throws<DriverClosedException>(() => driver.GetSessionAsync());
        await Throws<DriverClosedException>(() => driver.GetPoolStatisticsAsync());
    }

    [Fact]
    public async Task A_running_transaction_may_finish_and_who_waits_is_told()
    {
        var (started, gate) = (Gate(), Gate());
        var driver = Driver(options => options.PoolLimit = 1);
        var running = driver.ExecuteAsync(async txn =>
        {
            started.SetResult();
            await gate.Task;
            await txn.ExecuteAsync("SELECT 1");
            return 7;
        });
        await started.Task;
        var waiting = driver.ExecuteStatementAsync("SELECT 2");

        var closing = driver.CloseAsync(TimeSpan.FromMinutes(1));
        await Throws<DriverClosedException>(() => waiting);
        gate.SetResult();
        await closing.WaitAsync(Patience);

        Assert.Equal(7, await running);
        Assert.Equal("EndSession", Service.Names.Last());
    }

    [Fact]
    public async Task A_transaction_that_does_not_finish_in_time_is_aborted()
    {
        var started = Gate();
        var driver = Driver();
        var running = driver.ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("SELECT 1");
            started.SetResult();
            await Task.Delay(Timeout.Infinite, txn.CancellationToken);
        });
        await started.Task;

        await driver.CloseAsync(TimeSpan.Zero).WaitAsync(Patience);

        await Throws<DriverClosedException>(() => running);
        Assert.Equal(["AbortTransaction", "EndSession"], Service.Names.TakeLast(2));
        Assert.Equal(0, Service.LiveSessions);
    }

    [Fact]
    public async Task A_session_on_lease_is_taken_back_in_the_end()
    {
        var driver = Driver();
        var session = await driver.GetSessionAsync();
        await session.StartTransactionAsync();

        await driver.CloseAsync(TimeSpan.Zero).WaitAsync(Patience);

        Assert.Equal(0, Service.LiveSessions);
        await Throws<SessionClosedException>(() => session.ExecuteStatementAsync("SELECT 1"));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task It_may_be_called_often_and_at_once()
    {
        var driver = Driver();
        await driver.ExecuteStatementAsync("SELECT 1");

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => driver.CloseAsync())).WaitAsync(Patience);
        await driver.DisposeAsync();

        Assert.Equal(1, Service.Names.Count(name => name == "EndSession"));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_does_not_hold_it_up()
    {
        Service.On(QldbCommand.EndSession, (_, _, token) => FakeService.Never(token));
        var driver = Driver(options => options.CleanupTimeout = TimeSpan.FromMilliseconds(50));
        await driver.ExecuteStatementAsync("SELECT 1");

        await driver.CloseAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_client_of_the_callers_is_left_open_and_the_actor_system_of_the_drivers_is_taken_down()
    {
        var driver = Driver();
        await driver.CloseAsync();

        await using var other = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "ledger" }, Wire.To(Service));
        await other.ExecuteStatementAsync("SELECT 1");
    }

    public static TheoryData<string, Exception> FailuresOfAnEnd => new()
    {
        { "refused", FakeService.NoSuchSession() },
        { "500", FakeService.Status(500) },
        { "cut", new HttpRequestException("cut") },
        { "of a kind that nobody has thought of", new DivideByZeroException() },
    };

    // .NET driver 1.4.1 ends sessions in an "async void" that knows service errors only: another one takes the process down, or is told as the failure of committed work.
    [Theory]
    [MemberData(nameof(FailuresOfAnEnd))]
    public async Task The_failure_of_the_end_of_a_session_is_nobodys_exception(string _, Exception failure)
    {
        Service.On(QldbCommand.EndSession, (_, _, _) => throw failure);
        var driver = Driver();
        await driver.ExecuteStatementAsync("SELECT 1");

        await driver.CloseAsync().WaitAsync(Patience);

        Assert.Equal("EndSession", Service.Names.Last());
    }

    // Python and Java: the first that could not be ended kept all others open.
    [Fact]
    public async Task A_session_that_cannot_be_ended_does_not_keep_the_others_open()
    {
        var driver = Driver(options => options.PoolLimit = 4);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => driver.GetSessionAsync()));
        foreach (var session in sessions)
            await session.DisposeAsync();
        Service.Break(QldbCommand.EndSession, new HttpRequestException("cut"));

        await driver.CloseAsync().WaitAsync(Patience);

        Assert.Equal(4, Service.Names.Count(name => name == "EndSession"));
        Assert.Equal(1, Service.LiveSessions); // which the service forgets by itself
    }
}
