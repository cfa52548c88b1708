using System.Diagnostics;
using System.Globalization;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ion;

namespace Qldb.Benchmarks.Driver;

/// <summary>
/// What the driver adds to the commands it sends: CPU time of the process and bytes per transaction against <see cref="HandCoded"/>, in
/// interleaved rounds over <see cref="InstantService"/>.
/// </summary>
internal sealed class MeasureDriver : IMode
{
    private const string Statement = "SELECT * FROM Person WHERE Name = ?";
    private const int Rounds = 7;

    private sealed record Person(string Name, int Age, string City, int Id);

    public string Name => "measure driver";

    public string Usage => "the driver against the same commands in a bare loop, its pool against a plain one; rows, waiters, idle sessions, collections: [--seconds 0.4 per round] [--acquires 1000000]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var index = Array.IndexOf(arguments, "--seconds");
        var time = TimeSpan.FromSeconds(index < 0 ? 0.4 : double.Parse(arguments[index + 1], CultureInfo.InvariantCulture));
        foreach (var callers in new[] { 1, 64 })
        {
            var service = new InstantService(rows: 1);
            await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "bench" }, service);
            await CompareAsync(
                $"1 statement, 1 parameter, 1 row, {callers} caller(s)", callers, time,
                () => driver.ExecuteAsync(ReadOneAsync),
                () => HandCoded.TransactAsync(service, Statement, "Ada", row => row.Length));
        }

        var none = new InstantService(rows: 0);
        await using var empty = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "bench" }, none);
        await CompareAsync("an empty transaction", 1, time, () => empty.ExecuteAsync(static _ => Task.CompletedTask), () => HandCoded.TransactAsync(none));

        var many = new InstantService(rows: 200);
        await using var streaming = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "bench" }, many);
        await CompareAsync(
            "200 rows streamed as records", 1, time,
            () => streaming.ExecuteAsync(ReadRecordsAsync),
            () => HandCoded.TransactAsync(many, Statement, "Ada", row => IonMapper.FromIon<Person>(IonElement.Parse(row))));
        await MeasureWaitersAsync(1_000);
        await MeasureWaitersAsync(10_000);
        await MeasureWaitersAsync(100_000);
        await MeasurePool.CompareAsync((what, callers, subject, peer) => CompareAsync(what, callers, time, subject, peer, "pool", "plain Ask pool"));
        await MeasurePool.IdleSessionsAsync(1_000);
        await MeasurePool.EmbeddedAsync(20_000);
        index = Array.IndexOf(arguments, "--acquires");
        await MeasurePool.AcquiresAsync(index < 0 ? 1_000_000 : int.Parse(arguments[index + 1], CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<int> ReadOneAsync(TransactionExecutor txn)
    {
        var bytes = 0;
        await foreach (var row in (await txn.ExecuteAsync(Statement, "Ada")).ReadIonBinaryAsync())
            bytes += row.Length;
        return bytes;
    }

    private static async Task<int> ReadRecordsAsync(TransactionExecutor txn)
    {
        var ages = 0;
        await foreach (var person in (await txn.ExecuteAsync(Statement, "Ada")).ReadAsync<Person>())
            ages += person.Age;
        return ages;
    }

    private static async Task CompareAsync(
        string what, int callers, TimeSpan time, Func<Task> subject, Func<Task> baseline, string subjectName = "driver", string baselineName = "bare loop")
    {
        await RunAsync(callers, time, subject);
        await RunAsync(callers, time, baseline);
        var (subjects, baselines) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            subjects.Add(await RunAsync(callers, time, subject));
            baselines.Add(await RunAsync(callers, time, baseline));
        }

        var ratios = subjects.Zip(baselines, (a, b) => a.CpuMicroseconds / b.CpuMicroseconds).Order().ToList();
        var (s, b) = (Median(subjects), Median(baselines));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-46} {subjectName} {s.CpuMicroseconds,7:F1} us CPU {s.Bytes,8:F0} B {s.PerSecond,8:F0}/s   {baselineName} {b.CpuMicroseconds,7:F1} us CPU {b.Bytes,8:F0} B {b.PerSecond,8:F0}/s   CPU ratio {ratios[Rounds / 2]:F2} [{ratios[0]:F2}..{ratios[^1]:F2}]"));
    }

    private static async Task<Cost> RunAsync(int callers, TimeSpan time, Func<Task> call)
    {
        var process = Process.GetCurrentProcess();
        var (bytes, cpu, watch) = (GC.GetTotalAllocatedBytes(precise: true), process.TotalProcessorTime, Stopwatch.StartNew());
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var calls = 0L;
            while (watch.Elapsed < time)
            {
                await call();
                calls++;
                if (callers > 1)
                    await Task.Yield();
            }

            return calls;
        })));
        process.Refresh();
        var total = (double)counts.Sum();
        return new Cost(
            (process.TotalProcessorTime - cpu).TotalMicroseconds / total, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / total, total / watch.Elapsed.TotalSeconds);
    }

    private static async Task MeasureWaitersAsync(int waiters)
    {
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "bench", PoolLimit = 1, AcquireTimeout = TimeSpan.FromMinutes(5) }, new InstantService(rows: 1));
        var session = await driver.GetSessionAsync();
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var waiting = Enumerable.Range(0, waiters).Select(_ => driver.ExecuteAsync(static _ => Task.CompletedTask)).ToList();
        while ((await driver.GetPoolStatisticsAsync()).Waiting < waiters)
            await Task.Yield();
        await session.DisposeAsync();
        await Task.WhenAll(waiting);
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{waiters} requests queued behind one session: {(process.TotalProcessorTime - cpu).TotalMicroseconds / waiters:F1} us CPU each, queueing, deadline and transaction included"));
    }

    private static Cost Median(List<Cost> costs) => new(
        costs.Select(cost => cost.CpuMicroseconds).Order().ElementAt(costs.Count / 2),
        costs.Select(cost => cost.Bytes).Order().ElementAt(costs.Count / 2),
        costs.Select(cost => cost.PerSecond).Order().ElementAt(costs.Count / 2));

    private readonly record struct Cost(double CpuMicroseconds, double Bytes, double PerSecond);
}
