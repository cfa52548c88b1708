using System.Diagnostics;
using System.Globalization;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Storage;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>What does the SQLite store cost over its bounds? Ratios count; absolute figures are the machine's.</summary>
internal sealed class MeasureSqlite : IMode
{
    public string Name => "sqlite";

    public string Usage => "[rounds [folder]]: appends and reads of the SQLite store against plain SQL and the disk";

    public Task<int> RunAsync(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 9;
        using var folder = new BenchmarkFolder(arguments.Skip(1).FirstOrDefault());
        Write(folder.Path, rounds);
        Read(folder.Path, rounds);
        return Task.FromResult(0);
    }

    private static void Write(string folder, int rounds)
    {
        const string flush = "bound: 4 KB write + flush";
        const string shaped100 = "bound: ledger-shaped SQL, FULL, groups of 100";
        const string shaped10Normal = "bound: ledger-shaped SQL, NORMAL, groups of 10";
        var measures = new InterleavedRounds(rounds)
            .Add(flush, () => RawBounds.FlushesPerSecond(folder, 1_500))
            .Add(shaped100, () => RawBounds.LedgerShapedPerSecond(folder, 100, 20_000, "FULL"))
            .Add("store: groups of 100", () => AppendsPerSecond(folder, 100, 20_000, SqliteDurability.Full, isIndexed: false))
            .Add("store: groups of 100, random index key", () => AppendsPerSecond(folder, 100, 20_000, SqliteDurability.Full, isIndexed: true))
            .Add("store: groups of 10", () => AppendsPerSecond(folder, 10, 10_000, SqliteDurability.Full, isIndexed: false))
            .Add("store: groups of 1", () => AppendsPerSecond(folder, 1, 1_500, SqliteDurability.Full, isIndexed: false))
            .Add("store: groups of 1, random index key", () => AppendsPerSecond(folder, 1, 1_500, SqliteDurability.Full, isIndexed: true))
            .Add(shaped10Normal, () => RawBounds.LedgerShapedPerSecond(folder, 10, 20_000, "NORMAL"))
            .Add("store: NORMAL, groups of 10", () => AppendsPerSecond(folder, 10, 20_000, SqliteDurability.Normal, isIndexed: false))
            .Run();
        measures.Print("tx/s");
        measures.PrintRatio("L1, store part: groups of 100 / ledger-shaped SQL", "store: groups of 100", shaped100);
        measures.PrintRatio("L1, store part, with a random index key", "store: groups of 100, random index key", shaped100);
        measures.PrintRatio("L2, store part: groups of 1 / flush", "store: groups of 1", flush);
        measures.PrintRatio("L2, store part, with a random index key", "store: groups of 1, random index key", flush);
        measures.PrintRatio("L4, store part: NORMAL 10 / ledger-shaped SQL NORMAL 10", "store: NORMAL, groups of 10", shaped10Normal);
        PrintPages(folder, 1, 10_000);
        PrintPages(folder, 100, 50_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated by Append: {AllocatedPerBlock(folder, 100):N0} B/tx in groups of 100, {AllocatedPerBlock(folder, 1):N0} B/tx in groups of 1"));
    }

    private static void Read(string folder, int rounds)
    {
        const int documents = 100_000;
        const int reads = 5_000;
        var random = new Random(2);
        var transactions = new Transactions();
        var path = RawBounds.NewFile(folder, "read.db");
        using var store = SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = path, Durability = SqliteDurability.Off }, "bench");
        transactions.Fill(store, documents, isIndexed: true);
        using var text = TextKeyedTable.Create(folder, documents);
        using var command = TextKeyedTable.PrepareRead(text, out var key);
        var (ours, bound) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < reads; i++)
            {
                var start = Stopwatch.GetTimestamp();
                _ = TextKeyedTable.Read(command, key, random.Next(documents));
                var middle = Stopwatch.GetTimestamp();
                using (var reader = store.OpenReader(store.Tip))
                {
                    _ = reader.LookupIndex(transactions.Table, transactions.Index, transactions.Keys[random.Next(documents)]).Single();
                }

                if (round > 0)
                {
                    bound.Add(Stopwatch.GetElapsedTime(start, middle).TotalMicroseconds);
                    ours.Add(Stopwatch.GetElapsedTime(middle).TotalMicroseconds);
                }
            }
        }

        bound.Sort();
        ours.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bound: ADO.NET read by text key            p50 {bound[bound.Count / 2]:N1} us, p99 {bound[bound.Count * 99 / 100]:N1} us"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"store: read by index key                   p50 {ours[ours.Count / 2]:N1} us, p99 {ours[ours.Count * 99 / 100]:N1} us"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"L6, store part                             p50 {ours[ours.Count / 2] / bound[bound.Count / 2]:N2} x, p99 {ours[ours.Count * 99 / 100] / bound[bound.Count * 99 / 100]:N2} x"));
    }

    private static double AppendsPerSecond(string folder, int group, int count, SqliteDurability durability, bool isIndexed)
    {
        using var store = SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = RawBounds.NewFile(folder, "store.db"), Durability = durability }, "bench");
        var groups = Groups(group, count, isIndexed);
        var clock = Stopwatch.StartNew();
        foreach (var blocks in groups)
        {
            store.Append(blocks);
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>What others on the machine do not disturb: pages written to the log, and processor time without flushes and checkpoints.</summary>
    private static void PrintPages(string folder, int group, int count)
    {
        const int filled = 100_000;
        const double frameSize = 4096 + 24;
        var transactions = new Transactions();
        var path = RawBounds.NewFile(folder, "pages.db");
        using (var store = SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = path, Durability = SqliteDurability.Off }, "bench"))
        {
            transactions.Fill(store, filled, isIndexed: true);
        }

        using var measured = SqliteLedgerStore.Open(new SqliteLedgerStoreOptions { Path = path, Durability = SqliteDurability.Normal, CheckpointBytes = int.MaxValue });
        var groups = Enumerable.Range(0, count / group).Select(_ => transactions.Group(group, isIndexed: true)).ToList();
        var start = Environment.CpuUsage.TotalTime;
        groups.ForEach(measured.Append);
        var time = Environment.CpuUsage.TotalTime - start;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"groups of {group}, random index key: {new FileInfo(path + "-wal").Length / frameSize / count:N2} pages/tx, {time.TotalMicroseconds / count:N1} us/tx of processor time without flushes"));
    }

    private static double AllocatedPerBlock(string folder, int group)
    {
        const int count = 2_000;
        using var store = SqliteLedgerStore.Create(new SqliteLedgerStoreOptions { Path = RawBounds.NewFile(folder, "store.db") }, "bench");
        var groups = Groups(group, count, isIndexed: true);
        store.Append(groups[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var blocks in groups.Skip(1))
        {
            store.Append(blocks);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(count - group);
    }

    private static List<IReadOnlyList<BlockWrite>> Groups(int group, int count, bool isIndexed)
    {
        var transactions = new Transactions();
        return [.. Enumerable.Range(0, count / group).Select(_ => transactions.Group(group, isIndexed))];
    }
}
