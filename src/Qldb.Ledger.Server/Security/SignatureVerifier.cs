using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Security;

/// <summary>
/// Checks Signature Version 4 in its header form: who signed, that it was a moment ago, and that method, target, headers and body are what was signed.
/// Safe to use from many threads.
/// </summary>
internal sealed class SignatureVerifier
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    private readonly Dictionary<string, AccessKey>.AlternateLookup<ReadOnlySpan<char>> _keys;
    private readonly string? _region;
    private readonly TimeSpan _clockSkewMax;
    private readonly TimeProvider _time;

    public SignatureVerifier(LedgerServerOptions options, TimeProvider time)
    {
        _keys = options.AccessKeys.ToDictionary(key => key.Id, key => new AccessKey(key), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _region = options.RequireRegion ? options.Region : null;
        _clockSkewMax = options.ClockSkewMax;
        _time = time;
    }

    /// <summary>Finds out who signed a request.</summary>
    /// <returns>True with the caller, or false with what to tell whoever sent it.</returns>
    public bool TryVerify(
        HttpRequest request,
        in RequestTarget target,
        ReadOnlySpan<byte> body,
        [NotNullWhen(true)] out Caller? caller,
        [NotNullWhen(false)] out ServiceError? error)
    {
        caller = null;
        error = Check(request, target, body, ref caller);
        return error is null;
    }

    private ServiceError? Check(HttpRequest request, in RequestTarget target, ReadOnlySpan<byte> body, ref Caller? caller)
    {
        var header = request.Headers.Authorization;
        if (header is not [{ Length: > 0 } value])
        {
            return ServiceErrors.MissingAuthentication;
        }

        if (AuthorizationHeader.Parse(value, out var authorization) is { } fault)
        {
            return ServiceErrors.IncompleteSignature(fault);
        }

        if (_region is not null && !authorization.Region.SequenceEqual(_region))
        {
            return ServiceErrors.InvalidSignature($"Credential should be scoped to a valid region: '{_region}'.");
        }

        var date = Single(request, HeaderNames.Date);
        if (CheckDate(date, authorization.Date) is { } untimely)
        {
            return untimely;
        }

        if (CheckSignedHeaders(request, authorization.SignedHeaders) is { } unsigned)
        {
            return unsigned;
        }

        if (!_keys.TryGetValue(authorization.AccessKeyId, out var key) || !key.IsSessionToken(Single(request, HeaderNames.SecurityToken)))
        {
            return ServiceErrors.UnrecognizedClient;
        }

        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, bodyHash);
        if (!IsHashOfBody(Single(request, HeaderNames.ContentHash), bodyHash))
        {
            return ServiceErrors.InvalidSignature("The value of x-amz-content-sha256 is not the hash of the request's body.");
        }

        if (!IsSignedBy(key, authorization, request, target, date, bodyHash))
        {
            return ServiceErrors.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
                + "Consult the service documentation for details.");
        }

        caller = key.Caller;
        return null;
    }

    private static bool IsSignedBy(
        AccessKey key, in AuthorizationHeader authorization, HttpRequest request, in RequestTarget target, string date, ReadOnlySpan<byte> bodyHash)
    {
        using var buffer = new PooledBuffer();
        CanonicalRequest.Write(buffer, request, target, authorization.SignedHeaders, bodyHash);
        Span<byte> canonicalHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.Span, canonicalHash);

        using var stringToSign = new PooledBuffer();
        stringToSign.Write("AWS4-HMAC-SHA256\n"u8);
        CanonicalRequest.Append(stringToSign, date);
        stringToSign.Write("\n"u8);
        CanonicalRequest.Append(stringToSign, authorization.Scope);
        stringToSign.Write("\n"u8);
        CanonicalRequest.AppendHex(stringToSign, canonicalHash);

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.SigningKeys.For(authorization.Date, authorization.Region), stringToSign.Span, signature);
        return IsHexOf(authorization.Signature, signature);
    }

    private ServiceError? CheckDate(string date, ReadOnlySpan<char> scopeDate)
    {
        if (!DateTimeOffset.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            return ServiceErrors.IncompleteSignature("Authorization requires a header 'X-Amz-Date' of the form yyyyMMddTHHmmssZ.");
        }

        if (!scopeDate.SequenceEqual(date.AsSpan(0, 8)))
        {
            return ServiceErrors.InvalidSignature($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{scopeDate}' != '{date.AsSpan(0, 8)}'.");
        }

        var now = _time.GetUtcNow();
        if (signedAt < now - _clockSkewMax)
        {
            return ServiceErrors.InvalidSignature($"Signature expired: {date} is now earlier than {Text(now - _clockSkewMax)} ({Text(now)} - {_clockSkewMax.TotalMinutes} min.)");
        }

        return signedAt > now + _clockSkewMax
            ? ServiceErrors.InvalidSignature($"Signature not yet current: {date} is still later than {Text(now + _clockSkewMax)} ({Text(now)} + {_clockSkewMax.TotalMinutes} min.)")
            : null;
    }

    /// <summary>
    /// The list names headers of the request, in order and once each, host among them and every x-amz- header: what this server acts on cannot be
    /// changed on the way.
    /// </summary>
    private static ServiceError? CheckSignedHeaders(HttpRequest request, ReadOnlySpan<char> signedHeaders)
    {
        ReadOnlySpan<char> previous = default;
        var amz = 0;
        var host = false;
        foreach (var range in signedHeaders.Split(';'))
        {
            var name = signedHeaders[range];
            if (name.IsEmpty || name.ContainsAnyInRange('A', 'Z') || name.SequenceCompareTo(previous) <= 0)
            {
                return ServiceErrors.IncompleteSignature("SignedHeaders must be lower-case names in ascending order, each once.");
            }

            if (!request.Headers.ContainsKey(HeaderNames.Known(name)))
            {
                return ServiceErrors.InvalidSignature($"The signed header '{name}' is not in the request.");
            }

            host |= name is HeaderNames.Host;
            amz += name.StartsWith("x-amz-") ? 1 : 0;
            previous = name;
        }

        if (!host)
        {
            return ServiceErrors.InvalidSignature("'Host' must be a signed header.");
        }

        var sent = 0;
        foreach (var header in request.Headers)
        {
            sent += header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return sent == amz ? null : ServiceErrors.InvalidSignature("Every 'x-amz-' header of the request must be signed.");
    }

    /// <summary>The only value of a header; empty where it is missing or given twice.</summary>
    private static string Single(HttpRequest request, string name) => request.Headers[name] is [{ } value] ? value : "";

    private static bool IsHashOfBody(string sent, ReadOnlySpan<byte> bodyHash) => sent.Length == 0 || IsHexOf(sent, bodyHash);

    /// <summary>Compares in a time that does not tell how much of the text was right.</summary>
    private static bool IsHexOf(ReadOnlySpan<char> text, ReadOnlySpan<byte> bytes)
    {
        Span<char> expected = stackalloc char[bytes.Length * 2];
        Convert.TryToHexStringLower(bytes, expected, out _);
        return CryptographicOperations.FixedTimeEquals(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(expected), System.Runtime.InteropServices.MemoryMarshal.AsBytes(text));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
}
