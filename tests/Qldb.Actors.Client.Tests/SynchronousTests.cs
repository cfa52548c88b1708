using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

/// <summary>The driver for code that cannot await.</summary>
public sealed class SynchronousTests : DriverFixture
{
    [Fact]
    public void A_transaction_returns_its_result()
    {
        Service.PageSize = 1;
        Service.Rows = (_, parameters) => [parameters[0], parameters[0]];

        var (id, sum) = Driver().Execute(txn => (txn.TransactionId, txn.Execute("SELECT ?", 21).Rows.Sum(row => row.IntValue)));

        Assert.Equal(42, sum);
        Assert.Equal(id, Service.CommittedTransactions.Single());
    }

    [Fact]
    public void A_conflict_is_tried_again()
    {
        Service.Break(QldbCommand.CommitTransaction, FakeService.Conflict());
        var runs = 0;

        Driver().Execute(txn =>
        {
            runs++;
            txn.Execute("SELECT 1");
        });

        Assert.Equal((2, 1), (runs, Service.Commits));
    }

    [Fact]
    public void An_exception_of_the_body_and_an_abort_reach_the_caller_as_thrown()
    {
        var driver = Driver();

        Assert.Throws<InvalidDataException>(() => driver.Execute(_ => throw new InvalidDataException()));
        Assert.Throws<TransactionAbortedException>(() => driver.Execute(txn => txn.Abort()));
        Assert.Throws<ArgumentNullException>(() => driver.Execute(null!));
        Assert.Equal((0, 0), (Service.Commits, Service.OpenTransactions));
    }

    [Fact]
    public void One_statement_and_the_list_of_tables_have_their_shortcuts()
    {
        var driver = Driver();

        Assert.Equal("SELECT 1", driver.ExecuteStatement("SELECT 1")[0].StringValue);
        Assert.Single(driver.ListTableNames());
    }

    // A user interface's thread waits: nothing may want to continue on it.
    [Fact]
    public async Task It_may_be_called_where_there_is_a_synchronization_context()
    {
        var driver = Driver();
        await Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Deaf());
            driver.Execute(txn => txn.Execute("SELECT 1").Count);
        }).WaitAsync(Patience);

        Assert.Equal(1, Service.Commits);
    }

    [Fact]
    public async Task A_waiting_call_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var started = Gate();
        Service.On(QldbCommand.ExecuteStatement, (_, _, token) =>
        {
            started.SetResult();
            return FakeService.Never(token);
        });
        var driver = Driver();
        var running = Task.Run(() => driver.Execute(txn => txn.Execute("SELECT 1").Count, cancellationToken: cancellation.Token));
        await started.Task.WaitAsync(Patience);

        await cancellation.CancelAsync();

        await Throws<OperationCanceledException>(() => running);
        await Until(() => Service.OpenTransactions == 0);
    }

    private sealed class Deaf : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // never runs it
        }
    }
}
