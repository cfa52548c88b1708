using System.Diagnostics;
using System.Globalization;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Verification;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>What does a transaction cost, from the session command to the durable block, and what does proving it cost? Each beside its bound.</summary>
internal sealed class MeasureLedger : IMode
{
    private const int Documents = 20_000;

    public string Name => "ledger";

    public string Usage => "[memory|sqlite|reads|verify]...: transactions, point reads, verification and proofs of the embedded ledger";

    public async Task<int> RunAsync(string[] arguments)
    {
        if (IsAsked("memory"))
        {
            await Transactions("memory", BenchmarkLedger.InMemory);
        }

        if (IsAsked("sqlite"))
        {
            using var folder = new BenchmarkFolder(null);
            await Transactions("SQLite, FULL", () => BenchmarkLedger.InSqlite(folder.Path, SqliteDurability.Full));
            await Transactions("SQLite, NORMAL", () => BenchmarkLedger.InSqlite(folder.Path, SqliteDurability.Normal));
        }

        if (arguments.Contains("profile"))
        {
            await Profile(int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture), arguments.Contains("disk"));
        }

        if (IsAsked("reads"))
        {
            await Reads();
        }

        if (IsAsked("verify"))
        {
            await Verification();
        }

        return 0;

        bool IsAsked(string part) => arguments.Length == 0 || arguments.Contains(part);
    }

    private static async Task Transactions(string name, Func<Task<BenchmarkLedger>> open)
    {
        var documents = Enumerable.Range(0, Documents).Select(BenchmarkLedger.Document).ToArray();
        foreach (var clients in new[] { 1, 16, 64 })
        {
            using var ledger = await open();
            await Insert(ledger, clients, documents[..2_000]);
            var before = ledger.Ledger.Statistics;
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var collections = GC.CollectionCount(2);
            var processor = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            await Insert(ledger, clients, documents);
            var elapsed = clock.Elapsed;
            processor = Environment.CpuUsage.TotalTime - processor;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            var after = ledger.Ledger.Statistics;
            Print($"{name}, {clients} clients: inserts of one 500 B document",
                $"{Documents / elapsed.TotalSeconds:N0} tx/s, {processor.TotalMicroseconds / Documents:N1} us of processor time/tx, {allocated / Documents:N0} B/tx, "
                + $"mean group {(after.Blocks - before.Blocks) / (double)(after.CommitGroups - before.CommitGroups):N1}, gen 2: {GC.CollectionCount(2) - collections}");
        }
    }

    private static async Task Profile(int clients, int count, bool sqlite)
    {
        using var folder = new BenchmarkFolder(null);
        using var ledger = sqlite ? await BenchmarkLedger.InSqlite(folder.Path, SqliteDurability.Full) : await BenchmarkLedger.InMemory();
        var documents = Enumerable.Range(0, count).Select(BenchmarkLedger.Document).ToArray();
        await Insert(ledger, clients, documents[..10_000]);
        await Task.Delay(500);
        await Insert(ledger, clients, documents[..10_000]);
        await Task.Delay(500);
        using var listener = Environment.GetEnvironmentVariable("ALLOC") is null ? null : new AllocationsByType();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        await Insert(ledger, clients, documents);
        var elapsed = clock.Elapsed;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var per = allocated / (double)count;
        Print($"{clients} clients", $"{count / elapsed.TotalSeconds:N0} tx/s, {processor.TotalMicroseconds / count:N1} us, {per:N0} B/tx");
        foreach (var (type, share) in listener?.Shares.Take(45) ?? [])
        {
            Print("  " + type, $"{share * per:N0}");
        }
    }

    private static async Task Insert(BenchmarkLedger ledger, int clients, byte[][] documents)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var session = await BenchmarkSession.Start(ledger.Client);
            while (Interlocked.Increment(ref next) is var number && number < documents.Length)
            {
                await session.Run(BenchmarkLedger.InsertStatement, BenchmarkLedger.InsertHash, documents[number]);
            }
        })));
    }

    private static async Task Reads()
    {
        using var folder = new BenchmarkFolder(null);
        foreach (var (name, open) in new (string, Func<Task<BenchmarkLedger>>)[]
        {
            ("memory", BenchmarkLedger.InMemory), ("SQLite", () => BenchmarkLedger.InSqlite(folder.Path, SqliteDurability.Off)),
        })
        {
            using var ledger = await open();
            await ledger.Fill(Documents);
            var session = await BenchmarkSession.Start(ledger.Client);
            var random = new Random(1);
            var keys = Enumerable.Range(0, 5_000).Select(_ => BenchmarkLedger.Key(random.Next(Documents))).ToList();
            var times = new List<double>();
            foreach (var key in keys.Concat(keys))
            {
                var start = Stopwatch.GetTimestamp();
                var page = await session.Run(BenchmarkLedger.ReadStatement, BenchmarkLedger.ReadHash, key);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                Debug.Assert(page.Values.Count == 1);
            }

            var settled = times.Skip(keys.Count).Order().ToList();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            await session.Run(BenchmarkLedger.ReadStatement, BenchmarkLedger.ReadHash, keys[0]);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Print($"{name}: transaction with one read by indexed field", $"p50 {settled[settled.Count / 2]:N1} us, p99 {settled[settled.Count * 99 / 100]:N1} us, {allocated:N0} B/tx");
        }
    }

    private static async Task Verification()
    {
        using var ledger = await BenchmarkLedger.InMemory();
        await ledger.Fill(Documents);
        var hash = new byte[32];
        var document = BenchmarkLedger.Document(1);
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            var verified = ledger.Ledger.VerifyJournal(new JournalVerificationOptions { DegreeOfParallelism = 1 });
            var one = clock.Elapsed;
            clock.Restart();
            var parallel = ledger.Ledger.VerifyJournal();
            Print("verification of the whole journal", verified.IsValid && parallel.IsValid
                ? $"{verified.RevisionCount / one.TotalSeconds:N0} revisions/s on one thread, {parallel.RevisionCount / clock.Elapsed.TotalSeconds:N0} on all"
                : $"FAILED: {verified.Fault ?? parallel.Fault}");
        }

        Interleaved.Report("Ion hash of a 500 B document", document.Length, () => IonHash.Compute(document, hash), "SHA-256 of it", () => System.Security.Cryptography.SHA256.HashData(document, hash));
        var tip = ledger.Ledger.Tip;
        var digest = ledger.Ledger.GetDigest();
        var address = new BlockAddress(tip.StrandId, 12_345);
        var block = ledger.Ledger.GetBlock(address, tip);
        block.Block.TryGetField("blockHash", out var leaf);
        var (leafHash, dots) = (new QldbHash(leaf.GetLob()), 20);
        Interleaved.Report("digest", 0, () => ledger.Ledger.GetDigest(), "20 dots", Dots);
        Interleaved.Report("block with proof", 0, () => ledger.Ledger.GetBlock(address, tip), "20 dots", Dots);
        Interleaved.Report("check of a proof", 0, () => ProofVerifier.Verify(leafHash, block.Proof!, digest.Hash), "20 dots", Dots);

        void Dots()
        {
            var folded = leafHash;
            for (var i = 0; i < dots; i++)
            {
                folded = folded.Dot(leafHash);
            }
        }
    }

    private static void Print(string name, string result) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-70} {result}"));
}
