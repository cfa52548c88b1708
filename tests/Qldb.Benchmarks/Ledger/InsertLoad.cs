using System.Diagnostics;
using Qldb.Ledger;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>Clients that insert one document of 500 bytes in each transaction, as fast as they are answered.</summary>
internal static class InsertLoad
{
    /// <summary>Runs the inserts on a new ledger, once the first of them are through, so that none pays for the ledger's beginnings.</summary>
    public static Measurement Run(Func<Task<BenchmarkLedger>> open, int clients, BenchmarkStatement[] inserts)
        => RunAsync(open, clients, inserts).GetAwaiter().GetResult();

    private static async Task<Measurement> RunAsync(Func<Task<BenchmarkLedger>> open, int clients, BenchmarkStatement[] inserts)
    {
        using var ledger = await open();
        var sessions = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => BenchmarkSession.Start(ledger.Client)));
        await Insert(sessions, inserts.AsMemory(0, inserts.Length / 10));
        var before = ledger.Ledger.Statistics;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        await Insert(sessions, inserts);
        var elapsed = clock.Elapsed;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Measurement(
            inserts.Length / elapsed.TotalSeconds, processor.TotalMicroseconds / inserts.Length, allocated / (double)inserts.Length, GroupSize(before, ledger.Ledger.Statistics));
    }

    private static Task Insert(BenchmarkSession[] sessions, ReadOnlyMemory<BenchmarkStatement> inserts)
    {
        var next = -1;
        return Task.WhenAll(sessions.Select(session => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < inserts.Length)
            {
                await session.Run(inserts.Span[number]);
            }
        })));
    }

    private static double GroupSize(LedgerStatistics before, LedgerStatistics after)
        => (after.Blocks - before.Blocks) / (double)(after.CommitGroups - before.CommitGroups);
}
