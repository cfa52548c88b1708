using Qldb.Ion;

namespace Amazon.IonDotnet;

public readonly partial struct Timestamp
{
    private const int MaxDecimalDigits = 28;

    internal Timestamp(IonTimestamp value)
        : this(
            new DateTime(value.Year, value.Month, value.Day, value.Hour, value.Minute, value.Second),
            value.OffsetMinutes,
            FractionOf(value),
            (Precision)value.Precision)
    {
    }

    public static bool operator ==(Timestamp x, Timestamp y) => x.Equals(y);

    public static bool operator !=(Timestamp x, Timestamp y) => !x.Equals(y);

    /// <summary>Reads a timestamp as it stands in Ion text.</summary>
    public static Timestamp Parse(string s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return new Timestamp(IonTimestamp.Parse(s));
    }

    /// <summary>The moment; beyond .NET's offsets of 14 hours it is given in UTC.</summary>
    public DateTimeOffset AsDateTimeOffset()
    {
        if (!OffsetKnown)
            throw new InvalidOperationException("Offset is unknown");
        var offset = TimeSpan.FromMinutes(LocalOffset);
        return offset.Duration() <= TimeSpan.FromHours(14)
            ? new DateTimeOffset(DateTimeValue.Ticks, offset)
            : new DateTimeOffset(DateTimeValue.Ticks - offset.Ticks, TimeSpan.Zero);
    }

    /// <summary>Equality of the Ion data model: the instant, the precision with the digits of the fraction, and the offset.</summary>
    public bool Equals(Timestamp other) => ToIon().Equals(other.ToIon());

    public override bool Equals(object obj) => obj is Timestamp other && Equals(other);

    public override int GetHashCode() => ToIon().GetHashCode();

    public override string ToString() => ToIon().ToString();

    internal IonTimestamp ToIon()
    {
        var t = DateTimeValue;
        int? offset = OffsetKnown ? LocalOffset : null;
        return TimestampPrecision switch
        {
            Precision.Month => IonTimestamp.OfMonth(t.Year, t.Month),
            Precision.Day => IonTimestamp.OfDay(t.Year, t.Month, t.Day),
            Precision.Minute => IonTimestamp.OfMinute(t.Year, t.Month, t.Day, t.Hour, t.Minute, offset),
            Precision.Second => IonTimestamp.OfSecond(
                t.Year, t.Month, t.Day, t.Hour, t.Minute, t.Second, offset, IonDecimal.FromDecimal(FractionalSecond).Coefficient, FractionalSecond.Scale),
            _ => IonTimestamp.OfYear(t.Year),
        };
    }

    private static decimal FractionOf(IonTimestamp value)
    {
        if (value.FractionDigits > MaxDecimalDigits)
            throw new OverflowException($"{value} has more than the {MaxDecimalDigits} fraction digits that FractionalSecond can hold");
        return new IonDecimal(value.FractionCoefficient, -value.FractionDigits).ToDecimal();
    }
}
