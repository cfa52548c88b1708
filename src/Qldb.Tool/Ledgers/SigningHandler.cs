using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Qldb.Tool.Ledgers;

/// <summary>Signs control-plane requests with Signature Version 4, in its header form.</summary>
internal sealed class SigningHandler(ImmutableCredentials key, string region, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Sign(request, body, DateTimeOffset.UtcNow);
        return await base.SendAsync(request, cancellationToken);
    }

    private void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority, ["x-amz-date"] = time };
        if (key.UseToken)
        {
            headers["x-amz-security-token"] = key.Token;
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var signed = string.Join(';', headers.Keys);
        var canonical = string.Join('\n', [request.Method.Method, request.RequestUri.AbsolutePath, request.RequestUri.Query.TrimStart('?'),
            .. headers.Select(header => $"{header.Key}:{header.Value}"), "", signed, Hex(SHA256.HashData(body))]);
        var scope = $"{time[..8]}/{region}/qldb/aws4_request";
        var signature = Hex(Hmac(SigningKey(time[..8]), $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={key.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    private byte[] SigningKey(string date) => Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + key.SecretKey), date), region), "qldb"), "aws4_request");

    private static byte[] Hmac(byte[] secret, string text) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
