using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ledger.Server;

namespace Qldb.Benchmarks.Server;

/// <summary>
/// The server under load, signatures checked and commits durable, in turns with an empty Kestrel endpoint that gets the same kind of requests from the same
/// load generator. Load generator, server and bound share the process and its processors.
/// </summary>
internal sealed class LoadServer : IMode
{
    private const int Connections = 64;
    private const int IdleSessions = 1_500;
    private const int WarmUpOperations = 15_000;
    private const int Rounds = 9;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);

    public string Name => "load server";

    public string Usage => "Transactions per second and latency over HTTP against an empty Kestrel endpoint, with 1,500 idle sessions open. Option: a folder on the medium to measure.";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var folder = new BenchmarkFolder(arguments.FirstOrDefault());
        using var ledgers = LedgerDirectory.Open(new BenchmarkLedgerFolder(folder.Path));
        ledgers.EnsureCreated("load");
        await using var server = await LedgerServer.StartAsync(
            new LedgerServerOptions { Listen = ["http://127.0.0.1:0"], AccessKeys = [new() { Id = LoadConnection.KeyId, Secret = LoadConnection.Secret }], DrainTimeout = TimeSpan.Zero }, ledgers);
        var (empty, emptyAddress) = await EmptyServer.StartAsync();

        var idle = await IdleAsync(server.Addresses[0], emptyAddress);
        await RequestAsync(server.Addresses[0], emptyAddress);
        await ThroughputAsync(server.Addresses[0], emptyAddress);
        await LatencyAsync(server.Addresses[0], emptyAddress, ledgers, folder.Path);
        idle.ForEach(connection => connection.Dispose());
        await empty.DisposeAsync();
        return 0;
    }

    /// <summary>
    /// Goal M2. Both ends of each connection live here; what the client's end costs is measured by itself, on connections that nobody accepts, and taken off both
    /// rows. It is a little less than the truth, because nothing was ever received on those: what is left for the server is a little more.
    /// </summary>
    private static async Task<List<LoadConnection>> IdleAsync(Uri address, Uri emptyAddress)
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        nobody.Listen(IdleSessions + 1);
        var nowhere = new Uri($"http://127.0.0.1:{((IPEndPoint)nobody.LocalEndPoint!).Port}");
        var (ofClient, client) = await MemoryAsync(nowhere, connection => connection.SendAsync("{}"));
        var (withoutSessions, bound) = await MemoryAsync(emptyAddress, connection => connection.PostAsync("{}"));
        var (withSessions, idle) = await MemoryAsync(address, connection => LoadSession.StartAsync(connection));
        bound.Concat(client).ToList().ForEach(connection => connection.Dispose());
        Print($"M2 idle session with its connection, B    {withSessions - ofClient,8:N0}   {"empty Kestrel connection",-32} {withoutSessions - ofClient,8:N0}   ({IdleSessions} of each, managed; the client's end of {ofClient:N0} taken off both)");
        return idle;
    }

    private static async Task<(long BytesEach, List<LoadConnection> Connections)> MemoryAsync(Uri address, Func<LoadConnection, Task> use)
    {
        var connections = new List<LoadConnection>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < IdleSessions; i++)
        {
            connections.Add(await LoadConnection.OpenAsync(address));
            await use(connections[^1]);
        }

        return ((GC.GetTotalMemory(forceFullCollection: true) - before) / IdleSessions, connections);
    }

    /// <summary>What the way through the server costs by itself: a command that does nothing, signed, against a request that does nothing.</summary>
    private static async Task RequestAsync(Uri address, Uri emptyAddress)
    {
        using var connection = await LoadConnection.OpenAsync(address);
        var session = await LoadSession.StartAsync(connection);
        using var bound = await LoadConnection.OpenAsync(emptyAddress);
        var body = session.AbortText;
        await WarmUpAsync([session], one => one.AbortAsync());
        await WarmUpAsync([bound], one => one.PostAsync(body));

        Cost[] commands = new Cost[Rounds], requests = new Cost[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            requests[round] = await CostAsync(() => bound.PostAsync(body));
            commands[round] = await CostAsync(session.AbortAsync);
        }

        Report("Processor time of an empty command, us", commands, cost => cost.ProcessorMicroseconds, "an empty request", requests, cost => cost.ProcessorMicroseconds);
        Report("Bytes allocated by an empty command", commands, cost => cost.Bytes, "an empty request", requests, cost => cost.Bytes);
    }

    private static async Task<Cost> CostAsync(Func<Task> operation)
    {
        const int calls = 1_000;
        var (processor, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < calls; i++)
        {
            await operation();
        }

        return new((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / calls, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)calls);
    }

    /// <summary>Goal S1.</summary>
    private static async Task ThroughputAsync(Uri address, Uri emptyAddress)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => LoadConnection.OpenAsync(address)));
        var sessions = await Task.WhenAll(connections.Select(LoadSession.StartAsync));
        var bounds = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => LoadConnection.OpenAsync(emptyAddress)));
        await sessions[0].CreateTableAsync();
        var body = new string('x', 400);
        await WarmUpAsync(sessions, session => session.InsertAsync());
        await WarmUpAsync(bounds, connection => connection.PostAsync(body));

        Load[] transactions = new Load[Rounds], requests = new Load[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            requests[round] = await RateAsync(bounds, connection => connection.PostAsync(body));
            transactions[round] = await RateAsync(sessions, session => session.InsertAsync());
        }

        Report($"S1 transactions/s, {Connections} connections", transactions, load => load.PerSecond, "empty Kestrel requests/s / 3", requests, load => load.PerSecond / 3);
        Report("S1 processor time of a transaction, us", transactions, load => load.ProcessorMicroseconds, "3 empty requests", requests, load => load.ProcessorMicroseconds * 3);
    }

    /// <summary>Goal S2, and what of it is the engine's: the same transaction on the same ledger without a server.</summary>
    private static async Task LatencyAsync(Uri address, Uri emptyAddress, LedgerDirectory ledgers, string folder)
    {
        using var connection = await LoadConnection.OpenAsync(address);
        var session = await LoadSession.StartAsync(connection);
        using var bound = await LoadConnection.OpenAsync(emptyAddress);
        using var file = File.OpenHandle(Path.Combine(folder, "flush"), FileMode.Create, FileAccess.Write, preallocationSize: 4096);
        var page = new byte[4096];
        var body = new string('x', 400);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = emptyAddress };
        var embedded = await EmbeddedLoadSession.StartAsync(ledgers);

        double[] transactions = new double[Rounds], parts = new double[Rounds], barest = new double[Rounds], inProcess = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            transactions[round] = await MedianTimeAsync(session.InsertAsync);
            inProcess[round] = await MedianTimeAsync(embedded.InsertAsync);
            var request = await MedianTimeAsync(() => bound.PostAsync(body));
            var httpRequest = await MedianTimeAsync(async () =>
            {
                using var answer = await http.PostAsync(emptyAddress, new StringContent(body));
                await answer.Content.ReadAsByteArrayAsync();
            });
            var flush = await MedianTimeAsync(() =>
            {
                RandomAccess.Write(file, page, 0);
                RandomAccess.FlushToDisk(file);
                return Task.CompletedTask;
            });
            parts[round] = (3 * httpRequest) + flush;
            barest[round] = 3 * request;
        }

        Report("S2 transaction p50, one connection, us", transactions, time => time, "3 HttpClient calls and a flush", parts, time => time);
        Report("   the same", transactions, time => time, "in process, without a server", inProcess, time => time);
        Report("   of it the server's", [.. transactions.Zip(inProcess, (all, engine) => all - engine)], time => time, "3 empty requests by raw socket", barest, time => time);
    }

    private static void Report<T>(string name, T[] subject, Func<T, double> value, string boundName, T[] bound, Func<T, double> boundValue)
    {
        var ratios = subject.Zip(bound, (a, b) => value(a) / boundValue(b)).Order().ToArray();
        Print($"{name,-42} {Median([.. subject.Select(value)]),8:N0}   {boundName,-32} {Median([.. bound.Select(boundValue)]),8:N0}   ratio {ratios[Rounds / 2]:F2} [{ratios[0]:F2}..{ratios[^1]:F2}]");
    }

    /// <summary>Long enough for the compiler's last word; counted in operations, because on a busy machine time says little.</summary>
    private static Task WarmUpAsync<T>(T[] clients, Func<T, Task> operation)
        => Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < WarmUpOperations / clients.Length; i++)
            {
                await operation(client);
            }
        })));

    private static async Task<Load> RateAsync<T>(T[] clients, Func<T, Task> operation)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < RoundTime; count++)
            {
                await operation(client);
            }

            return count;
        })));
        return new(counts.Sum() / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / counts.Sum());
    }

    private static async Task<double> MedianTimeAsync(Func<Task> operation)
    {
        const int calls = 300;
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await operation();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return Median(times);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a round saw. Processor time, of the whole process, is what other processes on the machine do not add to.</summary>
    private readonly record struct Load(double PerSecond, double ProcessorMicroseconds);

    /// <summary>What one operation costs the process: both ends, the client's being the same in every row.</summary>
    private readonly record struct Cost(double ProcessorMicroseconds, double Bytes);
}
