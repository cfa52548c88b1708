using System.Text;
using System.Text.Json.Nodes;

namespace Polyfills.Tests.QldbSession;

/// <summary>One request as it was on the wire. Anything but a well-formed request with a Content-Length is refused.</summary>
internal sealed record ReceivedRequest(string RequestLine, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string BodyText => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Body);

    public string Header(string name) => Headers.Single(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public bool HasHeader(string name) => Headers.Any(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the next request; null where the client has closed the connection instead.</summary>
    public static async Task<ReceivedRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(stream, cancellationToken) is not { } head)
            return null;

        var lines = head.Split("\r\n");
        var headers = lines[1..].Select(ParseHeader).ToList();
        var length = int.Parse(headers.Single(h => h.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new ReceivedRequest(lines[0], headers, body);
    }

    private static async Task<string?> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1)
        {
            head.Add(one[0]);
            if (head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r')
                return Encoding.ASCII.GetString([.. head[..^4]]);
        }

        return head.Count == 0 ? null : throw new IOException("The connection ended within the head of a request.");
    }

    private static (string Name, string Value) ParseHeader(string line)
    {
        var colon = line.IndexOf(':');
        return colon > 0 ? (line[..colon], line[(colon + 1)..].Trim()) : throw new IOException($"'{line}' is no header.");
    }
}
