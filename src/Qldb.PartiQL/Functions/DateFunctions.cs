using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>Date and time functions (partiql-dialect, sections 3.3 and 3.6).</summary>
internal static class DateFunctions
{
    /// <summary>The part of that name, or null.</summary>
    public static DatePart? FindPart(string name) => name.ToUpperInvariant() switch
    {
        "YEAR" => DatePart.Year,
        "MONTH" => DatePart.Month,
        "DAY" => DatePart.Day,
        "HOUR" => DatePart.Hour,
        "MINUTE" => DatePart.Minute,
        "SECOND" => DatePart.Second,
        "TIMEZONE_HOUR" => DatePart.TimezoneHour,
        "TIMEZONE_MINUTE" => DatePart.TimezoneMinute,
        _ => null,
    };

    public static Function Add(DatePart part) => new("DATE_ADD", 2, 2, (in arguments) =>
        Value.Of(Add(part, arguments.Integer(0), arguments.Timestamp(1))));

    public static Function Difference(DatePart part) => new("DATE_DIFF", 2, 2, (in arguments) =>
        Value.Of(Difference(part, arguments.Timestamp(0), arguments.Timestamp(1))));

    public static Function Extract(DatePart part) => new("EXTRACT", 1, 1, (in arguments) => Extract(part, arguments.Timestamp(0)));

    public static Value ToText(in Arguments arguments) =>
        Value.Of(TimestampPattern.Parse(arguments.Text(1)).Format(arguments.Timestamp(0)));

    public static Value ToTimestamp(in Arguments arguments)
    {
        var text = arguments.Text(0);
        if (arguments.Count == 2)
        {
            return Value.Of(TimestampPattern.Parse(arguments.Text(1)).ParseTimestamp(text));
        }

        return IonTimestamp.TryParse(text, out var timestamp)
            ? Value.Of(timestamp)
            : throw new ValueException($"'{text}' is no Ion timestamp, such as 2020-05-31T12:30Z");
    }

    // The result is at least as precise as the part; a time of day that appears this way is in UTC.
    private static IonTimestamp Add(DatePart part, long quantity, IonTimestamp timestamp)
    {
        var local = new DateTime(timestamp.Year, timestamp.Month, timestamp.Day, timestamp.Hour, timestamp.Minute, timestamp.Second);
        try
        {
            var moved = part switch
            {
                DatePart.Year => local.AddYears(checked((int)quantity)),
                DatePart.Month => local.AddMonths(checked((int)quantity)),
                _ => local.AddTicks(checked(quantity * TicksOf(part))),
            };
            var precision = (IonTimestampPrecision)Math.Max((int)timestamp.Precision, (int)PrecisionOf(part));
            var hadTime = timestamp.Precision >= IonTimestampPrecision.Minute;
            return TimestampParts.Build(
                moved, precision, hadTime ? timestamp.OffsetMinutes : 0, timestamp.FractionCoefficient, timestamp.FractionDigits);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw new ValueException($"{timestamp} plus {quantity} {part.ToString().ToLowerInvariant()}s is not between the years 1 and 9999");
        }
    }

    private static long Difference(DatePart part, IonTimestamp from, IonTimestamp to)
    {
        var (start, end) = (from.ToDateTimeOffset().UtcDateTime, to.ToDateTimeOffset().UtcDateTime);
        if (part > DatePart.Month)
        {
            return (end - start).Ticks / TicksOf(part);
        }

        var months = start <= end ? WholeMonths(start, end) : -WholeMonths(end, start);
        return part == DatePart.Year ? months / 12 : months;
    }

    private static long WholeMonths(DateTime start, DateTime end)
    {
        var months = ((end.Year - start.Year) * 12) + end.Month - start.Month;
        var isWhole = (end.Day, end.TimeOfDay).CompareTo((start.Day, start.TimeOfDay)) >= 0;
        return isWhole ? months : months - 1;
    }

    private static Value Extract(DatePart part, IonTimestamp timestamp) => part switch
    {
        DatePart.Year => Value.Of((long)timestamp.Year),
        DatePart.Month => Value.Of((long)timestamp.Month),
        DatePart.Day => Value.Of((long)timestamp.Day),
        DatePart.Hour => Value.Of((long)timestamp.Hour),
        DatePart.Minute => Value.Of((long)timestamp.Minute),
        DatePart.Second => Value.Of((long)timestamp.Second),
        _ when timestamp.OffsetMinutes is not { } => Value.Null,
        DatePart.TimezoneHour => Value.Of((long)timestamp.OffsetMinutes.Value / 60),
        _ => Value.Of((long)timestamp.OffsetMinutes.Value % 60),
    };

    private static long TicksOf(DatePart part) => part switch
    {
        DatePart.Day => TimeSpan.TicksPerDay,
        DatePart.Hour => TimeSpan.TicksPerHour,
        DatePart.Minute => TimeSpan.TicksPerMinute,
        _ => TimeSpan.TicksPerSecond,
    };

    private static IonTimestampPrecision PrecisionOf(DatePart part) => part switch
    {
        DatePart.Year => IonTimestampPrecision.Year,
        DatePart.Month => IonTimestampPrecision.Month,
        DatePart.Day => IonTimestampPrecision.Day,
        DatePart.Hour or DatePart.Minute => IonTimestampPrecision.Minute,
        _ => IonTimestampPrecision.Second,
    };
}
