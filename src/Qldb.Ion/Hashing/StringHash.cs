using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Qldb.Ion;

/// <summary>The Ion hash of a string, straight from its characters.</summary>
internal static class StringHash
{
    private const int OnStack = 512;

    public static void Compute(string value, Span<byte> destination)
    {
        // At worst three bytes a character; escaped bytes are ASCII and take two.
        var bound = 3 + Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var form = bound <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(bound);
        try
        {
            form[0] = HashMarkers.Begin;
            form[1] = HashMarkers.String;
            var status = Utf8.FromUtf16(value, form[2..], out _, out var length, replaceInvalidSequences: false);
            if (status != OperationStatus.Done)
                throw new ArgumentException("The text has a lone surrogate, which is not Unicode text", nameof(value));
            length = Escape(form[2..], length);
            form[2 + length] = HashMarkers.End;
            Sha256Lanes.HashOne(form[..(3 + length)], destination);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Escape(Span<byte> bytes, int length)
    {
        var escapes = 0;
        foreach (var b in bytes[..length])
            escapes += b is HashMarkers.Begin or HashMarkers.Escape or HashMarkers.End ? 1 : 0;
        var end = length + escapes;
        for (var (from, to) = (length - 1, end - 1); from != to; from--)
        {
            bytes[to--] = bytes[from];
            if (bytes[from] is HashMarkers.Begin or HashMarkers.Escape or HashMarkers.End)
                bytes[to--] = HashMarkers.Escape;
        }

        return end;
    }
}
