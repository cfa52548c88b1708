using System.Net.Sockets;
using System.Text;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Http;

/// <summary>Clients that speak HTTP badly, slowly, or not at all. The server answers or hangs up, and goes on serving the others.</summary>
public sealed class HostileConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync();

    public async Task DisposeAsync()
    {
        Assert.Equal(200, (await _server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""")).Status);
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("POST / HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "400")]
    [InlineData("CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", "400")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", "413")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "403")]
    [InlineData("GET /ledgers/led%00 HTTP/1.1\r\nHost: a\r\n\r\n", "400")]
    [InlineData("GET /ledgers/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "403")]
    public async Task Bad_HTTP_is_answered(string request, string status)
        => Assert.StartsWith($"HTTP/1.1 {status}", await ExchangeAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_header_line_without_end_is_cut_off()
        => Assert.StartsWith("HTTP/1.1 431", await ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\nX: " + new string('x', 64 << 10)), StringComparison.Ordinal);

    [Fact]
    public async Task A_thousand_headers_are_too_many()
        => Assert.StartsWith(
            "HTTP/1.1 431",
            await ExchangeAsync("POST / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"X{i}: 1\r\n"))),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_body_that_ends_early_reaches_no_ledger()
    {
        using (var client = await ConnectAsync())
        {
            await client.SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{\"StartSession\""));
            client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain("200 OK", await ReadAsync(client), StringComparison.Ordinal);
        }

        Assert.Empty(_server.Ledger.Requests);
    }

    [Fact]
    public async Task A_body_that_never_comes_is_given_up()
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 408", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up()
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"));
        var answer = ReadAsync(client);
        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(100)); // the client's way of being slow
        while (!answer.IsCompleted)
        {
            await Task.WhenAny(answer, drops.WaitForNextTickAsync().AsTask());
            await TrySendAsync(client, " "u8.ToArray());
        }

        Assert.StartsWith("HTTP/1.1 408", await answer, StringComparison.Ordinal);
        Assert.Empty(_server.Ledger.Requests);
    }

    [Fact]
    public async Task Headers_that_trickle_are_given_up()
    {
        await using var server = await RunningServer.StartAsync(options => options.RequestHeadersTimeout = TimeSpan.FromSeconds(1));
        using var client = await ConnectAsync(server.Address);
        await client.SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHo"));
        Assert.StartsWith("HTTP/1.1 408", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(3_000_000)] // more than the buffers between the two: the client is still sending when the limit is passed, and must get to read why
    public async Task A_body_over_the_limit_is_refused_whether_announced_or_chunked(int length)
    {
        await using var server = await RunningServer.StartAsync(options => options.RequestBodyBytesMax = 64 << 10);
        var json = $$$"""{"StartSession":{"LedgerName":"{{{new string('x', length)}}}"}}""";
        var announced = await server.SendAsync(json);
        Assert.Equal((413, "RequestEntityTooLargeException"), (announced.Status, announced.ErrorType));

        var request = server.Command(json);
        request.Headers.TransferEncodingChunked = true;
        var chunked = await server.SendAsync(RunningServer.Signed(request));
        Assert.Equal((413, "RequestEntityTooLargeException"), (chunked.Status, chunked.ErrorType));
        Assert.Empty(server.Ledger.Requests);
    }

    [Fact]
    public async Task A_body_announced_beyond_all_measure_is_refused_without_waiting_for_it()
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 413", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_hangs_up_cancels_its_statement()
    {
        var token = await _server.StartSessionAsync();
        var running = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        _server.Ledger.Script = async (request, cancellation) =>
        {
            if (request.ExecuteStatement is null)
            {
                return null;
            }

            running.SetResult();
            await using var registration = cancellation.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        };
        using var hangUp = new CancellationTokenSource();
        var call = _server.Http.SendAsync(
            RunningServer.Signed(_server.Command($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{ScriptedLedger.TransactionId}}}","Statement":"SELECT 1"}}""")),
            hangUp.Token);
        await running.Task.WaitAsync(SafetyNet);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(SafetyNet);
    }

    [Fact]
    public async Task A_commit_goes_on_when_its_client_hangs_up()
    {
        var token = await _server.StartSessionAsync();
        var running = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var committed = new TaskCompletionSource<bool>();
        _server.Ledger.Script = async (request, cancellation) =>
        {
            if (request.CommitTransaction is not null)
            {
                running.SetResult();
                await release.Task;
                committed.SetResult(cancellation.IsCancellationRequested);
            }

            return null;
        };
        using var hangUp = new CancellationTokenSource();
        var call = _server.Http.SendAsync(
            RunningServer.Signed(_server.Command($$$"""{"SessionToken":"{{{token}}}","CommitTransaction":{"TransactionId":"{{{ScriptedLedger.TransactionId}}}","CommitDigest":"AQ=="}}""")),
            hangUp.Token);
        await running.Task.WaitAsync(SafetyNet);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        release.SetResult();
        Assert.False(await committed.Task.WaitAsync(SafetyNet));
    }

    [Fact]
    public async Task Ten_thousand_idle_connections_leave_the_server_serving()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServeProcess.StartAsync(folder.Path, "--ledger", "led");
        var connections = new List<Socket>();
        try
        {
            while (connections.Count < IdleConnections())
            {
                connections.AddRange(await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ConnectAsync(server.Address))));
            }

            using var client = new SigningClient(server.Address, ServeProcess.KeyId, ServeProcess.Secret);
            Assert.Equal(200, (await client.SendAsync("""{"StartSession":{"LedgerName":"led"}}""")).Status);
            Assert.Equal(0, connections.Count(connection => connection.Poll(0, SelectMode.SelectRead)));

            // The first and the last of them wake up.
            foreach (var connection in new[] { connections[0], connections[^1] })
            {
                await connection.SendAsync(Encoding.ASCII.GetBytes("GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n"));
                Assert.StartsWith("HTTP/1.1 200", await ReadAsync(connection), StringComparison.Ordinal);
            }
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_the_others_served()
    {
        await using var server = await RunningServer.StartAsync(options => options.ConnectionsMax = 5);
        Assert.Equal(200, (await server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""")).Status);
        using var first = await ConnectAsync(server.Address);
        using var second = await ConnectAsync(server.Address);
        using var third = await ConnectAsync(server.Address);
        using var fourth = await ConnectAsync(server.Address);
        using var beyond = await ConnectAsync(server.Address);
        Assert.Equal("", await ReadAsync(beyond));
        Assert.Equal(200, (await server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""")).Status);
    }

    /// <summary>10,000, or what the limit of open files allows each of the two processes.</summary>
    private static int IdleConnections()
    {
        const int wanted = 10_000;
        const int spare = 1_000;
        var limits = File.Exists("/proc/self/limits") ? File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return limits is not null && int.TryParse(limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], out var files) ? Math.Min(wanted, files - spare) : 1_000;
    }

    private async Task<string> ExchangeAsync(string request)
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Encoding.Latin1.GetBytes(request));
        return await ReadAsync(client);
    }

    private Task<Socket> ConnectAsync() => ConnectAsync(_server.Address);

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        return socket;
    }

    /// <summary>Sends to a server that may have hung up already.</summary>
    private static async Task TrySendAsync(Socket client, byte[] bytes)
    {
        try
        {
            await client.SendAsync(bytes);
        }
        catch (SocketException)
        {
            // It has; what it said before is read elsewhere.
        }
    }

    /// <summary>What the server sends until it hangs up or pauses after an answer's head; "" if it hangs up at once.</summary>
    private static async Task<string> ReadAsync(Socket client)
    {
        using var net = new CancellationTokenSource(SafetyNet);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read;
            try
            {
                read = await client.ReceiveAsync(buffer, net.Token);
            }
            catch (SocketException)
            {
                break;
            }

            if (read == 0)
            {
                break;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
