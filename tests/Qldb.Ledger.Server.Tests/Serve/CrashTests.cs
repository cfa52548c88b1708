using System.Collections.Concurrent;
using System.Net.Sockets;
using Amazon.Runtime;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Serve;

/// <summary><c>qldb serve</c>, killed at its busiest, again and again on the same folder.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Clients = 8;
    private const int Crashes = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private int _attempted;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_transaction_is_there_after_each_crash_and_no_other_is_there_by_half()
    {
        for (var crash = 0; crash < Crashes; crash++)
        {
            await using (var server = await ServeProcess.StartAsync(_folder.Path, "--ledger", "led"))
            {
                await CheckAsync(server, created: crash > 0);
                var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var before = _acknowledged.Count;
                var load = Enumerable.Range(0, Clients).Select(_ => Task.Run(() => InsertUntilItDiesAsync(server, before + 100, enough))).ToArray();
                await enough.Task;
                server.Kill(); // with a commit under way for nearly every client
                await Task.WhenAll(load);
                await server.WaitForExitAsync();
            }
        }

        await using var last = await ServeProcess.StartAsync(_folder.Path);
        await CheckAsync(last, created: true);
    }

    /// <summary>Writes pairs of documents, and notes which were acknowledged.</summary>
    private async Task InsertUntilItDiesAsync(ServeProcess server, int enoughAt, TaskCompletionSource enough)
    {
        using var client = server.Sdk();
        try
        {
            var token = (await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } })).StartSession.SessionToken;
            while (true)
            {
                var n = Interlocked.Increment(ref _attempted);
                var insert = await Transaction.StartAsync(client, token);
                await insert.ExecuteAsync("INSERT INTO t VALUE {'n': ?, 'half': 1}", n);
                await insert.ExecuteAsync("INSERT INTO t VALUE {'n': ?, 'half': 2}", n);
                await insert.CommitAsync();
                _acknowledged[n] = true;
                if (_acknowledged.Count >= enoughAt)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AmazonClientException && e is not AmazonServiceException)
        {
            // The server is dead: what was not acknowledged may be there or not.
        }
    }

    private async Task CheckAsync(ServeProcess server, bool created)
    {
        using var client = server.Sdk();
        if (!created)
        {
            var create = await Transaction.StartAsync(client);
            await create.ExecuteAsync("CREATE TABLE t");
            await create.CommitAsync();
            return;
        }

        var look = await Transaction.StartAsync(client);
        var numbers = (await look.ExecuteAllAsync("SELECT VALUE n FROM t")).Select(row => row.TryGetInt64(out var n) ? (int)n : -1);
        var pairs = numbers.CountBy(n => n).ToDictionary();

        Assert.All(pairs, pair => Assert.Equal(2, pair.Value));
        Assert.Empty(_acknowledged.Keys.Except(pairs.Keys));
        Assert.All(pairs.Keys, n => Assert.InRange(n, 1, _attempted));
        Assert.InRange(pairs.Count, _acknowledged.Count, _acknowledged.Count + (Crashes * Clients));
    }
}
