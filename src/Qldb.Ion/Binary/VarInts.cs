using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>
/// Variable-length integers: seven bits a byte, the last byte has its high bit set. Leading zeros are legal in any number; values are
/// limited to 62 bits, far beyond anything they count.
/// </summary>
internal static class VarInts
{
    private const long Largest = 1L << 55;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ReadUInt(ReadOnlySpan<byte> data, ref int offset, int limit)
    {
        if ((uint)offset < (uint)limit)
        {
            var first = data[offset];
            if (first >= 0x80)
            {
                offset++;
                return first & 0x7F;
            }
        }

        return ReadLongUInt(data, ref offset, limit);
    }

    /// <summary>A signed one; bit 6 of the first byte is the sign, so zero may be negative.</summary>
    public static long ReadInt(ReadOnlySpan<byte> data, ref int offset, int limit, out bool isNegative)
    {
        if (offset >= limit)
            throw Truncated(offset);
        var start = offset;
        var b = data[offset++];
        isNegative = (b & 0x40) != 0;
        long value = b & 0x3F;
        while (b < 0x80)
        {
            if (offset >= limit)
                throw Truncated(start);
            if (value >= Largest)
                throw TooLarge(start);
            b = data[offset++];
            value = value << 7 | (long)(b & 0x7F);
        }

        return isNegative ? -value : value;
    }

    public static int UIntLength(long value)
    {
        var length = 1;
        while ((value >>= 7) != 0)
            length++;
        return length;
    }

    public static int WriteUInt(Span<byte> target, long value)
    {
        var length = UIntLength(value);
        for (var i = length - 1; i >= 0; i--, value >>= 7)
            target[i] = (byte)(value & 0x7F);
        target[length - 1] |= 0x80;
        return length;
    }

    public static int WriteInt(Span<byte> target, long value, bool isNegative)
    {
        var magnitude = (ulong)Math.Abs(value);
        var length = 1;
        for (var rest = magnitude >> 6; rest != 0; rest >>= 7)
            length++;
        for (var i = length - 1; i >= 0; i--, magnitude >>= 7)
            target[i] = (byte)(magnitude & 0x7F);
        if (isNegative)
            target[0] |= 0x40;
        target[length - 1] |= 0x80;
        return length;
    }

    private static long ReadLongUInt(ReadOnlySpan<byte> data, ref int offset, int limit)
    {
        var start = offset;
        long value = 0;
        while (true)
        {
            if (offset >= limit)
                throw Truncated(start);
            if (value >= Largest)
                throw TooLarge(start);
            var b = data[offset++];
            value = value << 7 | (long)(b & 0x7F);
            if (b >= 0x80)
                return value;
        }
    }

    private static IonFormatException Truncated(int offset) => new("A variable-length integer does not end", offset);

    private static IonFormatException TooLarge(int offset) => new("A variable-length integer is larger than 62 bits", offset);
}
