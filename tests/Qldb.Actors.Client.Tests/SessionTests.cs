using Amazon.QLDBSession.Model;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

public sealed class SessionTests : DriverFixture
{
    [Fact]
    public async Task A_leased_session_runs_transactions_with_retries()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var driver = Driver();
        await using var session = await driver.GetSessionAsync();

        Assert.Equal(5, await session.ExecuteAsync(_ => Task.FromResult(5)));
        await session.ExecuteAsync(txn => txn.ExecuteAsync("SELECT 1"));
        Assert.Equal("SELECT 2", (await session.ExecuteStatementAsync("SELECT 2"))[0].StringValue);
        Assert.Equal(["SELECT VALUE name FROM information_schema.user_tables WHERE status = 'ACTIVE'"], await session.ListTableNamesAsync());

        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Leased);
    }

    [Fact]
    public async Task A_transaction_by_hand_is_committed()
    {
        await using var session = await Driver().GetSessionAsync();
        await using var transaction = await session.StartTransactionAsync();
        var cursor = await transaction.ExecuteStatementAsync("SELECT ?", 1);
        await cursor.BufferAsync();

        var commit = await transaction.CommitAsync();

        Assert.Equal(transaction.TransactionId, commit.TransactionId);
        Assert.Equal([transaction.TransactionId], Service.CommittedTransactions);
        Assert.True(transaction.IsClosed);
    }

    [Fact]
    public async Task A_transaction_by_hand_is_aborted_by_disposal()
    {
        await using var session = await Driver().GetSessionAsync();
        await using (var transaction = await session.StartTransactionAsync())
            await transaction.ExecuteStatementAsync("SELECT 1");

        Assert.Equal("AbortTransaction", Service.Names.Last());
        Assert.Equal(0, Service.OpenTransactions);
    }

    [Fact]
    public async Task Abort_after_the_end_does_nothing_and_everything_else_is_refused()
    {
        await using var session = await Driver().GetSessionAsync();
        var transaction = await session.StartTransactionAsync();
        await transaction.CommitAsync();

        await transaction.AbortAsync();
        await transaction.DisposeAsync();

        Assert.DoesNotContain("AbortTransaction", Service.Names);
        await Throws<TransactionClosedException>(() => transaction.ExecuteStatementAsync("SELECT 1"));
        await Throws<TransactionClosedException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task A_conflict_of_a_transaction_by_hand_is_the_callers_to_deal_with()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        await using var session = await Driver().GetSessionAsync();
        var transaction = await session.StartTransactionAsync();

        await Throws<OccConflictException>(() => transaction.CommitAsync());

        await using var next = await session.StartTransactionAsync();
        await next.CommitAsync();
    }

    [Fact]
    public async Task A_dead_session_is_replaced_at_the_start_of_a_transaction_by_hand()
    {
        var driver = Driver();
        await driver.ExecuteStatementAsync("SELECT 1");
        Service.ForgetSessions();
        await using var session = await driver.GetSessionAsync();

        await using var transaction = await session.StartTransactionAsync();

        Assert.Equal(2, Service.Names.Count(name => name == "StartSession"));
    }

    [Fact]
    public async Task One_transaction_at_a_time()
    {
        await using var session = await Driver().GetSessionAsync();
        await using var transaction = await session.StartTransactionAsync();

        await Throws<InvalidOperationException>(() => session.StartTransactionAsync());
        await Throws<InvalidOperationException>(() => session.ExecuteStatementAsync("SELECT 1"));
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task Given_back_it_serves_the_next_and_an_open_transaction_is_aborted()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        var session = await driver.GetSessionAsync();
        await session.StartTransactionAsync();

        await session.CloseAsync();
        await driver.ExecuteStatementAsync("SELECT 1");

        Assert.Equal(["StartSession", "StartTransaction", "AbortTransaction", "StartTransaction", "ExecuteStatement", "CommitTransaction"], Service.Names);
    }

    // Python 3.2.4: a session released twice went to two callers.
    [Fact]
    public async Task Giving_it_back_twice_is_as_good_as_once()
    {
        var driver = Driver(options => options.PoolLimit = 1);
        var session = await driver.GetSessionAsync();
        await Task.WhenAll(session.CloseAsync(), session.CloseAsync(), session.DisposeAsync().AsTask());
        await using var other = await driver.GetSessionAsync();

        await session.CloseAsync();

        Assert.Equal(1, (await driver.GetPoolStatisticsAsync()).Leased);
        await other.ExecuteStatementAsync("SELECT 1");
    }

    [Fact]
    public async Task After_its_return_every_member_refuses()
    {
        var session = await Driver().GetSessionAsync();
        var transaction = await session.StartTransactionAsync();
        await session.DisposeAsync();

        Assert.True(session.IsClosed);
        Assert.True(transaction.IsClosed);
        Assert.Throws<SessionClosedException>(() => session.LedgerName);
        Assert.Throws<SessionClosedException>(() => session.SessionId);
        Assert.Throws<SessionClosedException>(() => session.SessionToken);
        await Throws<SessionClosedException>(() => session.ExecuteAsync(_ => Task.CompletedTask));
        await Throws<SessionClosedException>(() => session.ExecuteStatementAsync("SELECT 1"));
        await Throws<SessionClosedException>(() => session.ListTableNamesAsync());
        await Throws<SessionClosedException>(() => session.StartTransactionAsync());
        await Throws<TransactionClosedException>(() => transaction.ExecuteStatementAsync("SELECT 1"));
        await Throws<TransactionClosedException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task A_transaction_on_it_can_be_cancelled_and_the_lease_goes_on()
    {
        var driver = Driver();
        await using var session = await driver.GetSessionAsync();
        using var cancellation = new CancellationTokenSource();

        await Throws<OperationCanceledException>(() => session.ExecuteAsync(
            async txn =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, txn.CancellationToken);
            },
            null,
            cancellation.Token));

        await session.ExecuteStatementAsync("SELECT 1");
        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
    }
}
