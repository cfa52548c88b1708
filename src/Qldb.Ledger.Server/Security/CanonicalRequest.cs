using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Http;

namespace Qldb.Ledger.Server.Security;

/// <summary>Writes the canonical request of Signature Version 4: the exact bytes that both sides hash.</summary>
internal static class CanonicalRequest
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedInPath =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Writes the canonical form of a request into <paramref name="canonical"/>. The headers are those that the client listed, separated by semicolons; each must be there.</summary>
    public static void Write(
        PooledBuffer canonical, HttpRequest request, in RequestTarget target, ReadOnlySpan<char> signedHeaders, ReadOnlySpan<byte> bodyHash)
    {
        Append(canonical, request.Method);
        canonical.Write("\n"u8);
        // Every service but S3 escapes the path that it was sent once more.
        AppendEscaped(canonical, target.Path, UnreservedInPath);
        canonical.Write("\n"u8);
        if (target.Query.Length > 0)
        {
            AppendQuery(canonical, target);
        }

        canonical.Write("\n"u8);
        foreach (var range in signedHeaders.Split(';'))
        {
            var name = signedHeaders[range];
            Append(canonical, name);
            canonical.Write(":"u8);
            AppendHeader(canonical, request, name);
            canonical.Write("\n"u8);
        }

        canonical.Write("\n"u8);
        Append(canonical, signedHeaders);
        canonical.Write("\n"u8);
        AppendHex(canonical, bodyHash);
    }

    public static void AppendHex(PooledBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, buffer.GetSpan(bytes.Length * 2), out var written);
        buffer.Advance(written);
    }

    public static void Append(PooledBuffer buffer, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, buffer);

    private static void AppendHeader(PooledBuffer buffer, HttpRequest request, ReadOnlySpan<char> name)
    {
        var separate = false;
        foreach (var value in request.Headers[HeaderNames.Known(name)])
        {
            if (separate)
            {
                buffer.Write(","u8);
            }

            separate = true;
            AppendCollapsed(buffer, value.AsSpan().Trim(' '));
        }
    }

    /// <summary>Runs of spaces count as one.</summary>
    private static void AppendCollapsed(PooledBuffer buffer, ReadOnlySpan<char> value)
    {
        int doubled;
        while ((doubled = value.IndexOf("  ", StringComparison.Ordinal)) >= 0)
        {
            Append(buffer, value[..(doubled + 1)]);
            value = value[doubled..].TrimStart(' ');
        }

        Append(buffer, value);
    }

    private static void AppendQuery(PooledBuffer buffer, in RequestTarget target)
    {
        var parameters = target.Parameters()
            .Select(parameter => (Name: Escape(parameter.Key), Value: Escape(parameter.Value)))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal);
        Append(buffer, string.Join('&', parameters.Select(parameter => $"{parameter.Name}={parameter.Value}")));
    }

    private static string Escape(string text)
    {
        using var buffer = new PooledBuffer();
        AppendEscaped(buffer, text, Unreserved);
        return Encoding.ASCII.GetString(buffer.Span);
    }

    private static void AppendEscaped(PooledBuffer buffer, ReadOnlySpan<char> text, SearchValues<char> kept)
    {
        if (!text.ContainsAnyExcept(kept))
        {
            Append(buffer, text);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && kept.Contains((char)rune.Value))
            {
                buffer.GetSpan(1)[0] = (byte)rune.Value;
                buffer.Advance(1);
                continue;
            }

            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                buffer.Write("%"u8);
                Convert.TryToHexString([octet], buffer.GetSpan(2), out var written);
                buffer.Advance(written);
            }
        }
    }
}
