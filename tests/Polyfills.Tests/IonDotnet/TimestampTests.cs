using Amazon.IonDotnet;

namespace Polyfills.Tests.IonDotnet;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2007T")]
    [InlineData("2007-02T")]
    [InlineData("2007-02-23")]
    [InlineData("2007-02-23T12:14Z")]
    [InlineData("2007-02-23T12:14-00:00")]
    [InlineData("2007-02-23T12:14+01:30")]
    [InlineData("2007-02-23T12:14:33Z")]
    [InlineData("2007-02-23T12:14:33.079-08:00")]
    [InlineData("2007-02-23T12:14:33.00-00:00")]
    [InlineData("0001-01-01T00:00:00.1234567890123456789012345678Z")]
    [InlineData("2007-02-23T00:00:00+23:59")]
    public void Text_that_is_parsed_prints_the_same(string text)
    {
        var value = Timestamp.Parse(text);

        Assert.Equal(text, value.ToString());
        Assert.Equal(value, Ion.Value(text).TimestampValue);
        Assert.Equal(value, Ion.Value(Ion.Binary(writer => writer.WriteTimestamp(value))).TimestampValue);
    }

    [Fact]
    public void The_kind_says_what_is_known_of_the_offset()
    {
        var unknown = new Timestamp(2007, 2, 23, 12, 14, 33);
        var utc = new Timestamp(2007, 2, 23, 12, 14, 33, 0);
        var local = new Timestamp(2007, 2, 23, 12, 14, 33, -480, 0.079m);
        var day = new Timestamp(2007, 2, 23, 0, 0, 0, 60, Timestamp.Precision.Day);

        Assert.Equal((DateTimeKind.Unspecified, false), (unknown.DateTimeValue.Kind, unknown.OffsetKnown));
        Assert.Equal((DateTimeKind.Utc, true), (utc.DateTimeValue.Kind, utc.OffsetKnown));
        Assert.Equal((DateTimeKind.Local, -480), (local.DateTimeValue.Kind, local.LocalOffset));
        Assert.Equal(new DateTime(2007, 2, 23, 12, 14, 33, 79), local.DateTimeValue);
        Assert.Equal((DateTimeKind.Unspecified, 0), (day.DateTimeValue.Kind, day.LocalOffset));
    }

    [Fact]
    public void A_fraction_or_an_offset_is_told_by_its_type()
    {
        Assert.True(new Timestamp(2007, 2, 23, 12, 14, 33, 0).OffsetKnown);
        Assert.False(new Timestamp(2007, 2, 23, 12, 14, 33, 0m).OffsetKnown);
    }

    [Fact]
    public void A_moment_of_NET_comes_back()
    {
        var value = new DateTimeOffset(2007, 2, 23, 12, 14, 33, TimeSpan.FromHours(-8)).AddTicks(790_001);

        Assert.Equal(value, new Timestamp(value).AsDateTimeOffset());
        Assert.Equal(value.Offset, new Timestamp(value).AsDateTimeOffset().Offset);
        Assert.Equal(value.ToUnixTimeMilliseconds(), new Timestamp(value).Milliseconds);
        Assert.Equal(value.DateTime, new Timestamp(value.DateTime).DateTimeValue);
        Assert.Throws<InvalidOperationException>(() => new Timestamp(value.DateTime).AsDateTimeOffset());
    }

    [Theory]
    [InlineData("2007")]
    [InlineData("2007-13T")]
    [InlineData("2007-02-30")]
    [InlineData("2007-02-23T12:14:60Z")]
    [InlineData("2007-02-23T12:14")]
    [InlineData("")]
    public void Other_text_is_a_format_error(string text) => Assert.Throws<FormatException>(() => Timestamp.Parse(text));

    [Fact]
    public void A_fraction_is_less_than_a_second()
    {
        Assert.Throws<ArgumentException>(() => new Timestamp(2007, 2, 23, 12, 14, 33, 1m));
        Assert.Throws<ArgumentException>(() => new Timestamp(2007, 2, 23, 12, 14, 33, 0, -0.1m));
    }
}
