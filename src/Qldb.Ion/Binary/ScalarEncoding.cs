using System.Buffers.Binary;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>The canonical binary forms of scalars. The caller provides room; each method says how much it used.</summary>
internal static class ScalarEncoding
{
    /// <summary>A fraction of so many digits fits 64 bits.</summary>
    public const int ShortFraction = 18;

    /// <summary>Descriptor and magnitude, at most 9 bytes.</summary>
    public static int WriteInt(Span<byte> target, long value)
    {
        var magnitude = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        var length = (64 - BitOperations.LeadingZeroCount(magnitude) + 7) / 8;
        target[0] = (byte)((value < 0 ? 0x30 : 0x20) | length);
        for (var i = length; i > 0; i--, magnitude >>= 8)
            target[i] = (byte)magnitude;
        return 1 + length;
    }

    /// <summary>Descriptor and IEEE bits, at most 9 bytes: four where nothing is lost, none for positive zero.</summary>
    public static int WriteFloat(Span<byte> target, double value)
    {
        if (double.IsNaN(value))
        {
            target[0] = 0x48;
            BinaryPrimitives.WriteUInt64BigEndian(target[1..], 0x7FF8000000000000);
            return 9;
        }

        if (value == 0 && !double.IsNegative(value))
        {
            target[0] = 0x40;
            return 1;
        }

        if ((float)value == value)
        {
            target[0] = 0x44;
            BinaryPrimitives.WriteSingleBigEndian(target[1..], (float)value);
            return 5;
        }

        target[0] = 0x48;
        BinaryPrimitives.WriteDoubleBigEndian(target[1..], value);
        return 9;
    }

    /// <summary>The eight bytes that are hashed for a float; all NaNs are one.</summary>
    public static ReadOnlySpan<byte> WriteLongFloat(Span<byte> target, double value)
    {
        if (double.IsNaN(value))
            BinaryPrimitives.WriteUInt64BigEndian(target, 0x7FF8000000000000);
        else
            BinaryPrimitives.WriteDoubleBigEndian(target, value);
        return target[..8];
    }

    public static int DecimalBound(IonDecimal value) => 8 + value.Coefficient.GetByteCount();

    public static int WriteDecimalBody(Span<byte> target, IonDecimal value)
    {
        if (value.Exponent == 0 && value.Coefficient.IsZero && !value.IsNegativeZero)
            return 0;
        var length = VarInts.WriteInt(target, value.Exponent, value.Exponent < 0);
        if (value.IsNegativeZero)
            target[length++] = 0x80;
        else
            length += WriteCoefficient(target[length..], value.Coefficient);
        return length;
    }

    /// <summary>The same for a decimal of .NET; at most 16 bytes.</summary>
    public static int WriteDecimalBody(Span<byte> target, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (scale, isNegative) = (bits[3] >> 16 & 0xFF, bits[3] < 0);
        var magnitude = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        if (bits[2] != 0 || magnitude == 0)
            return WriteDecimalBody(target, IonDecimal.FromDecimal(value));
        var length = VarInts.WriteInt(target, scale, isNegative: scale > 0);
        return length + WriteCoefficient(target[length..], magnitude, isNegative);
    }

    public static int TimestampBound(IonTimestamp value) => 32 + (value.FractionDigits <= ShortFraction ? 8 : value.FractionCoefficient.GetByteCount());

    public static int WriteTimestampBody(Span<byte> target, IonTimestamp value)
    {
        var utc = value.WholeSecondsUtc;
        var (year, month, day) = utc;
        var offset = value.OffsetMinutes;
        var length = VarInts.WriteInt(target, offset ?? 0, offset is null or < 0);
        length += VarInts.WriteUInt(target[length..], year);
        if (value.Precision >= IonTimestampPrecision.Month)
            target[length++] = (byte)(0x80 | month);
        if (value.Precision >= IonTimestampPrecision.Day)
            target[length++] = (byte)(0x80 | day);
        if (value.Precision >= IonTimestampPrecision.Minute)
        {
            target[length++] = (byte)(0x80 | utc.Hour);
            target[length++] = (byte)(0x80 | utc.Minute);
        }

        if (value.Precision == IonTimestampPrecision.Second)
            target[length++] = (byte)(0x80 | utc.Second);
        if (value.FractionDigits > 0)
        {
            length += VarInts.WriteInt(target[length..], value.FractionDigits, isNegative: true);
            length += WriteCoefficient(target[length..], value.FractionCoefficient);
        }

        return length;
    }

    /// <summary>A signed integer: magnitude, with the sign in the top bit; nothing at all for zero.</summary>
    private static int WriteCoefficient(Span<byte> target, BigInteger value)
    {
        if (value.IsZero)
            return 0;
        if (value >= long.MinValue && value <= long.MaxValue)
            return WriteCoefficient(target, value.Sign < 0 ? unchecked((ulong)-(long)value) : (ulong)(long)value, value.Sign < 0);
        var magnitude = BigInteger.Abs(value);

        // As a two's complement number the magnitude keeps its top bit free for the sign.
        magnitude.TryWriteBytes(target, out var length, isUnsigned: false, isBigEndian: true);
        if (value.Sign < 0)
            target[0] |= 0x80;
        return length;
    }

    /// <summary>The same for a magnitude other than zero; one more byte where the top bit is taken.</summary>
    private static int WriteCoefficient(Span<byte> target, ulong magnitude, bool isNegative)
    {
        var length = (64 - BitOperations.LeadingZeroCount(magnitude)) / 8 + 1;
        for (var i = length - 1; i >= 0; i--, magnitude >>= 8)
            target[i] = (byte)magnitude;
        if (isNegative)
            target[0] |= 0x80;
        return length;
    }
}
