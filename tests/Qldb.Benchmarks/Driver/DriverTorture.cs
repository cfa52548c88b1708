using System.Diagnostics;
using System.Globalization;
using Qldb.Actors.Client.Tests.Torture;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;

namespace Qldb.Benchmarks.Driver;

/// <summary>The long run of a test: many callers, few sessions, a counter in a ledger on disk, faults all the time, and the heap at each third.</summary>
internal sealed class DriverTorture : IMode
{
    private const long HeapGrowth = 4 << 20; // what the ledger's caches may still be filling

    public string Name => "driver torture";

    public string Usage => "callers increment one document under faults; sum, sessions and heap must be right: [--callers 1000] [--pool 10] [--seconds 60] [--faults 5 per cent] [--seed 1]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var (callers, pool, seconds, faults, seed) = (
            Option(arguments, "--callers", 1000), Option(arguments, "--pool", 10), Option(arguments, "--seconds", 60), Option(arguments, "--faults", 5), Option(arguments, "--seed", 1));
        using var folder = new BenchmarkFolder(null);
        using var ledger = Open(Path.Combine(folder.Path, "torture.qldb"));
        var torture = new CounterTorture(ledger, callers, pool, faults / 100.0, seed);
        var (heap, open) = (new List<long>(), new List<int>());
        var watch = Stopwatch.StartNew();

        await torture.RunAsync(() => watch.Elapsed.TotalSeconds < seconds, async () =>
        {
            for (var third = 1; third <= 3; third++)
            {
                var due = TimeSpan.FromSeconds(seconds * third / 3.0) - watch.Elapsed;
                await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero);
                heap.Add(GC.GetTotalMemory(forceFullCollection: true));
                open.Add(ledger.Statistics.ActiveTransactions);
            }
        });

        torture.Figures.Insert(0, $"{callers} callers, {pool} sessions, {faults} % faults, seed {seed}, {watch.Elapsed.TotalSeconds:F0} s");
        torture.Figures.Add($"managed heap after collection at the thirds: {string.Join(", ", heap.Select(bytes => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture)))} MB; transactions open at the ledger then, with what they may still conflict with: {string.Join(", ", open)}");
        if (heap[2] > heap[0] + (heap[0] / 10) + HeapGrowth)
            torture.Breaches.Add("the heap grows");
        foreach (var figure in torture.Figures)
            Console.WriteLine(figure);
        foreach (var breach in torture.Breaches)
            Console.WriteLine($"BREACH: {breach}");
        return torture.Breaches.Count == 0 ? 0 : 1;
    }

    /// <summary>A ledger that soon holds on to all it ever will, so that what grows after the first third is a leak: a small cache, and short transactions, since
    /// changes are remembered for as long as the oldest one that is open, and lost sessions leave theirs open to the end.</summary>
    private static Qldb.Ledger.Ledger Open(string path)
    {
        var store = SqliteLedgerStore.OpenOrCreate(
            new SqliteLedgerStoreOptions { Path = path, Durability = SqliteDurability.Normal, RevisionCacheBytes = 1 << 20 }, "torture");
        return Qldb.Ledger.Ledger.Open(store, new LedgerOptions { Limits = LedgerLimits.Qldb with { TransactionTime = TimeSpan.FromSeconds(3) } });
    }

    private static int Option(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is var index and >= 0 ? int.Parse(arguments[index + 1], CultureInfo.InvariantCulture) : otherwise;
}
