using System.Numerics;
using System.Text;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;

namespace Polyfills.Tests.IonDotnet;

public sealed class ReaderTests
{
    private const string Document = "a::b::{name: \"Ada\", ages: [1, null.int], n: null.struct} 7 (x y)";

    /// <summary>The same document in each of the forms that a reader takes.</summary>
    public static TheoryData<string> Forms => ["text", "binary", "stream", "tree"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_reader_visits_every_value_in_order(string form)
    {
        using var reader = Reader(form, Document);

        Assert.Equal(IonType.None, reader.CurrentType);
        Assert.Equal(IonType.Struct, reader.MoveNext());
        Assert.Equal(["a", "b"], reader.GetTypeAnnotations());
        Assert.True(reader.HasAnnotation("b"));
        Assert.False(reader.HasAnnotation("c"));
        Assert.Null(reader.CurrentFieldName);

        reader.StepIn();
        Assert.Equal((1, true, IonType.None), (reader.CurrentDepth, reader.IsInStruct, reader.CurrentType));
        Assert.Equal(IonType.String, reader.MoveNext());
        Assert.Equal(("name", "Ada"), (reader.CurrentFieldName, reader.StringValue()));
        Assert.Equal("name", reader.GetFieldNameSymbol().Text);

        Assert.Equal(IonType.List, reader.MoveNext());
        reader.StepIn();
        Assert.False(reader.IsInStruct);
        Assert.Equal(IonType.Int, reader.MoveNext());
        Assert.Equal(1, reader.IntValue());
        Assert.Equal(IonType.Int, reader.MoveNext());
        Assert.True(reader.CurrentIsNull);
        Assert.Equal(IonType.None, reader.MoveNext());
        Assert.Equal(IonType.None, reader.MoveNext());
        reader.StepOut();
        Assert.Equal(IonType.None, reader.CurrentType);

        Assert.Equal(IonType.Struct, reader.MoveNext());
        Assert.Equal("n", reader.CurrentFieldName);
        reader.StepIn();
        Assert.Equal(IonType.None, reader.MoveNext());
        reader.StepOut();
        reader.StepOut();

        Assert.Equal(IonType.Int, reader.MoveNext());
        Assert.Equal(7L, reader.LongValue());
        Assert.Equal(IonType.Sexp, reader.MoveNext());
        Assert.Equal(IonType.None, reader.MoveNext());
        Assert.Equal(0, reader.CurrentDepth);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_container_can_be_left_halfway(string form)
    {
        using var reader = Reader(form, "[[1, 2, [3]], 4] 5");
        reader.MoveNext();
        reader.StepIn();
        reader.MoveNext();
        reader.StepIn();
        reader.MoveNext();

        reader.StepOut();
        Assert.Equal(IonType.Int, reader.MoveNext());
        Assert.Equal(4, reader.IntValue());
        reader.StepOut();
        Assert.Equal(IonType.Int, reader.MoveNext());
        Assert.Equal(5, reader.IntValue());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Scalars_of_every_type_are_read(string form)
    {
        using var reader = Reader(form, "true 9223372036854775808 1.25e0 1.50 2007-02-23T12:14:33Z sym \"str\" {{\"abc\"}} {{AQIDBA==}}");

        reader.MoveNext();
        Assert.True(reader.BoolValue());
        reader.MoveNext();
        Assert.Equal(BigInteger.One << 63, reader.BigIntegerValue());
        Assert.Equal(IntegerSize.BigInteger, reader.GetIntegerSize());
        reader.MoveNext();
        Assert.Equal(1.25, reader.DoubleValue());
        reader.MoveNext();
        Assert.Equal("1.50", reader.DecimalValue().ToString());
        reader.MoveNext();
        Assert.Equal(new Timestamp(2007, 2, 23, 12, 14, 33, offset: 0), reader.TimestampValue());
        reader.MoveNext();
        Assert.Equal("sym", reader.SymbolValue().Text);
        reader.MoveNext();
        Assert.Equal("str", reader.StringValue());
        reader.MoveNext();
        Assert.Equal("abc"u8, reader.NewByteArray());
        reader.MoveNext();
        Assert.Equal(4, reader.GetLobByteSize());
        var buffer = new byte[3];
        Assert.Equal(3, reader.GetBytes(buffer));
        Assert.Equal([1, 2, 3], buffer);
        Assert.Equal(1, reader.GetBytes(buffer));
        Assert.Equal(4, buffer[0]);
        Assert.Equal(0, reader.GetBytes(buffer));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Steps_that_lead_nowhere_are_refused(string form)
    {
        using var reader = Reader(form, "1");
        Assert.Throws<InvalidOperationException>(reader.StepOut);
        Assert.Throws<InvalidOperationException>(reader.StepIn);
        reader.MoveNext();
        Assert.Throws<InvalidOperationException>(reader.StepIn);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_null_has_no_number_but_a_null_text(string form)
    {
        using var reader = Reader(form, "null.int null.string");
        reader.MoveNext();
        Assert.Throws<NullValueException>(() => reader.IntValue());
        reader.MoveNext();
        Assert.Null(reader.StringValue());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_symbol_zero_has_no_text(string form)
    {
        using var reader = Reader(form, "$0::{$0: $0}");
        reader.MoveNext();
        Assert.Equal(0, Assert.Single(reader.GetTypeAnnotationSymbols()).Sid);
        Assert.Equal(0, Assert.Throws<UnknownSymbolException>(() => reader.GetTypeAnnotations()).Sid);
        reader.StepIn();
        reader.MoveNext();
        Assert.Null(reader.CurrentFieldName);
        Assert.Equal(new SymbolToken(null, 0), reader.GetFieldNameSymbol());
        Assert.Equal(new SymbolToken(null, 0), reader.SymbolValue());
        Assert.Null(reader.StringValue());
    }

    [Fact]
    public void Version_markers_and_symbol_tables_are_not_values()
    {
        using var text = IonReaderBuilder.Build("$ion_1_0 $ion_symbol_table::{symbols: [\"a\"]} $10 $ion_1_0 1");
        Assert.Equal(IonType.Symbol, text.MoveNext());
        Assert.Equal("a", text.StringValue());
        Assert.Equal(IonType.Int, text.MoveNext());
        Assert.Equal(IonType.None, text.MoveNext());
    }

    [Fact]
    public void Only_documents_have_a_symbol_table()
    {
        using var document = IonReaderBuilder.Build("x::{a: b, a: [c]} d");
        document.MoveNext();
        document.StepIn();
        Assert.Equal(["x", "a", "b", "c"], document.GetSymbolTable().GetDeclaredSymbolNames());
        document.StepOut();
        document.MoveNext();
        Assert.Equal(["d"], document.GetSymbolTable().GetDeclaredSymbolNames());

        using var tree = IonReaderBuilder.Build(Ion.Value("a"));
        Assert.Throws<InvalidOperationException>(tree.GetSymbolTable);
    }

    [Fact]
    public void A_string_is_text_and_nothing_else() => Assert.Throws<InvalidOperationException>(
        () => IonReaderBuilder.Build("1", new ReaderOptions { Format = ReaderFormat.Binary }));

    [Fact]
    public void The_encoding_of_text_is_found_or_told()
    {
        Assert.Equal("é", Load([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("\"é\"")], null));
        Assert.Equal("é", Load(Encoding.UTF8.GetBytes("\"é\""), null));
        Assert.Equal("é", Load(Encoding.Latin1.GetBytes("\"é\""), Encoding.Latin1));
        Assert.Throws<IonException>(() => Load(Encoding.Latin1.GetBytes("\"é\""), null));
        Assert.Throws<IonException>(() => Load(Encoding.Latin1.GetBytes("\"é\""), Encoding.UTF8));

        static string Load(byte[] data, Encoding? encoding) => IonLoader
            .WithReaderOptions(new ReaderOptions { Encoding = encoding }).Load(new MemoryStream(data)).GetElementAt(0).StringValue;
    }

    [Fact]
    public void A_stream_is_read_from_where_it_is_and_stays_open()
    {
        var stream = new MemoryStream("1 2"u8.ToArray()) { Position = 2 };

        Assert.Equal(2, IonLoader.Default.Load(stream).GetElementAt(0).IntValue);
        Assert.True(stream.CanRead);
        Assert.Equal(3, stream.Position);
    }

    [Fact]
    public void A_document_may_be_empty()
    {
        Assert.Equal(0, IonLoader.Default.Load("").Count);
        Assert.Equal(0, IonLoader.Default.Load(Ion.Bytes("E00100EA")).Count);
        Assert.Equal(0, IonLoader.Default.Load(Array.Empty<byte>()).Count);
    }

    [Fact]
    public void Loading_tells_the_symbols()
    {
        IonLoader.Default.Load("{a: b} a c::1", out var table);

        Assert.Equal(["a", "b", "c"], table.GetDeclaredSymbolNames());
        Assert.Equal(12, table.FindSymbolId("c"));
        Assert.Equal("name", table.FindKnownSymbol(4));
    }

    private static IIonReader Reader(string form, string document)
    {
        var datagram = IonLoader.Default.Load(document);
        var binary = Ion.Binary(datagram.WriteTo);
        return form switch
        {
            "text" => IonReaderBuilder.Build(document),
            "binary" => IonReaderBuilder.Build(binary),
            "stream" => IonReaderBuilder.Build(new MemoryStream(binary)),
            _ => IonReaderBuilder.Build(datagram),
        };
    }
}
