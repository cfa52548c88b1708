using Qldb.Ledger;
using Qldb.Ledger.Tests.Serializability;
using Xunit.Abstractions;

namespace Qldb.Actors.Client.Tests.Serializability;

/// <summary>Driver and ledger together are strictly serializable, retries included; and with the ledger's validation off the checker finds what is wrong.</summary>
public sealed class DriverSerializabilityTests(ITestOutputHelper output)
{
    private const int Callers = 8;

    [Fact]
    public async Task Histories_of_callers_of_one_driver_have_no_anomaly()
    {
        var (committed, refused) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var history = await new DriverWorkload(seed, new LedgerOptions()).RunAsync(Callers);
            Assert.Equal([], StrictSerializability.Check(history));
            committed += history.Count(transaction => transaction.IsCommitted);
            refused += history.Count(transaction => !transaction.IsCommitted);
        }

        output.WriteLine($"{committed} committed, {refused} refused and tried again");
        Assert.True(refused > 200, $"{refused} attempts were refused: the histories put nothing to the test.");
    }

    [Fact]
    public async Task Without_validation_the_checker_finds_anomalies()
    {
        var anomalous = 0;
        for (var seed = 0; seed < 200 && anomalous == 0; seed++)
            anomalous += StrictSerializability.Check(await new DriverWorkload(seed, new LedgerOptions { ValidateCommits = false }).RunAsync(Callers)).Count > 0 ? 1 : 0;

        Assert.Equal(1, anomalous);
    }
}
