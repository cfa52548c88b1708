namespace Qldb.Ion;

internal sealed class IonTimestampConverter : IonConverter<IonTimestamp>
{
    public override void Write(IIonWriter writer, IonTimestamp value) => writer.WriteTimestamp(value);

    public override IonTimestamp Read(IonElement value) =>
        value.Type == IonType.Timestamp ? value.GetTimestamp() : throw Expect.Mismatch(typeof(IonTimestamp), value);
}

internal sealed class DateTimeOffsetConverter : IonConverter<DateTimeOffset>
{
    public override void Write(IIonWriter writer, DateTimeOffset value) => writer.WriteTimestamp(IonTimestamp.FromDateTimeOffset(value));

    public override DateTimeOffset Read(IonElement value) =>
        value.Type == IonType.Timestamp ? value.GetTimestamp().ToDateTimeOffset() : throw Expect.Mismatch(typeof(DateTimeOffset), value);
}

/// <summary>Local time has its offset, and time of no kind the unknown offset; what comes back is UTC, or of no kind.</summary>
internal sealed class DateTimeConverter : IonConverter<DateTime>
{
    public override void Write(IIonWriter writer, DateTime value)
    {
        var isUnspecified = value.Kind == DateTimeKind.Unspecified;
        var moment = isUnspecified ? new DateTimeOffset(value, TimeSpan.Zero) : new DateTimeOffset(value);
        var timestamp = IonTimestamp.FromDateTimeOffset(moment);
        writer.WriteTimestamp(isUnspecified ? timestamp.WithUnknownOffset() : timestamp);
    }

    public override DateTime Read(IonElement value)
    {
        if (value.Type != IonType.Timestamp)
            throw Expect.Mismatch(typeof(DateTime), value);
        var timestamp = value.GetTimestamp();
        var utc = timestamp.ToDateTimeOffset().UtcDateTime;
        return timestamp.OffsetMinutes is null ? DateTime.SpecifyKind(utc, DateTimeKind.Unspecified) : utc;
    }
}

internal sealed class DateOnlyConverter : IonConverter<DateOnly>
{
    public override void Write(IIonWriter writer, DateOnly value) =>
        writer.WriteTimestamp(IonTimestamp.OfDay(value.Year, value.Month, value.Day));

    public override DateOnly Read(IonElement value)
    {
        if (value.Type != IonType.Timestamp)
            throw Expect.Mismatch(typeof(DateOnly), value);
        var timestamp = value.GetTimestamp();
        return new DateOnly(timestamp.Year, timestamp.Month, timestamp.Day);
    }
}
