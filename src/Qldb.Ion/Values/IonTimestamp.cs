using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// A moment in time that knows how precisely it is known, and in which offset it was written. Years 0001 to 9999 of the Gregorian
/// calendar, any number of fraction digits. <see cref="Equals(IonTimestamp)"/> compares instant, precision and offset;
/// <see cref="CompareTo"/> compares instants.
/// </summary>
public readonly partial struct IonTimestamp : IEquatable<IonTimestamp>, IComparable<IonTimestamp>, ISpanFormattable
{
    private const int MaxOffset = 24 * 60 - 1;
    private const int OffsetBias = 10_000;

    private readonly DateTime _utc;
    private readonly BigInteger _fraction;
    private readonly int _fractionDigits;
    private readonly short _biasedOffset;
    private readonly IonTimestampPrecision _precision;

    private IonTimestamp(DateTime utc, IonTimestampPrecision precision, int? offset, BigInteger fraction, int fractionDigits)
    {
        _utc = utc;
        _precision = precision;
        _biasedOffset = (short)(offset is { } minutes && precision >= IonTimestampPrecision.Minute ? minutes + OffsetBias : 0);
        _fraction = fraction;
        _fractionDigits = fractionDigits;
    }

    /// <summary>The finest component that is known.</summary>
    public IonTimestampPrecision Precision => _precision == 0 ? IonTimestampPrecision.Year : _precision;

    /// <summary>The offset from UTC in minutes; null where it is unknown (<c>-00:00</c>), as it always is without a time of day.</summary>
    public int? OffsetMinutes => _biasedOffset == 0 ? null : _biasedOffset - OffsetBias;

    /// <summary>The year in the timestamp's own offset.</summary>
    public int Year => Local.Year;

    /// <summary>The month in the timestamp's own offset; 1 when unknown.</summary>
    public int Month => Local.Month;

    /// <summary>The day in the timestamp's own offset; 1 when unknown.</summary>
    public int Day => Local.Day;

    /// <summary>The hour in the timestamp's own offset; 0 when unknown.</summary>
    public int Hour => Local.Hour;

    /// <summary>The minute in the timestamp's own offset; 0 when unknown.</summary>
    public int Minute => Local.Minute;

    /// <summary>The second; 0 when unknown.</summary>
    public int Second => _utc.Second;

    /// <summary>How many digits follow the second; trailing zeros are precision and count.</summary>
    public int FractionDigits => _fractionDigits;

    /// <summary>The digits after the second as an integer: 79 for <c>33.079</c>, whose <see cref="FractionDigits"/> is 3.</summary>
    public BigInteger FractionCoefficient => _fraction;

    /// <summary>The instant, cut to whole seconds, in UTC; an unknown offset counts as UTC.</summary>
    internal DateTime WholeSecondsUtc => DateTime.SpecifyKind(_utc, DateTimeKind.Utc);

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    private DateTime Local => _utc.AddMinutes(OffsetMinutes ?? 0);

    /// <summary>A whole year.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <returns>The timestamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such year.</exception>
    public static IonTimestamp OfYear(int year) => new(new DateTime(year, 1, 1), IonTimestampPrecision.Year, null, default, 0);

    /// <summary>A whole month.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <returns>The timestamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public static IonTimestamp OfMonth(int year, int month) => new(new DateTime(year, month, 1), IonTimestampPrecision.Month, null, default, 0);

    /// <summary>A whole day.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to 31.</param>
    /// <returns>The timestamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public static IonTimestamp OfDay(int year, int month, int day) => new(new DateTime(year, month, day), IonTimestampPrecision.Day, null, default, 0);

    /// <summary>A minute, given in local time.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to 31.</param>
    /// <param name="hour">0 to 23.</param>
    /// <param name="minute">0 to 59.</param>
    /// <param name="offsetMinutes">Local time minus UTC, less than a day; null where it is unknown.</param>
    /// <returns>The timestamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such moment between the years 1 and 9999 in UTC.</exception>
    public static IonTimestamp OfMinute(int year, int month, int day, int hour, int minute, int? offsetMinutes) =>
        new(ToUtc(new DateTime(year, month, day, hour, minute, 0), offsetMinutes), IonTimestampPrecision.Minute, offsetMinutes, default, 0);

    /// <summary>A second, or a fraction of one, given in local time.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">1 to 31.</param>
    /// <param name="hour">0 to 23.</param>
    /// <param name="minute">0 to 59.</param>
    /// <param name="second">0 to 59; Ion knows no leap seconds.</param>
    /// <param name="offsetMinutes">Local time minus UTC, less than a day; null where it is unknown.</param>
    /// <param name="fraction">The digits after the second, as an integer.</param>
    /// <param name="fractionDigits">How many digits they are, leading zeros included.</param>
    /// <returns>The timestamp.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such moment between the years 1 and 9999 in UTC.</exception>
    public static IonTimestamp OfSecond(
        int year, int month, int day, int hour, int minute, int second, int? offsetMinutes, BigInteger fraction = default, int fractionDigits = 0)
    {
        if (fractionDigits is < 0 or > IonLimits.MaxNumberDigits)
            throw new ArgumentOutOfRangeException(nameof(fractionDigits), fractionDigits, $"A fraction has 0 to {IonLimits.MaxNumberDigits} digits");
        if (fraction.Sign < 0 || fraction >= BigInteger.Pow(10, fractionDigits))
            throw new ArgumentOutOfRangeException(nameof(fraction), $"The fraction of a second does not fit {fractionDigits} digits");
        var utc = ToUtc(new DateTime(year, month, day, hour, minute, second), offsetMinutes);
        return new IonTimestamp(utc, IonTimestampPrecision.Second, offsetMinutes, fraction, fractionDigits);
    }

    /// <summary>A .NET moment, to the second or finer, with its offset.</summary>
    /// <param name="value">The moment; its offset is kept to the minute, as .NET does.</param>
    /// <param name="fractionDigits">Digits after the second, 0 to 7, the rest is cut off; null for as many as it takes to lose nothing.</param>
    /// <returns>The timestamp.</returns>
    public static IonTimestamp FromDateTimeOffset(DateTimeOffset value, int? fractionDigits = null)
    {
        if (fractionDigits is < 0 or > 7)
            throw new ArgumentOutOfRangeException(nameof(fractionDigits), fractionDigits, ".NET knows 0 to 7 fraction digits");
        var ticks = value.UtcTicks % TimeSpan.TicksPerSecond;
        var digits = 7;
        while (fractionDigits is { } wanted ? digits > wanted : digits > 0 && ticks % 10 == 0)
        {
            ticks /= 10;
            digits--;
        }

        var seconds = value.UtcTicks - value.UtcTicks % TimeSpan.TicksPerSecond;
        return new IonTimestamp(new DateTime(seconds), IonTimestampPrecision.Second, (int)value.Offset.TotalMinutes, ticks, digits);
    }

    /// <summary>
    /// The instant as a .NET moment in its own offset; an unknown offset gives UTC, digits beyond 7 are cut off, missing components are
    /// their smallest value, offsets beyond .NET's 14 hours give the same instant in UTC.
    /// </summary>
    /// <returns>The moment.</returns>
    public DateTimeOffset ToDateTimeOffset()
    {
        var ticks = _fractionDigits <= 7
            ? (long)_fraction * PowersOfTen[7 - _fractionDigits]
            : (long)(_fraction / BigInteger.Pow(10, _fractionDigits - 7));
        var utc = new DateTimeOffset(_utc.Ticks + ticks, TimeSpan.Zero);
        return OffsetMinutes is { } minutes and >= -14 * 60 and <= 14 * 60 ? utc.ToOffset(TimeSpan.FromMinutes(minutes)) : utc;
    }

    /// <summary>Whether the values are the same: instant, precision with fraction digits, and offset.</summary>
    /// <param name="other">The value to compare with.</param>
    /// <returns>True for the same value.</returns>
    public bool Equals(IonTimestamp other) =>
        _utc.Ticks == other._utc.Ticks && Precision == other.Precision && _biasedOffset == other._biasedOffset
        && _fractionDigits == other._fractionDigits && _fraction == other._fraction;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IonTimestamp other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_utc.Ticks, Precision, _biasedOffset, _fractionDigits, _fraction);

    /// <summary>Compares instants; unknown offsets count as UTC, missing components as their smallest value.</summary>
    /// <param name="other">The timestamp to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(IonTimestamp other)
    {
        var seconds = _utc.Ticks.CompareTo(other._utc.Ticks);
        return seconds != 0 ? seconds : new IonDecimal(_fraction, -_fractionDigits).CompareTo(new IonDecimal(other._fraction, -other._fractionDigits));
    }

    /// <summary>Whether two values are the same value.</summary>
    public static bool operator ==(IonTimestamp left, IonTimestamp right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(IonTimestamp left, IonTimestamp right) => !left.Equals(right);

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(IonTimestamp left, IonTimestamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left instant is earlier or the same.</summary>
    public static bool operator <=(IonTimestamp left, IonTimestamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(IonTimestamp left, IonTimestamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left instant is later or the same.</summary>
    public static bool operator >=(IonTimestamp left, IonTimestamp right) => left.CompareTo(right) >= 0;

    internal IonTimestamp WithUnknownOffset() => new(_utc, Precision, null, _fraction, _fractionDigits);

    /// <summary>Made by readers, whose components are UTC already and checked.</summary>
    internal static IonTimestamp FromUtc(DateTime utc, IonTimestampPrecision precision, int? offset, BigInteger fraction, int fractionDigits) =>
        new(utc, precision, offset, fraction, fractionDigits);

    private static DateTime ToUtc(DateTime local, int? offsetMinutes)
    {
        if (offsetMinutes is < -MaxOffset or > MaxOffset)
            throw new ArgumentOutOfRangeException(nameof(offsetMinutes), offsetMinutes, "An offset is less than a day");
        return offsetMinutes is { } minutes ? local.AddMinutes(-minutes) : local;
    }
}
