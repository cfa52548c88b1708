using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
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

    [Fact]
    public void Too_many_symbols_imports_or_annotations_are_refused()
    {
        Assert.Contains($"{IonLimits.MaxLocalSymbols} symbols", Refused(SymbolTable([0x87, .. Container(0xB0, new byte[IonLimits.MaxLocalSymbols + 1].Select(_ => (byte)0x80))])), StringComparison.Ordinal);
        Assert.Contains($"{IonLimits.MaxImports}", Refused(SymbolTable([0x86, .. Container(0xB0, Enumerable.Repeat(Import, IonLimits.MaxImports + 1).SelectMany(import => import))])), StringComparison.Ordinal);
        var annotations = Enumerable.Repeat((byte)0x84, IonLimits.MaxAnnotationBytes + 1);
        Assert.Contains($"{IonLimits.MaxAnnotationBytes} bytes", Refused(Container(0xE0, [.. VarUInt(IonLimits.MaxAnnotationBytes + 1), .. annotations, 0x11])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_refuses_too_many_annotations()
    {
        using var writer = new IonBinaryWriter();
        for (var i = 0; i <= IonLimits.MaxAnnotationBytes; i++)
            writer.WriteAnnotation("name");
        Assert.Contains($"{IonLimits.MaxAnnotationBytes}", Assert.ThrowsAny<InvalidOperationException>(() => writer.WriteBool(true)).Message, StringComparison.Ordinal);
    }

    /// <summary>The length is looked at before the bytes, of which there is only one here.</summary>
    [Fact]
    public void A_stream_that_is_too_long_is_refused_unread()
    {
        byte only = 0xE0;
        var error = Assert.Throws<IonFormatException>(() => new IonBinaryReader(MemoryMarshal.CreateReadOnlySpan(ref only, IonLimits.MaxStreamBytes + 1)).Depth);
        Assert.Contains($"{IonLimits.MaxStreamBytes}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_the_limits_names_each_with_its_value()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QldbActors.sln")))
            folder = folder.Parent!;
        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "reference", "ion-limits.md"));
        foreach (var limit in typeof(IonLimits).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var row = FormattableString.Invariant($"| `{limit.Name}` | {limit.GetRawConstantValue():N0} |");
            Assert.Contains(row, page, StringComparison.Ordinal);
        }
    }

    private static byte[] Import => Container(0xD0, [0x84, 0x81, (byte)'t', 0x85, 0x21, 0x01, 0x88, 0x21, 0x01]);

    private static string Refused(byte[] value) => Assert.Throws<IonFormatException>(() => IonElement.Parse((byte[])[0xE0, 0x01, 0x00, 0xEA, .. value, 0x11])).Message;

    private static byte[] SymbolTable(byte[] fields) => Container(0xE0, [0x81, 0x83, .. Container(0xD0, fields)]);

    private static byte[] Container(byte code, IEnumerable<byte> body)
    {
        byte[] bytes = [.. body];
        return [(byte)(code | 0x0E), .. VarUInt(bytes.Length), .. bytes];
    }

    private static byte[] VarUInt(int value)
    {
        var bytes = new List<byte> { (byte)(value & 0x7F | 0x80) };
        while ((value >>= 7) != 0)
            bytes.Insert(0, (byte)(value & 0x7F));
        return [.. bytes];
    }

    private static void DescendWithReader(byte[] stream)
    {
        var reader = new IonBinaryReader(stream);
        while (reader.MoveNext())
            reader.StepIn();
    }
}
