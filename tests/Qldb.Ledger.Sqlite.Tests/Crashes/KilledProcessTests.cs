using System.Globalization;
using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>A ledger whose process dies by <c>kill -9</c>. The environment variable QLDB_CRASH_CYCLES makes the test a soak of so many kills.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int DefaultCycles = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_acknowledged_block_survives_a_kill_at_any_instant_and_no_block_is_half_there()
    {
        var cycles = int.Parse(Environment.GetEnvironmentVariable("QLDB_CRASH_CYCLES") ?? $"{DefaultCycles}", CultureInfo.InvariantCulture);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var tip = -1L;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var acknowledged = RunAndKill(random);
            using var store = SqliteLedgerStore.Open(LeftBehind(inPlace: cycle % 2 == 0));
            var context = $"seed {seed}, cycle {cycle}, acknowledged {acknowledged}, found {store.Tip}";

            Assert.True(store.Tip >= acknowledged && store.Tip > tip, $"An acknowledged block is lost: {context}");
            var difference = Workload.FirstDifference(store, fromBlock: cycle % 20 == 19 ? 0 : tip + 1);
            Assert.True(difference is null, $"{difference}: {context}");
            if (cycle % 5 == 4)
            {
                Assert.Empty(store.CheckFile());
            }

            tip = store.Tip;
        }
    }

    [Fact]
    public void A_ledger_of_another_process_is_refused_with_its_number_and_free_once_that_was_killed()
    {
        using var owner = new CrashingProcess(_folder.Ledger().Path, "1");
        owner.Await(acknowledgements: 3);

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_folder.Ledger()));

        Assert.Contains($"is in use by process {owner.Id} on {Environment.MachineName} since", refusal.Message);
        Assert.Contains(_folder.Ledger().Path, refusal.Message);
        owner.Await(acknowledgements: 3);
        owner.Kill();
        using var store = SqliteLedgerStore.Open(_folder.Ledger());
        Assert.InRange(store.Tip, owner.LastAcknowledged, long.MaxValue);
        Assert.Null(Workload.FirstDifference(store));
    }

    private long RunAndKill(Random random)
    {
        using var process = new CrashingProcess(_folder.Ledger().Path, random.Next().ToString(CultureInfo.InvariantCulture));
        process.Await(random.Next(1, 40));
        process.Kill();
        return process.LastAcknowledged;
    }

    /// <summary>The ledger itself, or a copy, so that the next process of the cycle also finds what a dead one left.</summary>
    private SqliteLedgerStoreOptions LeftBehind(bool inPlace) => inPlace ? _folder.Ledger() : _folder.CopyOfOpenLedger(_folder.Ledger().Path);
}
