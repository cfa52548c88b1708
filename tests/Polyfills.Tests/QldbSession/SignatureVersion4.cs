using System.Security.Cryptography;
using System.Text;

namespace Polyfills.Tests.QldbSession;

/// <summary>AWS Signature Version 4 from its public description, as the server computes it to check a request to <c>POST /</c>.</summary>
internal static class SignatureVersion4
{
    /// <summary>The signature of the signed headers (lower-case names, in any order) and the body.</summary>
    public static string Compute(string secretKey, string scope, string amzDate, IReadOnlyDictionary<string, string> signedHeaders, byte[] body)
    {
        var stringToSign = $"AWS4-HMAC-SHA256\n{amzDate}\n{scope}\n{Hex(SHA256.HashData(Utf8(CanonicalRequest(signedHeaders, body))))}";
        var key = scope.Split('/').Aggregate(Utf8("AWS4" + secretKey), (k, part) => HMACSHA256.HashData(k, Utf8(part)));
        return Hex(HMACSHA256.HashData(key, Utf8(stringToSign)));
    }

    public static string CanonicalRequest(IReadOnlyDictionary<string, string> signedHeaders, byte[] body)
    {
        var names = signedHeaders.Keys.Order(StringComparer.Ordinal).ToList();
        var headers = string.Concat(names.Select(name => $"{name}:{signedHeaders[name].Trim()}\n"));
        return $"POST\n/\n\n{headers}\n{string.Join(';', names)}\n{Hex(SHA256.HashData(body))}";
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
