using System.Globalization;
using Qldb.Benchmarks.Sqlite;
using Qldb.Ledger.Server;
using Qldb.Ledger.Server.Tests.Interop;

namespace Qldb.Benchmarks.Server;

/// <summary>
/// Goal S3: the official Node.js driver against a server, signed and durable, in turns with the same driver against a stub. Above 0.9 the driver is the
/// bottleneck, not the server.
/// </summary>
internal sealed class LoadNodeDriver : IMode
{
    private const int Transactions = 400;
    private const int Rounds = 5;

    public string Name => "load node-driver";

    public string Usage => "Transactions per second of the official Node.js driver (3.1.0) against the server and against a stub. Needs Node.js and npm. Option: a folder on the medium to measure.";

    public async Task<int> RunAsync(string[] arguments)
    {
        if (NodeDriver.MissingBecause.Value is { } reason)
        {
            Console.WriteLine($"Not measured: {reason}");
            return 1;
        }

        using var folder = new BenchmarkFolder(arguments.FirstOrDefault());
        using var ledgers = LedgerDirectory.Open(new BenchmarkLedgerFolder(folder.Path));
        ledgers.EnsureCreated("load");
        await using var server = await LedgerServer.StartAsync(
            new LedgerServerOptions { Listen = ["http://127.0.0.1:0"], AccessKeys = [new() { Id = LoadConnection.KeyId, Secret = LoadConnection.Secret }], DrainTimeout = TimeSpan.Zero }, ledgers);
        using (var connection = await LoadConnection.OpenAsync(server.Addresses[0]))
        {
            await (await LoadSession.StartAsync(connection)).CreateTableAsync();
        }

        var (stub, stubAddress) = await StubServer.StartAsync();
        foreach (var concurrency in new[] { 1, 16 })
        {
            await ReportAsync(server.Addresses[0], stubAddress, concurrency);
        }

        await stub.DisposeAsync();
        return 0;
    }

    private static async Task ReportAsync(Uri address, Uri stubAddress, int concurrency)
    {
        Load[] served = new Load[Rounds], stubbed = new Load[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            stubbed[round] = await RunAsync(stubAddress, concurrency);
            served[round] = await RunAsync(address, concurrency);
        }

        var ratios = served.Zip(stubbed, (server, stub) => server.PerSecond / stub.PerSecond).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"S3 transactions/s, {concurrency,2} in flight   {Median(served, load => load.PerSecond):N0}   against a stub {Median(stubbed, load => load.PerSecond):N0}   ratio {ratios[Rounds / 2]:F2} [{ratios[0]:F2}..{ratios[^1]:F2}]   processor time of a transaction: driver {Median(served, load => load.DriverMicroseconds):N0} us, server {Median(served, load => load.ServerMicroseconds):N0} us"));
    }

    private static async Task<Load> RunAsync(Uri address, int concurrency)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var (exitCode, output) = await NodeDriver.RunAsync(
            ["load.mjs", $"{Transactions}", $"{concurrency}"], address, LoadConnection.KeyId, LoadConnection.Secret, ledger: "load");
        var figures = exitCode == 0 ? output.Split(' ') : throw new InvalidOperationException(output);
        return new(double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture), (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / (Transactions * 1.25));
    }

    private static double Median(Load[] loads, Func<Load, double> figure) => loads.Select(figure).Order().ElementAt(loads.Length / 2);

    /// <summary>One run of the script. The server's processor time is this process's, over the warm-up of a quarter as well.</summary>
    private readonly record struct Load(double PerSecond, double DriverMicroseconds, double ServerMicroseconds);
}
