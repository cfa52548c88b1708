using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Qldb.Benchmarks.Ledgers;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ion;
using Qldb.Ledger.Sqlite;
using Qldb.PartiQL;

namespace Qldb.Benchmarks.PartiQL;

/// <summary>
/// What do statements cost, in processor time and bytes of one thread, so that whoever else is on the machine does not show: scans beside a loop over the
/// same documents that does no more than it must, and preparation of statements that nobody has prepared yet.
/// </summary>
internal sealed class MeasureStatements : IMode
{
    private const int Documents = 20_000;

    private static readonly string[] Cookbook =
    [
        "SELECT * FROM Vehicle WHERE VIN = ?",
        "SELECT VALUE v.Model FROM Vehicle AS v BY id WHERE id = ?",
        "SELECT v.VIN, r.City FROM Vehicle AS v, VehicleRegistration AS r WHERE v.VIN = ? AND v.VIN = r.VIN",
        "SELECT r.VIN, o.PersonId FROM VehicleRegistration AS r, @r.Owners.SecondaryOwners AS o WHERE r.VIN = ?",
        "UPDATE Vehicle AS v SET v.Owners.PrimaryOwner.PersonId = ? WHERE v.VIN = ?",
        "INSERT INTO Vehicle ?",
        "DELETE FROM Vehicle AS v WHERE v.VIN = ?",
        "SELECT COUNT(*) FROM Vehicle",
    ];

    public string Name => "statements";

    public string Usage => "[rounds [folder]]: documents scanned in a second of processor time, alone and in ledgers, beside bare loops; time and bytes to prepare statements of the cookbook";

    public async Task<int> RunAsync(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 15;
        using var folder = new BenchmarkFolder(arguments.Skip(1).FirstOrDefault());
        await MeasureScans(rounds, folder.Path);
        MeasurePreparation(rounds);
        return 0;
    }

    private static async Task MeasureScans(int rounds, string folder)
    {
        var table = new BenchmarkTable(Documents);
        using var rows = TextKeyedTable.Create(folder, Documents);
        using var memory = await BenchmarkLedger.InMemory();
        using var sqlite = await BenchmarkLedger.InSqlite(folder, SqliteDurability.Off);
        await memory.Fill(Documents);
        await sqlite.Fill(Documents);
        var (inMemory, inSqlite) = (await BenchmarkSession.Start(memory.Client), await BenchmarkSession.Start(sqlite.Client));
        var scans = new Dictionary<string, Func<int>>
        {
            ["bound: loop, parse, two fields compared"] = () => BareLoop(table),
            ["SELECT COUNT(*) FROM Vehicle"] = Scan("SELECT COUNT(*) FROM Vehicle"),
            ["SELECT * … WHERE two fields"] = Scan("SELECT * FROM Vehicle AS v WHERE v.Make = 'Make7' AND v.Color = 'Silver'"),
            ["SELECT three columns"] = Scan("SELECT v.VIN, v.Owners.PrimaryOwner.PersonId, v.Penalty FROM Vehicle AS v"),
            ["SELECT SUM, MAX"] = Scan("SELECT SUM(v.Penalty), MAX(v.VIN) FROM Vehicle AS v"),
            ["ledger in memory, documents of 500 B, one field"] = () => ScanLedger(inMemory),
            ["bound: SQLite, rows of 500 B through ADO.NET"] = () => ReadRows(rows),
            ["ledger in SQLite, documents of 500 B, one field"] = () => ScanLedger(inSqlite),
        };
        var times = scans.ToDictionary(static scan => scan.Key, static _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, scan) in scans)
            {
                var time = TimeOf(() => scan());
                if (round > 0)
                {
                    times[name].Add(time);
                }
            }
        }

        foreach (var (name, samples) in times)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {Documents / Median(samples),12:N0} documents/s"));
        }

        Func<int> Scan(string text)
        {
            var statement = PreparedStatement.Prepare(text, table);
            return () => statement.Execute(table, []).Count();
        }
    }

    private static int ScanLedger(BenchmarkSession session)
        => session.Run(new BenchmarkStatement("SELECT COUNT(*) FROM Person AS p WHERE p.visits = -1")).GetAwaiter().GetResult().Values.Count;

    private static int ReadRows(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT v FROM t";
        using var rows = command.ExecuteReader();
        var read = 0;
        while (rows.Read())
        {
            read += rows.GetFieldValue<byte[]>(0).Length > 0 ? 1 : 0;
        }

        return read;
    }

    /// <summary>What no engine can do without, over documents as a store delivers them: bytes that must be checked, and two fields found in them.</summary>
    private static int BareLoop(BenchmarkTable table)
    {
        var found = 0;
        foreach (var row in table.Scan(table))
        {
            var document = IonElement.Parse(row.Value.AsBinary());
            if (document.TryGetField("Make", out var make) && make.GetUtf8().SequenceEqual("Make7"u8)
                && document.TryGetField("Color", out var color) && color.GetUtf8().SequenceEqual("Silver"u8))
            {
                found++;
            }
        }

        return found;
    }

    private static void MeasurePreparation(int rounds)
    {
        const int repetitions = 2_000;
        var table = new BenchmarkTable(count: 1);
        foreach (var text in Cookbook)
        {
            var times = new List<double>();
            var bytes = 0L;
            for (var round = 0; round <= rounds; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                times.Add(TimeOf(() =>
                {
                    for (var i = 0; i < repetitions; i++)
                    {
                        PreparedStatement.Prepare(text, table);
                    }
                }));
                bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / repetitions;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"L7: {Shortened(text),-54} {Median(times[1..]) / repetitions * 1e6,8:N1} us {bytes,8:N0} B"));
        }

        static string Shortened(string text) => text.Length <= 54 ? text : new StringBuilder(text, 0, 53, 54).Append('…').ToString();
    }

    // The process does nothing else while it measures.
    private static double TimeOf(Action action)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        action();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static double Median(List<double> samples) => samples.Order().ElementAt(samples.Count / 2);
}
