using System.Numerics;
using Xunit;

namespace Qldb.Ion.Tests.Values;

/// <summary>Beyond the documented limits there is a clear error: no crash, no endless loop, no memory without bound.</summary>
public sealed class IonLimitsTests
{
    [Theory]
    [InlineData("[", "]")]
    [InlineData("(", ")")]
    [InlineData("{a:", "}")]
    [InlineData("a::[", "]")]
    public void The_deepest_text_is_read_and_the_next_level_refused(string open, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + (open[0] == '{' ? "1" : "") + string.Concat(Enumerable.Repeat(close, depth));
        var deepest = IonElement.ParseText(Nested(IonLimits.MaxDepth));
        Assert.Equal(deepest, IonElement.ParseText(deepest.ToString()));
        Assert.Equal(deepest.GetHashCode(), IonElement.Parse(deepest.ToBinary()).GetHashCode());
        Assert.Equal(QldbHash.Of(deepest), QldbHash.OfIonBinary(deepest.ToBinary()));
        Assert.Contains("deeper", Assert.Throws<IonFormatException>(() => IonElement.ParseText(Nested(IonLimits.MaxDepth + 1))).Message);
        Assert.Throws<IonFormatException>(() => IonElement.ParseText(Nested(200_000)));
    }

    [Fact]
    public void Binary_nested_too_deeply_is_refused_by_every_reader()
    {
        var nested = new List<byte> { 0xB0 };
        for (var depth = 1; depth <= IonLimits.MaxDepth; depth++)
            nested.InsertRange(0, nested.Count < 14 ? [(byte)(0xB0 | nested.Count)] : [0xBE, (byte)(nested.Count >> 7), (byte)(nested.Count & 0x7F | 0x80)]);
        byte[] stream = [0xE0, 0x01, 0x00, 0xEA, .. nested];
        Assert.Throws<IonFormatException>(() => IonElement.Parse(stream));
        Assert.Throws<IonFormatException>(() => QldbHash.OfIonBinary(stream));
        Assert.Throws<IonFormatException>(() => DescendWithReader(stream));
    }

    [Fact]
    public void A_writer_refuses_what_no_reader_would_take()
    {
        using var writer = new IonBinaryWriter();
        for (var depth = 0; depth < IonLimits.MaxDepth; depth++)
            writer.StepIn(IonType.List);
        Assert.Throws<InvalidOperationException>(() => writer.StepIn(IonType.List));
        Assert.ThrowsAny<InvalidOperationException>(() => writer.WriteInt(BigInteger.One << (IonLimits.MaxNumberBytes * 8)));
    }

    [Fact]
    public void The_longest_numbers_keep_their_value_and_longer_ones_are_refused()
    {
        var nines = new string('9', IonLimits.MaxNumberDigits - 1);
        foreach (var text in new[]
        {
            nines, $"-{nines}.", $"0.{nines[1..]}", $"2000-01-01T00:00:00.{nines}Z", "0x" + new string('f', IonLimits.MaxNumberBytes * 2),
        })
        {
            var value = IonElement.ParseText(text);
            Assert.Equal(value, IonElement.Parse(value.ToBinary()));
            var longer = text.Replace("f", "ff", StringComparison.Ordinal).Replace("9", "99", StringComparison.Ordinal);
            Assert.Throws<IonFormatException>(() => IonElement.ParseText(longer));
        }
    }

    [Fact]
    public void A_hexadecimal_number_of_the_longest_kind_goes_through_decimal_text()
    {
        var value = IonElement.OfInt((BigInteger.One << (IonLimits.MaxNumberBytes * 8)) - 1);
        Assert.Equal(value, IonElement.ParseText(value.ToString()));
    }

    [Theory]
    [InlineData(new byte[] { 0x8E, 0x7F, 0x7F, 0x7F, 0xFF })]
    [InlineData(new byte[] { 0xBE, 0x07, 0x7F, 0x7F, 0x7F, 0xFF })]
    [InlineData(new byte[] { 0x2E, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0xFF })]
    public void A_length_beyond_the_data_costs_nothing_but_an_error(byte[] value)
    {
        byte[] stream = [0xE0, 0x01, 0x00, 0xEA, .. value];
        Assert.False(IonElement.TryParse(stream, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(IonElement.TryParse(stream, out _));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000);
    }

    [Fact]
    public void Decimals_far_apart_are_compared_at_once()
    {
        var tiny = IonDecimal.Parse("1d-2000000000");
        var huge = IonDecimal.Parse("1d2000000000");
        Assert.True(tiny < huge);
        Assert.True(IonDecimal.Parse("-1d2000000000") < tiny);
        Assert.False(huge.TryToDecimal(out _));
        Assert.True(tiny.TryToDecimal(out var zero));
        Assert.Equal(0m, zero);
        Assert.Equal(double.PositiveInfinity, huge.ToDouble());
        Assert.Equal(huge, IonDecimal.Parse(huge.ToString()));
    }

    [Fact]
    public void A_symbol_table_may_import_more_ids_than_memory_could_hold()
    {
        var value = Assert.Single(IonText.ReadAll("$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 99999999999}], symbols: [\"a\"]} [$100000000009, $10]"));
        Assert.Equal("a", value.EnumerateElements().First().GetString());
        Assert.Throws<IonFormatException>(() => IonText.ReadAll(
            "$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 999999999999999999999999}]} 1").ToList());
    }

    private static void DescendWithReader(byte[] stream)
    {
        var reader = new IonBinaryReader(stream);
        while (reader.MoveNext())
            reader.StepIn();
    }
}
