using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Qldb.Ion;

/// <summary>Reads the bodies of scalars. Every method checks what it reads and throws <see cref="IonFormatException"/>.</summary>
internal static class Scalars
{
    public static bool TryReadInt64(ReadOnlySpan<byte> data, in ValueHeader header, out long value)
    {
        ulong magnitude = 0;
        value = 0;
        for (var i = header.Body; i < header.End; i++)
        {
            if (magnitude >> 56 != 0)
                return false;
            magnitude = magnitude << 8 | data[i];
        }

        var isNegative = header.Code == 3;
        if (isNegative && magnitude == 0)
            throw new IonFormatException("Zero must not be negative", header.Body);
        value = isNegative ? unchecked(-(long)magnitude) : (long)magnitude;
        return magnitude <= long.MaxValue || isNegative && magnitude == 1UL << 63;
    }

    public static BigInteger ReadBigInteger(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        CheckNumberLength(header.Length, header.Body);
        var magnitude = new BigInteger(data[header.Body..header.End], isUnsigned: true, isBigEndian: true);
        if (header.Code != 3)
            return magnitude;
        return magnitude.IsZero ? throw new IonFormatException("Zero must not be negative", header.Body) : -magnitude;
    }

    public static double ReadDouble(ReadOnlySpan<byte> data, in ValueHeader header) => header.Length switch
    {
        0 => 0,
        4 => BinaryPrimitives.ReadSingleBigEndian(data[header.Body..]),
        _ => BinaryPrimitives.ReadDoubleBigEndian(data[header.Body..]),
    };

    public static IonDecimal ReadDecimal(ReadOnlySpan<byte> data, int offset, int end)
    {
        if (offset == end)
            return default;
        var start = offset;
        var exponent = VarInts.ReadInt(data, ref offset, end, out _);
        if (exponent is < int.MinValue or > int.MaxValue)
            throw new IonFormatException($"The exponent {exponent} is beyond 32 bits", start);
        var coefficient = ReadCoefficient(data[offset..end], offset, out var isNegative);
        return coefficient.IsZero && isNegative ? IonDecimal.NegativeZero((int)exponent) : new IonDecimal(coefficient, (int)exponent);
    }

    /// <summary>A decimal as .NET has it, if its coefficient is short and its scale one of .NET's, as nearly always.</summary>
    public static bool TryReadNetDecimal(ReadOnlySpan<byte> data, in ValueHeader header, out decimal value)
    {
        value = 0;
        var offset = header.Body;
        if (offset == header.End)
            return true;
        var exponent = VarInts.ReadInt(data, ref offset, header.End, out _);
        var coefficient = data[offset..header.End];
        if (exponent is > 0 or < -28 || coefficient.Length > 8)
            return false;
        var magnitude = ReadShortCoefficient(coefficient, out var isNegative);
        value = new decimal((int)magnitude, (int)(magnitude >> 32), 0, isNegative, (byte)-exponent);
        return true;
    }

    /// <summary>The text of checked UTF-8, which mostly is ASCII.</summary>
    public static string ReadText(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);

    public static IonTimestamp ReadTimestamp(ReadOnlySpan<byte> data, int offset, int end) => Timestamps.Read(data, offset, end);

    /// <summary>The id of a symbol value; an id beyond any table where it is too large to count.</summary>
    public static long ReadSymbolId(ReadOnlySpan<byte> data, in ValueHeader header)
    {
        long id = 0;
        for (var i = header.Body; i < header.End; i++)
        {
            if (id >> 55 != 0)
                return long.MaxValue;
            id = id << 8 | data[i];
        }

        return id;
    }

    public static void CheckNumberLength(int length, int offset)
    {
        if (length > IonLimits.MaxNumberBytes)
            throw new IonFormatException($"A number of {length} bytes is larger than the limit of {IonLimits.MaxNumberBytes}", offset);
    }

    internal static BigInteger ReadCoefficient(ReadOnlySpan<byte> bytes, int offset, out bool isNegative)
    {
        CheckNumberLength(bytes.Length, offset);
        BigInteger magnitude;
        if (bytes.Length <= 8)
        {
            magnitude = ReadShortCoefficient(bytes, out isNegative);
        }
        else
        {
            isNegative = (bytes[0] & 0x80) != 0;
            Span<byte> copy = bytes.Length <= 256 ? stackalloc byte[256] : new byte[bytes.Length];
            copy = copy[..bytes.Length];
            bytes.CopyTo(copy);
            copy[0] &= 0x7F;
            magnitude = new BigInteger(copy, isUnsigned: true, isBigEndian: true);
        }

        return isNegative ? -magnitude : magnitude;
    }

    /// <summary>The magnitude of a coefficient of at most eight bytes, the sign in the top bit of the first.</summary>
    private static ulong ReadShortCoefficient(ReadOnlySpan<byte> bytes, out bool isNegative)
    {
        isNegative = !bytes.IsEmpty && (bytes[0] & 0x80) != 0;
        ulong magnitude = 0;
        foreach (var b in bytes)
            magnitude = magnitude << 8 | b;
        return isNegative ? magnitude & ~(0x80UL << 8 * (bytes.Length - 1)) : magnitude;
    }
}
