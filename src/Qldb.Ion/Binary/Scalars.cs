using System.Buffers.Binary;
using System.Numerics;

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

    public static IonTimestamp ReadTimestamp(ReadOnlySpan<byte> data, int offset, int end)
    {
        var start = offset;
        Span<int> parts = [1, 1, 1, 0, 0, 0];
        var zone = VarInts.ReadInt(data, ref offset, end, out var isNegative);
        var precision = 0;
        for (; precision < 6 && offset < end; precision++)
            parts[precision] = (int)Math.Min(VarInts.ReadUInt(data, ref offset, end), int.MaxValue);
        if (precision is 0 or 4)
            throw new IonFormatException(precision == 0 ? "A timestamp needs a year" : "A timestamp with an hour needs a minute", start);
        CheckParts(parts, zone, start);
        var (fraction, digits) = offset < end ? ReadFraction(data, offset, end) : (BigInteger.Zero, 0);
        var utc = new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        int? known = isNegative && zone == 0 ? null : (int)zone;
        if (known is { } minutes && precision >= 5)
            CheckLocal(utc, minutes, start);
        var finest = precision <= 3 ? (IonTimestampPrecision)precision : (IonTimestampPrecision)(precision - 1);
        return IonTimestamp.FromUtc(utc, finest, known, fraction, digits);
    }

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

    private static (BigInteger Fraction, int Digits) ReadFraction(ReadOnlySpan<byte> data, int offset, int end)
    {
        var start = offset;
        var exponent = VarInts.ReadInt(data, ref offset, end, out _);
        var coefficient = ReadCoefficient(data[offset..end], offset, out _);
        if (coefficient.IsZero && exponent >= 0)
            return (coefficient, 0);
        if (exponent < -IonLimits.MaxNumberDigits)
            throw new IonFormatException($"A fraction of {-exponent} digits is longer than the limit of {IonLimits.MaxNumberDigits}", start);
        if (exponent >= 0 || coefficient.Sign < 0 || !coefficient.IsZero && IonDecimal.DigitCount(coefficient) > -exponent)
            throw new IonFormatException("A fraction of a second must be at least 0 and less than 1", start);
        return (coefficient, (int)-exponent);
    }

    private static BigInteger ReadCoefficient(ReadOnlySpan<byte> bytes, int offset, out bool isNegative)
    {
        CheckNumberLength(bytes.Length, offset);
        isNegative = !bytes.IsEmpty && (bytes[0] & 0x80) != 0;
        BigInteger magnitude;
        if (bytes.Length <= 8)
        {
            ulong small = 0;
            for (var i = 0; i < bytes.Length; i++)
                small = small << 8 | (i == 0 ? bytes[i] & 0x7FUL : bytes[i]);
            magnitude = small;
        }
        else
        {
            Span<byte> copy = bytes.Length <= 256 ? stackalloc byte[256] : new byte[bytes.Length];
            copy = copy[..bytes.Length];
            bytes.CopyTo(copy);
            copy[0] &= 0x7F;
            magnitude = new BigInteger(copy, isUnsigned: true, isBigEndian: true);
        }

        return isNegative ? -magnitude : magnitude;
    }

    private static void CheckParts(ReadOnlySpan<int> parts, long zone, int offset)
    {
        var isReal = parts[0] is >= 1 and <= 9999 && parts[1] is >= 1 and <= 12 && parts[2] >= 1
            && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1]) && parts[3] < 24 && parts[4] < 60 && parts[5] < 60;
        if (!isReal)
            throw new IonFormatException($"There is no moment {parts[0]:0000}-{parts[1]:00}-{parts[2]:00}T{parts[3]:00}:{parts[4]:00}:{parts[5]:00}", offset);
        if (zone is <= -24 * 60 or >= 24 * 60)
            throw new IonFormatException($"An offset of {zone} minutes is a day or more", offset);
    }

    private static void CheckLocal(DateTime utc, int minutes, int offset)
    {
        var local = utc.Ticks + minutes * TimeSpan.TicksPerMinute;
        if (local < 0 || local > DateTime.MaxValue.Ticks)
            throw new IonFormatException("The local time of a timestamp must lie within the years 0001 to 9999", offset);
    }
}
