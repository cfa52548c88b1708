namespace Qldb.Ion;

internal sealed class IonTimestampConverter : BuiltInConverter<IonTimestamp>
{
    public override void Write(IIonWriter writer, IonTimestamp value) => writer.WriteTimestamp(value);

    internal override IonTimestamp Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type == IonType.Timestamp ? Timestamps.Read(source.Data, header.Body, header.End) : throw Mismatch(source, offset);
}

internal sealed class DateTimeOffsetConverter : BuiltInConverter<DateTimeOffset>
{
    public override void Write(IIonWriter writer, DateTimeOffset value) => writer.WriteTimestamp(IonTimestamp.FromDateTimeOffset(value));

    internal override DateTimeOffset Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type == IonType.Timestamp ? Timestamps.ReadMoment(source.Data, header.Body, header.End) : throw Mismatch(source, offset);
}

/// <summary>Local time has its offset, and time of no kind the unknown offset; what comes back is UTC, or of no kind.</summary>
internal sealed class DateTimeConverter : BuiltInConverter<DateTime>
{
    public override void Write(IIonWriter writer, DateTime value)
    {
        var isUnspecified = value.Kind == DateTimeKind.Unspecified;
        var moment = isUnspecified ? new DateTimeOffset(value, TimeSpan.Zero) : new DateTimeOffset(value);
        var timestamp = IonTimestamp.FromDateTimeOffset(moment);
        writer.WriteTimestamp(isUnspecified ? timestamp.WithUnknownOffset() : timestamp);
    }

    internal override DateTime Read(in BinarySource source, int offset, in ValueHeader header)
    {
        if (header.Type != IonType.Timestamp)
            throw Mismatch(source, offset);
        var timestamp = Timestamps.Read(source.Data, header.Body, header.End);
        var utc = timestamp.ToDateTimeOffset().UtcDateTime;
        return timestamp.OffsetMinutes is null ? DateTime.SpecifyKind(utc, DateTimeKind.Unspecified) : utc;
    }
}

internal sealed class DateOnlyConverter : BuiltInConverter<DateOnly>
{
    public override void Write(IIonWriter writer, DateOnly value) =>
        writer.WriteTimestamp(IonTimestamp.OfDay(value.Year, value.Month, value.Day));

    internal override DateOnly Read(in BinarySource source, int offset, in ValueHeader header) =>
        header.Type == IonType.Timestamp ? Timestamps.ReadDate(source.Data, header.Body, header.End) : throw Mismatch(source, offset);
}
