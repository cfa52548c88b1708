using System.Globalization;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ledger.Sqlite;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>What does a transaction cost, from the session command to the durable block? Rates beside the bounds of disk and plain SQL, processor time and bytes as they are.</summary>
internal sealed class MeasureLedger : IMode
{
    private const string Flush = "bound: 4 KB write + flush";
    private const string ShapedFull = "bound: ledger-shaped SQL, FULL, groups of 100";
    private const string ShapedAlone = "bound: ledger-shaped SQL, FULL, one by one";
    private const string ShapedNormal = "bound: ledger-shaped SQL, NORMAL, groups of 10";

    private static readonly BenchmarkStatement[] Inserts = [.. Enumerable.Range(0, 20_000).Select(BenchmarkLedger.Insert)];

    public string Name => "ledger";

    public string Usage => "[rounds [folder]]: inserts of 1, 16 and 64 clients in SQLite and in memory, and reads by an index, against plain SQL and the disk";

    public async Task<int> RunAsync(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 9;
        using var folder = new BenchmarkFolder(arguments.Skip(1).FirstOrDefault());
        Write(folder.Path, rounds);
        await PointReads.Report(folder.Path, rounds);
        return 0;
    }

    private static void Write(string folder, int rounds)
    {
        var measures = new InterleavedRounds(rounds)
            .Add(Flush, () => RawBounds.FlushesPerSecond(folder, 1_500))
            .Add(ShapedFull, () => RawBounds.LedgerShapedPerSecond(folder, 100, 20_000, "FULL"))
            .Add(ShapedAlone, () => RawBounds.LedgerShapedPerSecond(folder, 1, 2_000, "FULL"))
            .Add("SQLite FULL, 64 clients", () => InSqlite(folder, SqliteDurability.Full, 64))
            .Add("SQLite FULL, 16 clients", () => InSqlite(folder, SqliteDurability.Full, 16))
            .Add("SQLite FULL, 1 client", () => InSqlite(folder, SqliteDurability.Full, 1))
            .Add(ShapedNormal, () => RawBounds.LedgerShapedPerSecond(folder, 10, 20_000, "NORMAL"))
            .Add("SQLite NORMAL, 64 clients", () => InSqlite(folder, SqliteDurability.Normal, 64))
            .Add("memory, 64 clients", () => InsertLoad.Run(BenchmarkLedger.InMemory, 64, Inserts))
            .Add("memory, 16 clients", () => InsertLoad.Run(BenchmarkLedger.InMemory, 16, Inserts))
            .Add("memory, 1 client", () => InsertLoad.Run(BenchmarkLedger.InMemory, 1, Inserts))
            .Run(warmUps: 4);
        measures.Print("tx/s");
        measures.PrintRatio("L1: SQLite FULL, 64 clients / ledger-shaped SQL", "SQLite FULL, 64 clients", ShapedFull);
        measures.PrintRatio("L2: SQLite FULL, 1 client / flush", "SQLite FULL, 1 client", Flush);
        measures.PrintRatio("L2's own bound: ledger-shaped SQL, one by one / flush", ShapedAlone, Flush);
        measures.PrintRatio("SQLite FULL, 1 client / ledger-shaped SQL, one by one", "SQLite FULL, 1 client", ShapedAlone);
        measures.PrintRatio("L4: SQLite NORMAL, 64 clients / ledger-shaped SQL NORMAL", "SQLite NORMAL, 64 clients", ShapedNormal);
        measures.PrintRatio("L4: memory, 64 clients / ledger-shaped SQL NORMAL", "memory, 64 clients", ShapedNormal);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"M3: allocated for one insert",-58} {measures.MedianBytes("SQLite FULL, 64 clients"),12:N0} B"));
    }

    private static Measurement InSqlite(string folder, SqliteDurability durability, int clients)
        => InsertLoad.Run(() => BenchmarkLedger.InSqlite(folder, durability), clients, clients == 1 ? Inserts[..2_000] : Inserts);
}
