using Xunit;
using Xunit.Abstractions;

namespace Qldb.Ledger.Tests.Serializability;

/// <summary>The ledger is strictly serializable: no anomaly in many recorded histories; and with validation off the same histories are full of them.</summary>
public sealed class LedgerSerializabilityTests(ITestOutputHelper output)
{
    private const int Clients = 8;

    [Fact]
    public void Histories_interleaved_operation_by_operation_have_no_anomaly()
    {
        var committed = 0;
        var conflicts = 0;
        for (var seed = 0; seed < 250; seed++)
        {
            var history = Workload.RunInterleaved(seed, Clients, new LedgerOptions());
            AssertNoAnomaly(seed, history);
            committed += history.Count(transaction => transaction.IsCommitted);
            conflicts += history.Count(transaction => !transaction.IsCommitted);
        }

        output.WriteLine($"{committed} committed, {conflicts} refused");
        Assert.True(committed > 2_000 && conflicts > 2_000, $"{committed} committed, {conflicts} refused: the histories put nothing to the test.");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Histories_of_clients_on_threads_of_their_own_have_no_anomaly(int clients)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            AssertNoAnomaly(seed, Workload.RunInParallel(seed, clients, new LedgerOptions()));
        }
    }

    [Fact]
    public void Histories_with_read_only_transactions_in_the_journal_have_no_anomaly()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            AssertNoAnomaly(seed, Workload.RunInterleaved(seed, Clients, new LedgerOptions { JournalReadOnlyTransactions = true }));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
        => Assert.Equal(
            Workload.RunInterleaved(7, Clients, new LedgerOptions()).Select(transaction => transaction.ToString()),
            Workload.RunInterleaved(7, Clients, new LedgerOptions()).Select(transaction => transaction.ToString()));

    [Fact]
    public void Without_validation_the_checker_finds_anomalies()
    {
        var anomalous = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            anomalous += StrictSerializability.Check(Workload.RunInterleaved(seed, Clients, new LedgerOptions { ValidateCommits = false })).Count > 0 ? 1 : 0;
        }

        Assert.Equal(20, anomalous);
    }

    private static void AssertNoAnomaly(int seed, IReadOnlyList<RecordedTransaction> history)
    {
        var anomalies = StrictSerializability.Check(history);
        Assert.True(anomalies.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, anomalies)}");
    }
}
