namespace Amazon.IonDotnet;

/// <summary>A moment with its precision and, from minutes on, its offset where that is known.</summary>
public readonly partial struct Timestamp : IEquatable<Timestamp>
{
    /// <summary>The components as written, fraction included. The kind says what is known of the offset: Unspecified is nothing.</summary>
    public readonly DateTime DateTimeValue;

    /// <summary>Local time minus UTC in minutes; 0 where it is unknown.</summary>
    public readonly int LocalOffset;

    public readonly Precision TimestampPrecision;

    /// <summary>The fraction of the second, from 0 up to 1; its trailing zeros are precision.</summary>
    public readonly decimal FractionalSecond;

    /// <summary>A moment of unknown offset.</summary>
    public Timestamp(int year, int month, int day, int hour, int minute, int second, Precision precision = Precision.Second)
        : this(Components(year, month, day, hour, minute, second), null, 0, precision)
    {
    }

    /// <summary>A moment of unknown offset.</summary>
    public Timestamp(
        int year, int month, int day, int hour, int minute, int second, in decimal frac, Precision precision = Precision.Second)
        : this(Components(year, month, day, hour, minute, second), null, frac, precision)
    {
    }

    /// <summary>A moment in local time, at an offset in minutes.</summary>
    public Timestamp(
        int year, int month, int day, int hour, int minute, int second, int offset, Precision precision = Precision.Second)
        : this(Components(year, month, day, hour, minute, second), offset, 0, precision)
    {
    }

    /// <summary>A moment in local time, at an offset in minutes.</summary>
    public Timestamp(
        int year, int month, int day, int hour, int minute, int second, int offset, in decimal frac, Precision precision = Precision.Second)
        : this(Components(year, month, day, hour, minute, second), offset, frac, precision)
    {
    }

    /// <summary>A moment of unknown offset, whatever the kind of the argument.</summary>
    public Timestamp(DateTime dateTimeValue)
        : this(WholeSeconds(dateTimeValue), null, Fraction(dateTimeValue), Precision.Second)
    {
    }

    /// <summary>A moment at a known offset.</summary>
    public Timestamp(DateTimeOffset dateTimeOffset)
        : this(
            WholeSeconds(dateTimeOffset.DateTime),
            (int)dateTimeOffset.Offset.TotalMinutes,
            Fraction(dateTimeOffset.DateTime),
            Precision.Second)
    {
    }

    private Timestamp(DateTime wholeSeconds, int? offset, decimal fraction, Precision precision)
    {
        if (fraction is < 0 or >= 1)
            throw new ArgumentException($"The fraction of a second is at least 0 and less than 1, not {fraction}", nameof(fraction));

        var known = offset is not null && precision >= Precision.Minute;
        var kind = !known ? DateTimeKind.Unspecified : offset == 0 ? DateTimeKind.Utc : DateTimeKind.Local;
        DateTimeValue = DateTime.SpecifyKind(wholeSeconds.AddTicks((long)(fraction * TimeSpan.TicksPerSecond)), kind);
        LocalOffset = known ? offset.Value : 0;
        TimestampPrecision = precision;
        FractionalSecond = fraction;
    }

    /// <summary>The finest component of a timestamp.</summary>
    public enum Precision : byte
    {
        Year = 1,
        Month = 2,
        Day = 3,
        Minute = 4,
        Second = 5,
    }

    /// <summary>Milliseconds since 1970 began; an unknown offset counts as UTC.</summary>
    public long Milliseconds => (DateTimeValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond - LocalOffset * 60_000L;

    public bool OffsetKnown => DateTimeValue.Kind != DateTimeKind.Unspecified;

    private static DateTime Components(int year, int month, int day, int hour, int minute, int second) =>
        new(year, Math.Max(month, 1), Math.Max(day, 1), hour, minute, second);

    private static DateTime WholeSeconds(DateTime value) => value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>The fraction of the second, with as many digits as it takes.</summary>
    private static decimal Fraction(DateTime value)
    {
        var ticks = value.Ticks % TimeSpan.TicksPerSecond;
        byte digits = 7;
        for (; digits > 0 && ticks % 10 == 0; digits--)
            ticks /= 10;
        return new decimal((int)ticks, 0, 0, isNegative: false, digits);
    }
}
