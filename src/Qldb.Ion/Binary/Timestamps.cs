using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// The bodies of timestamps: an offset, the components in UTC from the year on, and a fraction. Checking needs neither a date nor a big
/// number, in all but odd cases.
/// </summary>
internal static class Timestamps
{
    private const int Day = 24 * 60;
    private const byte UnknownZone = 0xC0;
    private const byte Utc = 0x80;

    // The offset, two bytes of the year, month and day; then hour, minute and second.
    private const int DateLength = 5;
    private const int FractionStart = DateLength + 3;

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    private static ReadOnlySpan<byte> DaysInMonth => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static void Check(ReadOnlySpan<byte> data, int offset, int end) => ReadParts(data, offset, end, out _);

    public static IonTimestamp Read(ReadOnlySpan<byte> data, int offset, int end)
    {
        ReadParts(data, offset, end, out var parts);
        var (fraction, digits) = parts.HasLongFraction ? ReadFraction(data, parts.FractionOffset, end) : (parts.Fraction, parts.FractionDigits);
        return IonTimestamp.FromUtc(parts.WholeSeconds, parts.Precision, parts.Zone, fraction, digits);
    }

    /// <summary>What <see cref="IonTimestamp.ToDateTimeOffset"/> makes of the timestamp.</summary>
    public static DateTimeOffset ReadMoment(ReadOnlySpan<byte> data, int offset, int end)
    {
        ReadParts(data, offset, end, out var parts);
        if (parts.HasLongFraction || parts.FractionDigits > 7 || parts.Zone is not (null or 0))
            return Read(data, offset, end).ToDateTimeOffset();
        return new DateTimeOffset(parts.WholeSeconds.Ticks + (long)parts.Fraction * PowersOfTen[7 - parts.FractionDigits], TimeSpan.Zero);
    }

    /// <summary>The date of the timestamp in its own offset.</summary>
    public static DateOnly ReadDate(ReadOnlySpan<byte> data, int offset, int end)
    {
        ReadParts(data, offset, end, out var parts);
        if (parts.Precision <= IonTimestampPrecision.Day || parts.Zone is null or 0)
            return new DateOnly(parts.Year, parts.Month, parts.Day);
        var timestamp = Read(data, offset, end);
        return new DateOnly(timestamp.Year, timestamp.Month, timestamp.Day);
    }

    /// <summary>
    /// Whether a checked body is surely the one that the writer makes: an offset that is unknown, or zero where there is a time of day, a year of two bytes, all else
    /// of one, and a fraction as <see cref="TryReadShortFraction"/> describes it, without zeros before it. May miss others.
    /// </summary>
    public static bool IsShort(ReadOnlySpan<byte> body)
    {
        if (body.Length < 3 || body[0] != UnknownZone && (body[0] != Utc || body.Length <= DateLength) || body[1] is 0 or >= 0x80 || body[2] < 0x80)
            return false;
        foreach (var b in body[3..Math.Min(body.Length, FractionStart)])
        {
            if (b < 0x80)
                return false;
        }

        return body.Length <= FractionStart
            || body[FractionStart] is > 0xC0 and < 0xCA && body[(FractionStart + 1)..] is [] or [> 0 and < 0x80, ..] or [0, >= 0x80, ..];
    }

    private static void ReadParts(ReadOnlySpan<byte> data, int offset, int end, out Parts parts)
    {
        var start = offset;
        parts = new Parts { Month = 1, Day = 1, Precision = IonTimestampPrecision.Year };
        var zone = VarInts.ReadInt(data, ref offset, end, out var isNegative);
        if (offset == end)
            throw new IonFormatException("A timestamp needs a year", start);
        parts.Year = Next(data, ref offset, end);
        if (offset < end)
        {
            parts.Month = Next(data, ref offset, end);
            parts.Precision = IonTimestampPrecision.Month;
        }

        if (offset < end)
        {
            parts.Day = Next(data, ref offset, end);
            parts.Precision = IonTimestampPrecision.Day;
        }

        if (offset < end)
        {
            parts.Hour = Next(data, ref offset, end);
            if (offset == end)
                throw new IonFormatException("A timestamp with an hour needs a minute", start);
            parts.Minute = Next(data, ref offset, end);
            parts.Precision = IonTimestampPrecision.Minute;
        }

        if (offset < end)
        {
            parts.Second = Next(data, ref offset, end);
            parts.Precision = IonTimestampPrecision.Second;
        }

        parts.FractionOffset = offset;
        parts.Zone = isNegative && zone == 0 ? null : (int)Math.Clamp(zone, -Day, Day);
        CheckParts(parts, start);
        if (offset < end && !TryReadShortFraction(data, offset, end, ref parts))
        {
            parts.HasLongFraction = true;
            ReadFraction(data, offset, end);
        }
    }

    private static int Next(ReadOnlySpan<byte> data, ref int offset, int end) => (int)Math.Min(VarInts.ReadUInt(data, ref offset, end), int.MaxValue);

    private static void CheckParts(in Parts parts, int offset)
    {
        var isReal = parts.Year is >= 1 and <= 9999 && parts.Month is >= 1 and <= 12 && parts.Day >= 1
            && (parts.Day <= DaysInMonth[parts.Month] || parts is { Day: 29, Month: 2 } && DateTime.IsLeapYear(parts.Year))
            && parts.Hour < 24 && parts.Minute < 60 && parts.Second < 60;
        if (!isReal)
        {
            throw new IonFormatException(
                $"There is no moment {parts.Year:0000}-{parts.Month:00}-{parts.Day:00}T{parts.Hour:00}:{parts.Minute:00}:{parts.Second:00}", offset);
        }

        if (parts.Zone is not { } zone || zone == 0)
            return;
        if (zone is <= -Day or >= Day)
            throw new IonFormatException("An offset of a timestamp is a day or more", offset);

        // Only the first and the last day of the calendar have a local time beyond it.
        if (parts is { Precision: >= IonTimestampPrecision.Minute, Year: 1 or 9999 })
            CheckLocal(parts, zone, offset);
    }

    private static void CheckLocal(in Parts parts, int zone, int offset)
    {
        var utc = new DateTime(parts.Year, parts.Month, parts.Day, parts.Hour, parts.Minute, parts.Second);
        var local = utc.Ticks + zone * TimeSpan.TicksPerMinute;
        if (local < 0 || local > DateTime.MaxValue.Ticks)
            throw new IonFormatException("The local time of a timestamp must lie within the years 0001 to 9999", offset);
    }

    /// <summary>C3 02 03: three digits, 515. So are nearly all: the number of digits in one byte, and the number in at most four.</summary>
    private static bool TryReadShortFraction(ReadOnlySpan<byte> data, int offset, int end, ref Parts parts)
    {
        var digits = data[offset] - 0xC0;
        var coefficient = data[(offset + 1)..end];
        if (digits < 1 || digits >= PowersOfTen.Length || coefficient.Length > 4 || !coefficient.IsEmpty && coefficient[0] >= 0x80)
            return false;
        foreach (var b in coefficient)
            parts.Fraction = parts.Fraction << 8 | b;
        parts.FractionDigits = digits;
        return parts.Fraction < PowersOfTen[digits];
    }

    private static (BigInteger Fraction, int Digits) ReadFraction(ReadOnlySpan<byte> data, int offset, int end)
    {
        var start = offset;
        var exponent = VarInts.ReadInt(data, ref offset, end, out _);
        var coefficient = Scalars.ReadCoefficient(data[offset..end], offset, out _);
        if (coefficient.IsZero && exponent >= 0)
            return (coefficient, 0);
        if (exponent < -IonLimits.MaxNumberDigits)
            throw new IonFormatException($"A fraction of {-exponent} digits is longer than the limit of {IonLimits.MaxNumberDigits}", start);
        if (exponent >= 0 || coefficient.Sign < 0 || !IsBelowOne(coefficient, (int)-exponent))
            throw new IonFormatException("A fraction of a second must be at least 0 and less than 1", start);
        return (coefficient, (int)-exponent);
    }

    private static bool IsBelowOne(BigInteger coefficient, int digits)
    {
        if (digits >= 19 || coefficient.GetBitLength() > 63)
            return coefficient.IsZero || IonDecimal.DigitCount(coefficient) <= digits;
        var one = 1L;
        for (var i = 0; i < digits; i++)
            one *= 10;
        return (long)coefficient < one;
    }

    private struct Parts
    {
        public int Year;
        public int Month;
        public int Day;
        public int Hour;
        public int Minute;
        public int Second;
        public int? Zone;
        public int Fraction;
        public int FractionDigits;
        public int FractionOffset;
        public bool HasLongFraction;
        public IonTimestampPrecision Precision;

        public readonly DateTime WholeSeconds => new(Year, Month, Day, Hour, Minute, Second);
    }
}
