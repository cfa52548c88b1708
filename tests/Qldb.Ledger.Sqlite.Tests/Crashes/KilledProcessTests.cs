using System.Globalization;
using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>A ledger whose process dies by <c>kill -9</c>. The environment variable QLDB_CRASH_CYCLES makes each test a soak of so many kills.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private static readonly int Cycles = int.Parse(Environment.GetEnvironmentVariable("QLDB_CRASH_CYCLES") ?? "20", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();
    private readonly int _seed = Random.Shared.Next();
    private readonly Random _random;

    public KilledProcessTests() => _random = new Random(_seed);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_acknowledged_block_survives_a_kill_at_any_instant_and_no_block_is_half_there()
    {
        var tip = -1L;
        for (var cycle = 0; cycle < Cycles / 2; cycle++) // Half as many: the engine's test below goes through the store as well.
        {
            var acknowledged = RunAndKill("store")[0];
            using var store = SqliteLedgerStore.Open(LeftBehind(cycle));
            var context = $"seed {_seed}, cycle {cycle}, acknowledged {acknowledged}, found {store.Tip}";

            Assert.True(store.Tip >= acknowledged && store.Tip > tip, $"An acknowledged block is lost: {context}");
            var difference = Workload.FirstDifference(store, fromBlock: cycle % 20 == 19 ? 0 : tip + 1);
            Assert.True(difference is null, $"{difference}: {context}");
            AssertFileIsSound(store, cycle);
            tip = store.Tip;
        }
    }

    [Fact]
    public async Task Every_acknowledged_transaction_survives_a_kill_at_any_instant_none_is_half_there_and_the_journal_verifies()
    {
        var earlier = new List<JournalDigest>();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            var acknowledged = RunAndKill("engine");
            using var store = SqliteLedgerStore.Open(LeftBehind(cycle));
            using var ledger = Ledger.Open(store, leaveStoreOpen: true);
            var (counts, fault) = await EngineWorkload.InspectAsync(ledger);
            var context = $"seed {_seed}, cycle {cycle}, acknowledged {string.Join(", ", acknowledged)}, found {string.Join(", ", counts)}";

            Assert.True(fault is null, $"A transaction is half there or has left a gap: {fault}; {context}");
            Assert.True(acknowledged.All(writer => counts[writer.Key] >= writer.Value), $"An acknowledged transaction is lost: {context}");
            var verification = ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = earlier });
            Assert.True(verification.IsValid, $"{verification.Fault}: {context}");
            AssertFileIsSound(store, cycle);
            earlier = [ledger.GetDigest()];
        }
    }

    [Fact]
    public void A_ledger_of_another_process_is_refused_with_its_number_and_free_once_that_was_killed()
    {
        using var owner = new CrashingProcess("store", _folder.Ledger().Path, seed: 1);
        owner.Await(acknowledgements: 3);

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_folder.Ledger()));

        Assert.Contains($"is in use by process {owner.Id} on {Environment.MachineName} since", refusal.Message);
        Assert.Contains(_folder.Ledger().Path, refusal.Message);
        owner.Await(acknowledgements: 3);
        owner.Kill();
        using var store = SqliteLedgerStore.Open(_folder.Ledger());
        Assert.InRange(store.Tip, owner.Acknowledged[0], long.MaxValue);
        Assert.Null(Workload.FirstDifference(store));
    }

    private SortedDictionary<int, long> RunAndKill(string kind)
    {
        using var process = new CrashingProcess(kind, _folder.Ledger().Path, _random.Next());
        process.Await(_random.Next(1, 40));
        process.Kill();
        return process.Acknowledged;
    }

    /// <summary>In turns the ledger itself, and a copy, so that the next process of the cycle also finds what a dead one left.</summary>
    private SqliteLedgerStoreOptions LeftBehind(int cycle) => cycle % 2 == 0 ? _folder.Ledger() : _folder.CopyOfOpenLedger(_folder.Ledger().Path);

    private static void AssertFileIsSound(SqliteLedgerStore store, int cycle)
    {
        if (cycle % 5 == 4)
        {
            Assert.Empty(store.CheckFile());
        }
    }
}
