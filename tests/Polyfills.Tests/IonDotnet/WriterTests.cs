using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree.Impl;

namespace Polyfills.Tests.IonDotnet;

public sealed class WriterTests
{
    [Theory]
    [InlineData("42", "E00100EA 212A")]
    [InlineData("-6", "E00100EA 3106")]
    [InlineData("\"Ada\"", "E00100EA 83416461")]
    [InlineData("1.0", "E00100EA 52C10A")]
    [InlineData("{a: 1}", "E00100EA E7 8183 D4 87B2 8161 D3 8A2101")]
    public void A_parameter_of_the_driver_has_these_bytes(string text, string hex) =>
        Assert.Equal(Ion.Bytes(hex), Ion.Binary(Ion.Value(text).WriteTo));

    [Fact]
    public void Every_call_writes_its_value()
    {
        const string Expected = "null null.list true 1 18446744073709551616 1.25e0 1.50 -0.0 2007-02-23T12:14:33Z sym $0 null.symbol "
            + "\"str\" null.string {{AQI=}} {{\"ab\"}} a::b::[x::1, (2)] {f: 1, g: {h: null.int}}";

        Assert.True(IonLoader.Default.Load(Expected).IsEquivalentTo(IonLoader.Default.Load(Ion.Binary(WriteAll))));
        Assert.True(IonLoader.Default.Load(Expected).IsEquivalentTo(IonLoader.Default.Load(Ion.Text(WriteAll))));
        Assert.True(IonLoader.Default.Load(Expected).IsEquivalentTo(IonLoader.Default.Load(
            Ion.Text(WriteAll, new IonTextOptions { PrettyPrint = true, WriteVersionMarker = true, LineSeparator = "\r\n" }))));
    }

    [Fact]
    public void Nothing_reaches_the_stream_before_Finish()
    {
        var stream = new MemoryStream();
        var writer = IonBinaryWriterBuilder.Build(stream);
        writer.WriteInt(1);
        Assert.Equal(0, stream.Length);
        writer.Dispose();
        Assert.Equal(0, stream.Length);
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void After_Finish_another_datagram_begins()
    {
        var stream = new MemoryStream();
        using var writer = IonBinaryWriterBuilder.Build(stream);
        writer.WriteSymbol("a");
        writer.Finish();
        writer.Finish();
        writer.WriteSymbol("b");
        writer.Finish();

        Assert.Equal(["a", "b"], Ion.Values(IonLoader.Default.Load(stream.ToArray())).Select(v => v.StringValue));
        Assert.Equal(2, Count(stream.ToArray(), Ion.Bytes("E00100EA")));
    }

    [Fact]
    public void A_datagram_without_values_is_a_version_marker() => Assert.Equal(Ion.Bytes("E00100EA"), Ion.Binary(_ => { }));

    [Fact]
    public void Calls_out_of_order_are_refused()
    {
        Ion.Binary(writer =>
        {
            Assert.Throws<IonException>(() => writer.SetFieldName("a"));
            Assert.Throws<IonException>(writer.StepOut);
            Assert.Throws<IonException>(() => writer.StepIn(IonType.Int));
            Assert.Throws<IonException>(() => writer.StepIn(IonType.Datagram));
            writer.StepIn(IonType.Struct);
            Assert.Throws<InvalidOperationException>(() => writer.WriteInt(1));
            Assert.Throws<IonException>(writer.Finish);
            writer.SetFieldName("a");
            Assert.Throws<IonException>(writer.StepOut);
            writer.WriteInt(1);
            writer.StepOut();
        });
    }

    [Fact]
    public void A_number_alone_is_looked_up_among_the_symbols()
    {
        var document = Ion.Binary(writer =>
        {
            writer.WriteSymbol("a");
            writer.WriteSymbolToken(new SymbolToken(null, 10));
            writer.WriteSymbolToken(new SymbolToken(null, SystemSymbols.NameSid));
            Assert.Equal(11, Assert.Throws<UnknownSymbolException>(() => writer.WriteSymbolToken(new SymbolToken(null, 11))).Sid);
            Assert.Equal(["a"], writer.SymbolTable.GetDeclaredSymbolNames());
        });

        Assert.Equal(["a", "a", "name"], Ion.Values(IonLoader.Default.Load(document)).Select(v => v.StringValue));
    }

    [Fact]
    public void Annotations_can_be_taken_back_before_the_value()
    {
        var text = Ion.Text(writer =>
        {
            writer.AddTypeAnnotation("a");
            writer.ClearTypeAnnotations();
            writer.SetTypeAnnotations(["b", "c"]);
            writer.WriteInt(1);
            writer.WriteInt(2);
        });

        Assert.True(IonLoader.Default.Load("b::c::1 2").IsEquivalentTo(IonLoader.Default.Load(text)));
    }

    [Fact]
    public void A_value_that_has_a_name_is_written_under_it()
    {
        var field = Ion.Value("{a: 1}").GetField("a");
        var document = Ion.Binary(writer =>
        {
            writer.StepIn(IonType.Struct);
            field.WriteTo(writer);
            writer.SetFieldName("b");
            new ValueFactory().NewInt(2).WriteTo(writer);
            writer.StepOut();
        });

        Assert.True(Ion.Value("{a: 1, b: 2}").IsEquivalentTo(Ion.Value(document)));
    }

    [Fact]
    public void A_reader_can_be_copied_value_by_value()
    {
        using var reader = IonReaderBuilder.Build("1 a::{x: [2]} 3");
        reader.MoveNext();
        reader.MoveNext();

        var text = Ion.Text(writer => writer.WriteValue(reader));

        Assert.True(Ion.Value("a::{x: [2]}").IsEquivalentTo(Ion.Value(text)));
        Assert.Equal(IonType.Int, reader.MoveNext());
    }

    [Fact]
    public void A_symbol_table_is_no_value_of_a_binary_document()
    {
        // It would stand amid the values, and give the symbols after it other texts.
        var exception = Record.Exception(() => Ion.Binary(writer =>
        {
            writer.AddTypeAnnotation("$ion_symbol_table");
            writer.StepIn(IonType.Struct);
        }));

        Assert.IsType<IonException>(exception);
        Assert.True(Ion.Value("[$ion_symbol_table::{a: b}]").IsEquivalentTo(Ion.Value(Ion.Binary(Ion.Value("[$ion_symbol_table::{a: b}]").WriteTo))));
    }

    [Fact]
    public void A_text_writer_has_written_a_value_when_its_call_returns()
    {
        var text = new StringWriter();
        using var writer = IonTextWriterBuilder.Build(text);
        writer.WriteInt(1);
        Assert.Equal("1", text.ToString());
    }

    [Fact]
    public void Options_of_text_replace_what_a_reader_may_not_know()
    {
        static string Write(string document, IonTextOptions options) => Ion.Text(Ion.Value(document).WriteTo, options);

        Assert.Equal("\"sym\"", Write("sym", new() { SymbolAsString = true }));
        Assert.Equal("1", Write("a::1", new() { SkipAnnotations = true }));
        Assert.Equal("null", Write("null.int", new() { UntypedNull = true }));
        Assert.Equal("1172232873079", Write("2007-02-23T12:14:33.079Z", new() { TimestampAsMillis = true }));
        Assert.Equal("\"2007-02-23T12:14:33.079Z\"", Write("2007-02-23T12:14:33.079Z", new() { TimestampAsString = true }));
        Assert.Equal("\"AQI=\"", Write("{{AQI=}}", new() { BlobAsString = true }));
        Assert.Equal("[|  1,|  2|]", Write("[1, 2]", new() { PrettyPrint = true, LineSeparator = "|" }));
        Assert.Equal("$ion_1_0|1", Write("1", new() { WriteVersionMarker = true, LineSeparator = "|" }));
    }

    private static void WriteAll(IIonWriter writer)
    {
        writer.WriteNull();
        writer.WriteNull(IonType.List);
        writer.WriteBool(true);
        writer.WriteInt(1);
        writer.WriteInt(System.Numerics.BigInteger.One << 64);
        writer.WriteFloat(1.25);
        writer.WriteDecimal(1.50m);
        writer.WriteDecimal(BigDecimal.NegativeZero(1));
        writer.WriteTimestamp(new Timestamp(2007, 2, 23, 12, 14, 33, offset: 0));
        writer.WriteSymbol("sym");
        writer.WriteSymbolToken(new SymbolToken(null, 0));
        writer.WriteSymbolToken(default);
        writer.WriteString("str");
        writer.WriteString(null);
        writer.WriteBlob([1, 2]);
        writer.WriteClob("ab"u8);
        writer.AddTypeAnnotation("a");
        writer.AddTypeAnnotationSymbol(new SymbolToken("b", SymbolToken.UnknownSid));
        writer.StepIn(IonType.List);
        writer.AddTypeAnnotation("x");
        writer.WriteInt(1);
        writer.StepIn(IonType.Sexp);
        writer.WriteInt(2);
        writer.StepOut();
        writer.StepOut();
        writer.StepIn(IonType.Struct);
        writer.SetFieldName("f");
        writer.WriteInt(1);
        writer.SetFieldNameSymbol(new SymbolToken("g", SymbolToken.UnknownSid));
        writer.StepIn(IonType.Struct);
        writer.SetFieldName("h");
        writer.WriteNull(IonType.Int);
        writer.StepOut();
        writer.StepOut();
    }

    private static int Count(byte[] data, byte[] part) =>
        Enumerable.Range(0, data.Length).Count(i => data.AsSpan(i).StartsWith(part));
}
