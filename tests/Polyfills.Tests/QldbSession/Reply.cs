using System.Net.Sockets;
using System.Text;

namespace Polyfills.Tests.QldbSession;

/// <summary>What the server does about a request.</summary>
internal abstract record Reply
{
    public const string RequestId = "0123456789abcdefghijkl";

    public static Reply Ok(string json) => new Full(200, json, [("Content-Type", "application/x-amz-json-1.0"), ("x-amzn-RequestId", RequestId)]);

    public static Reply Error(int status, string body, params (string Name, string Value)[] headers) =>
        new Full(status, body, [("x-amzn-RequestId", RequestId), .. headers]);

    /// <summary>Sends it, and tells whether the connection may serve a further request.</summary>
    public abstract Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken);

    private static byte[] Head(int status, int contentLength, IEnumerable<(string Name, string Value)> headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} Reason\r\n");
        foreach (var (name, value) in headers)
            head.Append($"{name}: {value}\r\n");
        return Encoding.ASCII.GetBytes(head.Append($"Content-Length: {contentLength}\r\n\r\n").ToString());
    }

    /// <summary>A whole response.</summary>
    public sealed record Full(int Status, string Body, IReadOnlyList<(string Name, string Value)> Headers) : Reply
    {
        public override async Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
        {
            var body = Encoding.UTF8.GetBytes(Body);
            byte[] response = [.. Head(Status, body.Length, Headers), .. body];
            await stream.WriteAsync(response, cancellationToken);
            return true;
        }
    }

    /// <summary>A response of which only the first bytes of the body come; then the connection is cut, or nothing more is sent.</summary>
    public sealed record Partial(string Body, int BytesSent, bool Cut) : Reply
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sent => _sent.Task;

        public override async Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
        {
            var body = Encoding.UTF8.GetBytes(Body);
            byte[] response = [.. Head(200, body.Length, []), .. body[..BytesSent]];
            await stream.WriteAsync(response, cancellationToken);
            _sent.TrySetResult();
            if (!Cut)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        }
    }

    /// <summary>A response whose body comes in small pieces.</summary>
    public sealed record InPieces(string Body, int PieceLength) : Reply
    {
        public override async Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
        {
            socket.NoDelay = true;
            var body = Encoding.UTF8.GetBytes(Body);
            await stream.WriteAsync(Head(200, body.Length, []), cancellationToken);
            foreach (var piece in body.Chunk(PieceLength))
            {
                await stream.WriteAsync(piece, cancellationToken);
                await Task.Yield();
            }

            return true;
        }
    }

    /// <summary>No byte, until the server stops.</summary>
    public sealed record Silence : Reply
    {
        private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task RequestReceived => _received.Task;

        public override async Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
        {
            _received.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return false;
        }
    }

    /// <summary>The connection is closed before any byte, orderly or by a reset.</summary>
    public sealed record Hangup(bool Reset) : Reply
    {
        public override Task<bool> SendAsync(Socket socket, Stream stream, CancellationToken cancellationToken)
        {
            if (Reset)
                socket.LingerState = new LingerOption(true, 0);
            return Task.FromResult(false);
        }
    }
}
