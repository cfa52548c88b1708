using Qldb.Ion.Tests.Support;
using Xunit;

namespace Qldb.Ion.Tests.Binary;

public sealed class IonBinaryWriterTests
{
    [Fact]
    public void A_value_without_symbols_of_its_own_has_no_symbol_table()
    {
        Assert.Equal([0xE0, 0x01, 0x00, 0xEA, 0x21, 0x01], IonElement.OfInt(1).ToBinary());
        Assert.Equal([0xE0, 0x01, 0x00, 0xEA, 0x71, 0x04], IonElement.OfSymbol("name").ToBinary());
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(3_000_000)]
    public void Content_of_every_length_fits_its_container(int length)
    {
        using var writer = new IonBinaryWriter();
        writer.WriteAnnotation("a");
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("b");
        writer.StepIn(IonType.List);
        writer.WriteString(new string('x', length));
        writer.StepOut();
        writer.StepOut();
        var value = IonElement.Parse(writer.ToArray());
        Assert.Equal(length, value.GetField("b").EnumerateElements().Single().GetUtf8().Length);
        Assert.Equal(value.AsBinary().ToArray(), value.ToBinary());
    }

    [Fact]
    public void The_same_writer_writes_the_same_after_Reset_and_allocates_nothing()
    {
        using var writer = new IonBinaryWriter();
        WritePerson(writer);
        var first = writer.WrittenMemory.ToArray();
        Assert.Equal(0, Allocated.LeastBytes(() =>
        {
            writer.Reset();
            WritePerson(writer);
        }));
        Assert.Equal(first, writer.WrittenMemory.ToArray());
    }

    [Fact]
    public void Symbols_get_their_ids_in_the_order_of_first_use_in_every_stream()
    {
        using var writer = new IonBinaryWriter();
        writer.WriteSymbol("b");
        writer.Reset();
        writer.StepIn(IonType.List);
        writer.WriteSymbol("a");
        writer.WriteSymbol("b");
        writer.WriteSymbol("a");
        writer.StepOut();
        Assert.Equal(IonText.ToBinary("[a, b, a]"), writer.ToArray());
    }

    [Fact]
    public void Calls_out_of_place_are_refused()
    {
        using var writer = new IonBinaryWriter();
        Assert.Throws<InvalidOperationException>(() => writer.WriteFieldName("a"));
        Assert.Throws<InvalidOperationException>(writer.StepOut);
        Assert.Throws<ArgumentException>(() => writer.StepIn(IonType.Int));
        writer.StepIn(IonType.Struct);
        Assert.Throws<InvalidOperationException>(() => writer.WriteInt(1));
        Assert.Throws<InvalidOperationException>(() => writer.ToArray());
        writer.WriteFieldName("a");
        Assert.Throws<InvalidOperationException>(() => writer.WriteFieldName("b"));
        Assert.Throws<InvalidOperationException>(writer.StepOut);
        Assert.Throws<ArgumentException>(() => writer.WriteString("\uDC00"));
        Assert.Throws<ArgumentException>(() => writer.WriteStringUtf8([0xC0]));
        Assert.Throws<ArgumentException>(() => writer.WriteElement(default));
        writer.WriteInt(1);
        writer.StepOut();
        Assert.Equal(IonElement.ParseText("{a: 1}"), IonElement.Parse(writer.ToArray()));
        Assert.Throws<InvalidOperationException>(() => writer.WriteInt(2));
    }

    [Fact]
    public void A_value_that_readers_would_take_for_a_symbol_table_is_refused_at_the_top()
    {
        var nested = IonElement.ParseText("[$ion_symbol_table::{symbols: [\"a\"]}]").EnumerateElements().Single();
        Assert.Throws<InvalidOperationException>(() => nested.ToBinary());
        Assert.Equal("$ion_symbol_table::{symbols: [\"a\"]}", nested.ToString());
    }

    [Fact]
    public void A_disposed_writer_says_so()
    {
        var writer = new IonBinaryWriter();
        writer.Dispose();
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.WriteString(new string('x', 100)));
        Assert.Throws<ObjectDisposedException>(writer.Reset);
    }

    private static void WritePerson(IonBinaryWriter writer)
    {
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("Name");
        writer.WriteString("Ada");
        writer.WriteFieldName("State");
        writer.WriteSymbol("WA");
        writer.WriteFieldName("Born");
        writer.WriteTimestamp(IonTimestamp.OfDay(1815, 12, 10));
        writer.WriteFieldName("Score");
        writer.WriteDecimal(12.50m);
        writer.StepOut();
    }
}
