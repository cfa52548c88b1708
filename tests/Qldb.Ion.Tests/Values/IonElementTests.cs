using System.Numerics;
using Qldb.Ion.Tests.Support;
using Xunit;

namespace Qldb.Ion.Tests.Values;

public sealed class IonElementTests
{
    [Fact]
    public void A_document_is_read_as_it_was_written()
    {
        var document = Person();
        Assert.Equal(IonType.Struct, document.Type);
        Assert.Equal(["person"], document.GetAnnotations());
        Assert.True(document.TryGetField("name", out var name));
        Assert.Equal("Ada", name.GetString());
        Assert.True(document.TryGetField("tags", out var tags));
        Assert.Equal(2, tags.GetCount());
        Assert.Equal(["a", "b"], tags.EnumerateElements().Select(e => e.GetString()));
        Assert.False(document.TryGetField("missing", out var missing));
        Assert.True(missing.IsUndefined);
    }

    [Fact]
    public void A_part_of_a_document_stands_alone_with_its_own_symbols()
    {
        Person().TryGetField("tags", out var tags);
        Assert.False(tags.IsWholeStream);
        var alone = IonElement.Parse(tags.AsBinary());
        Assert.Equal(tags, alone);
        Assert.True(alone.IsWholeStream);
        Assert.True(alone.AsBinary().Length < Person().AsBinary().Length);
    }

    [Fact]
    public void The_same_document_twice_has_the_same_symbol_table()
    {
        var bytes = Person().ToBinary();
        var first = IonElement.Parse(bytes);
        Assert.Equal(0, Allocated.LeastBytes(() => IonElement.Parse(bytes)));
        Assert.Equal(first, IonElement.Parse(bytes));
    }

    [Fact]
    public void Numbers_keep_every_digit()
    {
        var large = BigInteger.Pow(7, 500);
        Assert.Equal(large, IonElement.OfInt(large).GetBigInteger());
        Assert.Equal(-large, IonElement.OfInt(-large).GetBigInteger());
        Assert.Equal(long.MinValue, IonElement.OfInt(long.MinValue).GetInt64());
        Assert.False(IonElement.OfInt((BigInteger)long.MaxValue + 1).TryGetInt64(out _));
        Assert.Equal(new IonDecimal(-large, -3), IonElement.OfDecimal(new IonDecimal(-large, -3)).GetDecimal());
        Assert.Equal(IonDecimal.NegativeZero(-2), IonElement.OfDecimal(IonDecimal.NegativeZero(-2)).GetDecimal());
    }

    [Fact]
    public void Timestamps_keep_precision_and_offset()
    {
        foreach (var text in new[] { "2007T", "2007-02T", "2007-02-23", "2007-02-23T12:14Z", "2007-02-23T12:14:33.079-08:00", "2007-02-23T20:14:33.0790-00:00" })
        {
            var timestamp = IonTimestamp.Parse(text);
            Assert.Equal(text, timestamp.ToString());
            Assert.Equal(timestamp, IonElement.OfTimestamp(timestamp).GetTimestamp());
        }
    }

    [Fact]
    public void A_value_of_another_type_is_refused_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(() => IonElement.OfString("x").GetBoolean());
        Assert.Contains("string", error.Message);
        Assert.Throws<InvalidOperationException>(() => IonElement.Null(IonType.Int).GetInt64());
        Assert.Throws<InvalidOperationException>(() => default(IonElement).Type);
    }

    private static IonElement Person()
    {
        using var writer = new IonBinaryWriter();
        writer.WriteAnnotation("person");
        writer.StepIn(IonType.Struct);
        writer.WriteFieldName("name");
        writer.WriteString("Ada");
        writer.WriteFieldName("tags");
        writer.StepIn(IonType.List);
        writer.WriteSymbol("a");
        writer.WriteSymbol("b");
        writer.StepOut();
        writer.WriteFieldName("none");
        writer.WriteNull(IonType.Int);
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }
}
