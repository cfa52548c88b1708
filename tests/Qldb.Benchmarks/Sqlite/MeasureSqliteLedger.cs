using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Qldb.Ion;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Sqlite.Crasher;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>What does a whole transaction cost, from StartTransaction to the durable block, over the bounds of disk and plain SQL?</summary>
internal sealed class MeasureSqliteLedger : IMode
{
    private const string Insert = "INSERT INTO documents ?";
    private const string Find = "SELECT * FROM documents WHERE name = ?";

    private static readonly string Note = new('n', 400);

    public string Name => "sqlite ledger";

    public string Usage => "[rounds [folder]]: transactions of 1 and of 64 clients on the SQLite store, and reads by an index, against plain SQL and the disk";

    public Task<int> RunAsync(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 9;
        using var folder = new BenchmarkFolder(arguments.Skip(1).FirstOrDefault());
        Write(folder.Path, rounds);
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
            .Add("ledger: 64 clients", () => InsertsPerSecond(folder, 64, 10_000, SqliteDurability.Full, isIndexed: false))
            .Add("ledger: 64 clients, indexed", () => InsertsPerSecond(folder, 64, 10_000, SqliteDurability.Full, isIndexed: true))
            .Add("ledger: 1 client", () => InsertsPerSecond(folder, 1, 1_500, SqliteDurability.Full, isIndexed: false))
            .Add(shaped10Normal, () => RawBounds.LedgerShapedPerSecond(folder, 10, 20_000, "NORMAL"))
            .Add("ledger: NORMAL, 64 clients", () => InsertsPerSecond(folder, 64, 10_000, SqliteDurability.Normal, isIndexed: false))
            .Add("bound: ADO.NET read by text key, reads/s", () => TextReadsPerSecond(folder))
            .Add("ledger: read by index, one transaction each, reads/s", () => IndexedReadsPerSecond(folder))
            .Run();
        measures.Print("tx/s");
        measures.PrintRatio("L1: 64 clients / ledger-shaped SQL", "ledger: 64 clients", shaped100);
        measures.PrintRatio("L1, indexed", "ledger: 64 clients, indexed", shaped100);
        measures.PrintRatio("L2: 1 client / flush", "ledger: 1 client", flush);
        measures.PrintRatio("L4: NORMAL, 64 clients / ledger-shaped SQL NORMAL 10", "ledger: NORMAL, 64 clients", shaped10Normal);
        measures.PrintRatio("L6: read by index / ADO.NET read by text key (rates)", "ledger: read by index, one transaction each, reads/s", "bound: ADO.NET read by text key, reads/s");
    }

    private static double InsertsPerSecond(string folder, int clients, int count, SqliteDurability durability, bool isIndexed)
    {
        using var ledger = NewLedger(folder, durability, isIndexed);
        var documents = Enumerable.Range(0, count).Select(Document).ToArray();
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var session = await LedgerSession.StartAsync(ledger);
            for (var number = client; number < count; number += clients)
            {
                await session.RunAsync((Insert, [documents[number]]));
            }
        }))).GetAwaiter().GetResult();
        var rate = count / clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {clients} clients, {durability}: {(GC.GetTotalAllocatedBytes() - allocated) / count:N0} B/tx, driver included; {count / (double)ledger.Statistics.CommitGroups:N1} tx/group"));
        return rate;
    }

    private static double IndexedReadsPerSecond(string folder)
    {
        const int documents = 2_000;
        const int reads = 3_000;
        using var ledger = NewLedger(folder, SqliteDurability.Off, isIndexed: true);
        var session = LedgerSession.StartAsync(ledger).GetAwaiter().GetResult();
        for (var number = 0; number < documents; number++)
        {
            session.RunAsync((Insert, [Document(number)])).GetAwaiter().GetResult();
        }

        var clock = Stopwatch.StartNew();
        for (var read = 0; read < reads; read++)
        {
            _ = session.RunAsync((Find, [IonElement.OfString(DocumentName(read * 7919 % documents))])).GetAwaiter().GetResult().Single();
        }

        return reads / clock.Elapsed.TotalSeconds;
    }

    private static double TextReadsPerSecond(string folder)
    {
        const int documents = 2_000;
        const int reads = 3_000;
        using var connection = TextKeyedTable.Create(folder, documents);
        using var command = TextKeyedTable.PrepareRead(connection, out var key);
        var clock = Stopwatch.StartNew();
        for (var read = 0; read < reads; read++)
        {
            TextKeyedTable.Read(command, key, read * 7919 % documents);
        }

        return reads / clock.Elapsed.TotalSeconds;
    }

    private static Qldb.Ledger.Ledger NewLedger(string folder, SqliteDurability durability, bool isIndexed)
    {
        var options = new SqliteLedgerStoreOptions { Path = RawBounds.NewFile(folder, "ledger.db"), Durability = durability };
        var ledger = Qldb.Ledger.Ledger.Open(SqliteLedgerStore.Create(options, "bench"));
        var session = LedgerSession.StartAsync(ledger).GetAwaiter().GetResult();
        session.RunAsync(("CREATE TABLE documents", [])).GetAwaiter().GetResult();
        if (isIndexed)
        {
            session.RunAsync(("CREATE INDEX ON documents (name)", [])).GetAwaiter().GetResult();
        }

        return ledger;
    }

    private static IonElement Document(int number) =>
        IonElement.ParseText($"{{name: \"{DocumentName(number)}\", number: {number}, note: \"{Note}\"}}");

    private static string DocumentName(int number) => (number * 2_654_435_761L % 1_000_000_007).ToString("D22", CultureInfo.InvariantCulture);
}
