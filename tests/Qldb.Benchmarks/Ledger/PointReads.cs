using System.Diagnostics;
using System.Globalization;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ledger.Sqlite;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>Transactions that read one document by an indexed field, beside reads of a row of the same size by a text key through ADO.NET.</summary>
internal static class PointReads
{
    private const int Documents = 20_000;
    private const int Reads = 2_000;

    public static async Task Report(string folder, int rounds)
    {
        using var text = TextKeyedTable.Create(folder, Documents);
        using var command = TextKeyedTable.PrepareRead(text, out var key);
        using var sqlite = await BenchmarkLedger.InSqlite(folder, SqliteDurability.Off);
        using var memory = await BenchmarkLedger.InMemory();
        await sqlite.Fill(Documents);
        await memory.Fill(Documents);
        var (fromSqlite, fromMemory) = (await BenchmarkSession.Start(sqlite.Client), await BenchmarkSession.Start(memory.Client));
        var (bound, ours, inMemory) = (new Times(), new Times(), new Times());
        var random = new Random(1);
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < Reads; i++)
            {
                var number = random.Next(Documents);
                var read = BenchmarkLedger.Read(number);
                bound.Start();
                _ = TextKeyedTable.Read(command, key, number);
                bound.Stop(counts: round > 0);
                ours.Start();
                await fromSqlite.Run(read);
                ours.Stop(counts: round > 0);
                inMemory.Start();
                await fromMemory.Run(read);
                inMemory.Stop(counts: round > 0);
            }
        }

        bound.Print("bound: ADO.NET read by text key");
        ours.Print("ledger in SQLite: transaction of one read by index");
        inMemory.Print("ledger in memory: transaction of one read by index");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{"L6: read by index / ADO.NET read by text key",-58} p50 {ours.At(0.5) / bound.At(0.5):N2} x, p99 {ours.At(0.99) / bound.At(0.99):N2} x"));
    }

    private sealed class Times
    {
        private readonly List<double> _microseconds = [];
        private long _allocated;
        private long _bytes;
        private long _start;

        public void Start()
        {
            _allocated = GC.GetAllocatedBytesForCurrentThread();
            _start = Stopwatch.GetTimestamp();
        }

        public void Stop(bool counts)
        {
            var time = Stopwatch.GetElapsedTime(_start).TotalMicroseconds;
            if (counts)
            {
                _bytes += GC.GetAllocatedBytesForCurrentThread() - _allocated;
                _microseconds.Add(time);
            }
        }

        public double At(double quantile) => _microseconds.Order().ElementAt((int)(_microseconds.Count * quantile));

        public void Print(string name) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-58} p50 {At(0.5):N1} us, p99 {At(0.99):N1} us, {_bytes / _microseconds.Count:N0} B"));
    }
}
