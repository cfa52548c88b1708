using System.Buffers.Binary;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>The canonical binary forms of scalars. The caller provides room; each method says how much it used.</summary>
internal static class ScalarEncoding
{
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

    public static int TimestampBound(IonTimestamp value) => 32 + value.FractionCoefficient.GetByteCount();

    public static int WriteTimestampBody(Span<byte> target, IonTimestamp value)
    {
        var utc = value.WholeSecondsUtc;
        var offset = value.OffsetMinutes;
        var length = VarInts.WriteInt(target, offset ?? 0, offset is null or < 0);
        length += VarInts.WriteUInt(target[length..], utc.Year);
        if (value.Precision >= IonTimestampPrecision.Month)
            target[length++] = (byte)(0x80 | utc.Month);
        if (value.Precision >= IonTimestampPrecision.Day)
            target[length++] = (byte)(0x80 | utc.Day);
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
        var magnitude = BigInteger.Abs(value);

        // As a two's complement number the magnitude keeps its top bit free for the sign.
        magnitude.TryWriteBytes(target, out var length, isUnsigned: false, isBigEndian: true);
        if (value.Sign < 0)
            target[0] |= 0x80;
        return length;
    }
}
