using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Qldb.Actors.Client.Tests.Wiring;

/// <summary>An address on loopback that keeps the head of each request and refuses it.</summary>
internal sealed class RecordingEndpoint : IDisposable
{
    private const string Refusal = """{"__type":"BadRequestException","message":"recorded"}""";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;

    public RecordingEndpoint(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(connection);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // disposed of
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        try
        {
            await using var stream = await OpenAsync(connection);
            var (buffer, text) = (new byte[16_384], new StringBuilder());
            while (!text.ToString().EndsWith("}}", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is var read and > 0)
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            if (text.Length == 0)
                return; // the client did not like the certificate
            Requests.Enqueue(text.ToString().Split("\r\n\r\n")[0]);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {Refusal.Length}\r\nConnection: close\r\n\r\n{Refusal}"));
        }
        catch (Exception hungUp) when (hungUp is IOException or System.Security.Authentication.AuthenticationException)
        {
            // the next one, please
        }
    }

    private async Task<Stream> OpenAsync(TcpClient connection)
    {
        if (_certificate is null)
            return connection.GetStream();
        var secure = new SslStream(connection.GetStream());
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }
}
