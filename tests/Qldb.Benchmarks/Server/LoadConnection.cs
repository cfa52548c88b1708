using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Qldb.Benchmarks.Server;

/// <summary>One keep-alive connection that posts signed commands and reads answers, with as little work of its own as that takes.</summary>
internal sealed class LoadConnection : IDisposable
{
    public const string KeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";

    private readonly Socket _socket;
    private readonly string _host;
    private readonly string _date = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    private readonly byte[] _key;
    private readonly byte[] _received = new byte[4 << 10];

    private LoadConnection(Socket socket, Uri address)
    {
        _socket = socket;
        _host = address.Authority;
        _key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in Scope.Split('/'))
        {
            _key = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(part));
        }
    }

    private string Scope => $"{_date[..8]}/eu-west-1/qldb/aws4_request";

    public static async Task<LoadConnection> OpenAsync(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        return new LoadConnection(socket, address);
    }

    /// <summary>Posts a command and returns the answer's body.</summary>
    public async Task<string> PostAsync(string json)
    {
        await SendAsync(json);
        return await ReadAsync();
    }

    /// <summary>Posts a command and waits for no answer.</summary>
    public async Task SendAsync(string json) => await _socket.SendAsync(Request(json));

    public void Dispose() => _socket.Dispose();

    private byte[] Request(string json)
    {
        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        var canonical = $"POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:{_host}\nx-amz-date:{_date}\nx-amz-target:QLDBSession.SendCommand\n\n{SignedHeaders}\n{bodyHash}";
        var toSign = $"AWS4-HMAC-SHA256\n{_date}\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(toSign)));
        return Encoding.UTF8.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {_host}\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: QLDBSession.SendCommand\r\nX-Amz-Date: {_date}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={KeyId}/{Scope}, SignedHeaders={SignedHeaders}, Signature={signature}\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
    }

    private async Task<string> ReadAsync()
    {
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_received.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server hung up.");
            }

            length += read;
            var text = Encoding.UTF8.GetString(_received, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && text.Length >= end + 4 + ContentLength(text[..end]))
            {
                return text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) ? text[(end + 4)..] : throw new IOException(text);
            }
        }
    }

    private static int ContentLength(string head)
    {
        const string name = "Content-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
        var end = head.IndexOf('\r', at);
        return int.Parse(end < 0 ? head[at..] : head[at..end], CultureInfo.InvariantCulture);
    }
}
