using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Polyfills.Tests.QldbSession;

/// <summary>
/// A strict HTTP/1.1 server on a loopback port, down to the socket: it can answer, stay silent, stop halfway or cut the connection.
/// Every connection serves requests until the script of one of them ends it.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Func<ReceivedRequest, Reply> _script;
    private readonly Task _accepting;

    public LoopbackServer(Func<ReceivedRequest, Reply> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static LoopbackServer Answering(Reply reply) => new(_ => reply);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                connections.Add(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        await using var stream = new NetworkStream(socket);
        try
        {
            while (await ReceivedRequest.ReadAsync(stream, _stopping.Token) is { } request)
            {
                _requests.Enqueue(request);
                var reply = _script(request);
                if (!await reply.SendAsync(socket, stream, _stopping.Token))
                    return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The server stops, or the client went away: both are what some tests are about.
        }
    }
}
