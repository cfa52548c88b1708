using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>Signature Version 4 as a client computes it: written from the specification, step by step, and shared with nothing in the product.</summary>
internal static class Signature
{
    public static void Sign(HttpRequestMessage request, byte[] body, string keyId, string secret, DateTimeOffset at, string region = "eu-west-1", string service = "qldb", string? token = null, bool hashHeader = false)
    {
        var date = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", date);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        if (hashHeader)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", Hex(SHA256.HashData(body)));
        }

        request.Headers.Host ??= request.RequestUri!.Authority;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>()))
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || name is "Host" or "Content-Type")
            {
                headers[name.ToLowerInvariant()] = string.Join(",", values.Select(value => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
            }
        }

        var signedHeaders = string.Join(';', headers.Keys);
        var canonical = string.Join('\n', [
            request.Method.Method,
            Escape(request.RequestUri!.AbsolutePath, keepSlash: true),
            Query(request.RequestUri.Query),
            .. headers.Select(header => $"{header.Key}:{header.Value}"),
            "",
            signedHeaders,
            Hex(SHA256.HashData(body)),
        ]);
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={keyId}/{scope}, SignedHeaders={signedHeaders}, Signature={signature}");
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string Query(string query)
        => string.Join('&', query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
            .Select(pair => (Name: pair[..pair.IndexOf('=')], Value: pair[(pair.IndexOf('=') + 1)..]))
            .Select(pair => (Name: Escape(Uri.UnescapeDataString(pair.Name), false), Value: Escape(Uri.UnescapeDataString(pair.Value), false)))
            .Order().Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Escape(string text, bool keepSlash)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)octet;
            escaped.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (keepSlash && c == '/') ? c.ToString() : $"%{octet:X2}");
        }

        return escaped.ToString();
    }
}
