using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Actors.Client.Tests.Torture;

/// <summary>The short run of what <c>Qldb.Benchmarks -- driver torture</c> does for a minute with 1,000 callers.</summary>
public sealed class CounterTortureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_counter_is_what_callers_were_told_and_no_session_is_left(int seed)
    {
        const int Transactions = 1_500;
        using var ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("torture"));
        var torture = new CounterTorture(ledger, callers: 100, poolLimit: 4, faults: 0.05, seed);
        var begun = 0;

        await torture.RunAsync(() => Interlocked.Increment(ref begun) <= Transactions, () => Task.CompletedTask);

        Assert.Empty(torture.Breaches);
        Assert.Equal(Transactions, torture.Ended);
    }
}
