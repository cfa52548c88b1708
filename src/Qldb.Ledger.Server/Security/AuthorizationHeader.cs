namespace Qldb.Ledger.Server.Security;

/// <summary>The parts of <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>, as views of the header.</summary>
internal readonly ref struct AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string Service = "qldb";
    private const string Terminator = "aws4_request";

    public ReadOnlySpan<char> AccessKeyId { get; private init; }

    /// <summary>yyyyMMdd</summary>
    public ReadOnlySpan<char> Date { get; private init; }

    public ReadOnlySpan<char> Region { get; private init; }

    /// <summary>yyyyMMdd/region/qldb/aws4_request</summary>
    public ReadOnlySpan<char> Scope { get; private init; }

    public ReadOnlySpan<char> SignedHeaders { get; private init; }

    /// <summary>64 hexadecimal digits, in lower case when the client is right.</summary>
    public ReadOnlySpan<char> Signature { get; private init; }

    /// <summary>Takes the header apart.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static string? Parse(string header, out AuthorizationHeader parsed)
    {
        parsed = default;
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return $"Authorization must use {Algorithm}.";
        }

        ReadOnlySpan<char> credential = default, signedHeaders = default, signature = default;
        var rest = header.AsSpan(Algorithm.Length + 1);
        foreach (var range in rest.Split(','))
        {
            var part = rest[range].Trim(' ');
            var equals = part.IndexOf('=');
            switch (equals < 0 ? part : part[..equals])
            {
                case "Credential": credential = part[(equals + 1)..]; break;
                case "SignedHeaders": signedHeaders = part[(equals + 1)..]; break;
                case "Signature": signature = part[(equals + 1)..]; break;
                default: return "Authorization holds a part that is none of Credential, SignedHeaders and Signature.";
            }
        }

        if (credential.IsEmpty || signedHeaders.IsEmpty || signature.IsEmpty)
        {
            return "Authorization requires 'Credential', 'SignedHeaders' and 'Signature'.";
        }

        Span<Range> parts = stackalloc Range[6];
        if (credential.Split(parts, '/') != 5)
        {
            return "Credential must be KEY-ID/DATE/REGION/qldb/aws4_request.";
        }

        if (credential[parts[3]] is not Service)
        {
            return $"Credential should be scoped to correct service: '{Service}'.";
        }

        if (credential[parts[4]] is not Terminator)
        {
            return $"Credential should be scoped with a valid terminator: '{Terminator}'.";
        }

        parsed = new AuthorizationHeader
        {
            AccessKeyId = credential[parts[0]],
            Date = credential[parts[1]],
            Region = credential[parts[2]],
            Scope = credential[(parts[0].End.Value + 1)..],
            SignedHeaders = signedHeaders,
            Signature = signature,
        };
        return null;
    }
}
