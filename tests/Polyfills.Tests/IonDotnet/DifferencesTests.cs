using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;
using Amazon.IonDotnet.Utils;

namespace Polyfills.Tests.IonDotnet;

/// <summary>Where the stand-in differs from Amazon.IonDotnet 1.3.2: one test for each row of docs/reference/ion-dotnet-differences.md.</summary>
public sealed class DifferencesTests
{
    private static readonly ValueFactory Make = new();

    [Fact]
    public void Text_of_a_timestamp_keeps_seconds_and_fraction_at_any_offset()
    {
        const string Text = "2007-02-23T12:14:33.079-08:00";

        Assert.Equal(Text, Timestamp.Parse(Text).ToString());
        Assert.Equal(Text, Ion.Text(Ion.Value(Text).WriteTo));
    }

    [Theory]
    [InlineData("2007-02-23T12:14:33Z")]
    [InlineData("2007-02-23T12:14:33.0Z")]
    [InlineData("2007-02-23T12:14:33.123456789Z")]
    public void Text_of_a_timestamp_has_the_digits_that_it_has(string text) => Assert.Equal(text, Ion.Text(Ion.Value(text).WriteTo));

    [Fact]
    public void A_timestamp_of_a_NET_moment_keeps_its_milliseconds_in_binary()
    {
        var moment = new DateTimeOffset(2007, 2, 23, 12, 14, 33, 79, TimeSpan.FromHours(1));

        foreach (var timestamp in new[] { new Timestamp(moment), new Timestamp(moment.DateTime) })
        {
            Assert.Equal(0.079m, timestamp.FractionalSecond);
            Assert.Equal(timestamp, Ion.Value(Ion.Binary(writer => writer.WriteTimestamp(timestamp))).TimestampValue);
        }
    }

    [Fact]
    public void Timestamps_are_equal_when_instant_precision_and_offset_are()
    {
        string[] texts = ["2007-02-23T11:00:00Z", "2007-02-23T11:00:00.0Z", "2007-02-23T12:00:00+01:00", "2007-02-23T11:00Z", "2007-02-23T11:00:00-00:00"];
        foreach (var left in texts)
        {
            foreach (var right in texts)
            {
                Assert.Equal(left == right, Timestamp.Parse(left) == Timestamp.Parse(right));
                Assert.Equal(left == right, Ion.Value(left).IsEquivalentTo(Ion.Value(right)));
            }

            Assert.Equal(Timestamp.Parse(left).GetHashCode(), Timestamp.Parse(left).GetHashCode());
        }
    }

    [Fact]
    public void An_offset_of_more_than_14_hours_stays()
    {
        var value = Timestamp.Parse("2007-02-23T00:00:00+23:59");

        Assert.Equal(23 * 60 + 59, value.LocalOffset);
        Assert.Equal(new DateTime(2007, 2, 23), value.DateTimeValue);
        Assert.Equal(new DateTimeOffset(2007, 2, 22, 0, 1, 0, TimeSpan.Zero), value.AsDateTimeOffset());
    }

    [Fact]
    public void A_node_keeps_all_fraction_digits_and_a_Timestamp_refuses_more_than_28()
    {
        const string Text = "2007-02-23T12:14:33.1234567890123456789012345678901Z";
        var node = Ion.Value(Text);

        Assert.Equal(Text, Ion.Text(node.WriteTo));
        Assert.True(node.IsEquivalentTo(Ion.Value(Ion.Binary(node.WriteTo))));
        Assert.Throws<OverflowException>(() => node.TimestampValue);
    }

    [Fact]
    public void An_escape_beyond_the_basic_plane_is_one_character() => Assert.Equal("😀", Ion.Value("\"\\U0001F600\"").StringValue);

    [Fact]
    public void What_is_flushed_can_be_read_whatever_follows()
    {
        var stream = new MemoryStream();
        using var writer = IonBinaryWriterBuilder.Build(stream);
        writer.WriteSymbol("a");
        writer.Flush();
        writer.WriteSymbol("b");
        writer.StepIn(IonType.List);
        writer.Flush();
        writer.WriteSymbol("c");
        writer.StepOut();
        writer.Finish();

        Assert.True(IonLoader.Default.Load("a b [c]").IsEquivalentTo(IonLoader.Default.Load(stream.ToArray())));
    }

    [Theory]
    [InlineData("0.00", "E00100EA 51 C2")]
    [InlineData("1", "E00100EA 52 80 01")]
    [InlineData("-0.0", "E00100EA 52 C1 80")]
    [InlineData("0", "E00100EA 50")]
    public void A_decimal_has_the_same_bytes_from_either_overload(string number, string hex)
    {
        var value = decimal.Parse(number, CultureInfo.InvariantCulture);

        var fromDecimal = Ion.Binary(writer => writer.WriteDecimal(value));

        Assert.Equal(fromDecimal, Ion.Binary(writer => writer.WriteDecimal(new BigDecimal(value))));
        Assert.Equal(Ion.Bytes(hex), fromDecimal);
        Assert.Equal(value.Scale, Ion.Value(fromDecimal).DecimalValue.Scale);
    }

    [Fact]
    public void Floats_are_written_in_no_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal("-1.25e0", Ion.Text(writer => writer.WriteFloat(-1.25)));
            Assert.Equal("-1", Ion.Text(writer => writer.WriteInt(-1)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_refused()
    {
        Assert.Throws<IonException>(() => Ion.Value(Ion.Bytes("E00100EA 82 C328")));
        Assert.Throws<ArgumentException>(() => Ion.Binary(writer => writer.WriteString("\uD800")));
    }

    [Fact]
    public void Large_ints_have_no_needless_zero() =>
        Assert.Equal(Ion.Bytes("E00100EA 28 FFFFFFFFFFFFFFFF"), Ion.Binary(writer => writer.WriteInt(new BigInteger(ulong.MaxValue))));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(100_000, false)]
    public void Nesting_ends_at_128_containers(int depth, bool isRead)
    {
        var text = new string('[', depth) + new string(']', depth);

        if (isRead)
            Assert.True(Ion.Value(text).IsEquivalentTo(Ion.Value(Ion.Binary(Ion.Value(text).WriteTo))));
        else
            Assert.Throws<IonException>(() => Ion.Value(text));
    }

    [Fact]
    public void A_header_that_claims_gigabytes_allocates_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<IonException>(() => Ion.Value(Ion.Bytes("E00100EA 8E 07 7F 7F 7F FF")));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("E00100EA B4 21 01")]
    [InlineData("E00100EA A5 01")]
    [InlineData("E00100EA E6 81 84 21 01 21 02")]
    [InlineData("E00100EA 31 00")]
    [InlineData("E00100EA 60")]
    [InlineData("E00100EA D1 80")]
    [InlineData("E00100EA B2 71 0A")]
    public void Bad_binary_is_refused_also_where_it_is_skipped(string hex)
    {
        Assert.Throws<IonException>(() => IonLoader.Default.Load(Ion.Bytes(hex)));

        using var reader = IonReaderBuilder.Build(Ion.Bytes(hex));
        Assert.Throws<IonException>(() =>
        {
            while (reader.MoveNext() != IonType.None)
            {
                // Not stepping in.
            }
        });
    }

    [Theory]
    [InlineData("$ion_2_0 1")]
    [InlineData("$99")]
    [InlineData("2007-13T")]
    [InlineData("[1, 2")]
    [InlineData("{{!}}")]
    public void Whatever_is_wrong_with_data_is_an_IonException(string text) =>
        Assert.IsType<IonException>(Record.Exception(() => IonLoader.Default.Load(text)));

    [Fact]
    public void A_value_in_two_structs_keeps_the_name_that_it_has_in_each()
    {
        var (first, second, value) = (Make.NewEmptyStruct(), Make.NewEmptyStruct(), Make.NewInt(1));
        first.SetField("a", value);
        second.SetField("b", value);

        Assert.Same(value, first.GetField("a"));
        Assert.Same(value, second.GetField("b"));
        Assert.True(Ion.Value("{a: 1}").IsEquivalentTo(first));
    }

    [Fact]
    public void A_tree_that_holds_itself_is_an_error_and_no_crash()
    {
        var list = Make.NewEmptyList();
        list.Add(list);

        Assert.Throws<InvalidOperationException>(() => Ion.Binary(list.WriteTo));
        Assert.Throws<InvalidOperationException>(list.ToPrettyString);
        Assert.Throws<InvalidOperationException>(() => list.IsEquivalentTo(list));
        using var reader = IonReaderBuilder.Build(list);
        Assert.Throws<InvalidOperationException>(() => Ion.Binary(writer => writer.WriteValues(reader)));
    }

    [Fact]
    public void CopyTo_copies()
    {
        foreach (var container in Ion.Values("[1, 2] (1 2) {a: 1, b: 2}"))
        {
            var copies = new IIonValue[3];
            container.CopyTo(copies, 1);
            Assert.Equal([1, 2], copies.Skip(1).Select(v => v.IntValue));
            Assert.Equal(2, ((IEnumerable<IIonValue>)container).ToList().Count);
        }
    }

    [Fact]
    public void Removing_what_is_not_there_is_false() => Assert.False(Make.NewEmptyList().Remove(Make.NewInt(1)));

    [Fact]
    public void The_size_of_a_null_lob_is_a_null_error() => Assert.Throws<NullValueException>(() => Make.NewNullBlob().ByteSize());

    [Theory]
    [InlineData("1.50", "1.50")]
    [InlineData("0.12345678901234567890123456789", "0.1234567890123456789012345679")]
    [InlineData("2d3", "2000")]
    public void DecimalValue_keeps_the_scale_and_rounds_what_does_not_fit(string ion, string expected) =>
        Assert.Equal(expected, Ion.Value(ion).DecimalValue.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Equivalence_tells_scales_apart_and_looks_into_datagrams()
    {
        Assert.False(Ion.Value("10.").IsEquivalentTo(Ion.Value("1d1")));
        Assert.False(Ion.Value("0.").IsEquivalentTo(Ion.Value("0d5")));
        Assert.True(IonLoader.Default.Load("1 a").IsEquivalentTo(IonLoader.Default.Load("1 a")));
        Assert.False(IonLoader.Default.Load("1 a").IsEquivalentTo(IonLoader.Default.Load("a 1")));
        Assert.False(IonLoader.Default.Load("1").IsEquivalentTo(Ion.Value("1")));
        Assert.False(Ion.Value("1").IsEquivalentTo(null));

        var cleared = Ion.Value("a::1");
        cleared.ClearAnnotations();
        Assert.True(cleared.IsEquivalentTo(Ion.Value("1")));
    }

    [Fact]
    public void A_value_writes_itself_to_any_writer()
    {
        var text = new StringWriter();
        using var inner = IonTextWriterBuilder.Build(text);
        var foreign = DispatchProxy.Create<IIonWriter, Forwarding>();
        ((Forwarding)(object)foreign).Target = inner;

        Ion.Value("a::{b: [1, 2.0]}").WriteTo(foreign);

        Assert.True(Ion.Value("a::{b: [1, 2.0]}").IsEquivalentTo(Ion.Value(text.ToString())));
    }

    [Fact]
    public void Pretty_text_begins_with_the_value() => Assert.Equal("{\n  a: 1\n}", Ion.Value("{a: 1}").ToPrettyString());

    [Fact]
    public void Text_is_the_same_data_in_another_style() =>
        Assert.Equal("{a: [1, 5., 1.5]}\nb", Ion.Text(IonLoader.Default.Load("{a:[1,5d0,1.5]} b").WriteTo));

    [Fact]
    public void Equal_decimals_have_equal_hash_codes()
    {
        string[] ones = ["1", "1.0", "1.00000", "10d-1", "0.1d1"];
        Assert.All(ones, text => Assert.Equal(BigDecimal.Parse("1").GetHashCode(), BigDecimal.Parse(text).GetHashCode()));
        Assert.All(ones, text => Assert.Equal(BigDecimal.Parse("1"), BigDecimal.Parse(text)));
        Assert.Equal(BigDecimal.Zero().GetHashCode(), BigDecimal.NegativeZero(3).GetHashCode());
    }

    [Fact]
    public void A_decimal_may_have_more_than_1000_fraction_digits()
    {
        Assert.Equal("5d-1001", new BigDecimal(5, 1001).ToString());
        Assert.Equal(new BigDecimal(5, 2000), Ion.Value("5d-2000").BigDecimalValue);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("binary")]
    [InlineData("tree")]
    public void A_reader_refuses_a_member_of_another_type(string form)
    {
        using var reader = form switch
        {
            "text" => IonReaderBuilder.Build("\"str\" 1 4294967296"),
            "binary" => IonReaderBuilder.Build(Ion.Binary(IonLoader.Default.Load("\"str\" 1 4294967296").WriteTo)),
            _ => IonReaderBuilder.Build(IonLoader.Default.Load("\"str\" 1 4294967296")),
        };

        Assert.Throws<InvalidOperationException>(() => reader.IntValue());
        reader.MoveNext();
        Assert.Throws<InvalidOperationException>(() => reader.IntValue());
        reader.MoveNext();
        Assert.Throws<InvalidOperationException>(() => reader.DoubleValue());
        reader.MoveNext();
        Assert.Throws<OverflowException>(() => reader.IntValue());
    }

    [Fact]
    public void The_bytes_of_a_lob_can_be_taken_twice()
    {
        using var reader = IonReaderBuilder.Build(Ion.Binary(writer => writer.WriteBlob([1, 2])));
        reader.MoveNext();

        Assert.Equal([1, 2], reader.NewByteArray());
        Assert.Equal([1, 2], reader.NewByteArray());
    }

    [Fact]
    public void The_bytes_of_a_null_lob_are_a_null_error()
    {
        using var reader = IonReaderBuilder.Build(Ion.Binary(writer => writer.WriteNull(IonType.Blob)));
        reader.MoveNext();

        Assert.Throws<NullValueException>(() => reader.NewByteArray());
    }

    [Fact]
    public void The_encoding_is_honoured_in_every_format()
    {
        var options = new ReaderOptions { Format = ReaderFormat.Text, Encoding = Encoding.Latin1 };

        Assert.Equal("é", IonLoader.WithReaderOptions(options).Load(new MemoryStream([0x22, 0xE9, 0x22])).GetElementAt(0).StringValue);
    }

    [Fact]
    public void A_reader_of_a_stream_takes_all_of_it()
    {
        var stream = new MemoryStream("1 2 3"u8.ToArray());
        using var reader = IonReaderBuilder.Build(stream);

        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(IonType.Int, reader.MoveNext());
    }

    [Fact]
    public void Nothing_has_a_finalizer() => Assert.All(
        typeof(IonLoader).Assembly.GetTypes(),
        type => Assert.Null(type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)));

    [Fact]
    public void A_symbol_of_null_is_null_in_both_encodings()
    {
        Assert.Equal("null.symbol", Ion.Text(writer => writer.WriteSymbol(null)));
        Assert.Equal(Ion.Bytes("E00100EA 7F"), Ion.Binary(writer => writer.WriteSymbol(null)));
    }

    [Fact]
    public void A_stream_need_not_grow()
    {
        var memory = new byte[6];
        using var writer = IonBinaryWriterBuilder.Build(new MemoryStream(memory));
        writer.WriteInt(42);
        writer.Finish();

        Assert.Equal(Ion.Bytes("E00100EA 212A"), memory);
    }

    [Fact]
    public void Floats_are_as_short_as_they_can_be()
    {
        var stream = new MemoryStream();
        using var forced = IonBinaryWriterBuilder.Build(stream, forceFloat64: true);
        forced.WriteFloat(0);
        forced.Finish();

        Assert.Equal(Ion.Bytes("E00100EA 40"), stream.ToArray());
        Assert.Equal(Ion.Bytes("E00100EA 44 3FA00000"), Ion.Binary(writer => writer.WriteFloat(1.25)));
        Assert.Equal(Ion.Bytes("E00100EA 48 3FF3C0CA428C59FB"), Ion.Binary(writer => writer.WriteFloat(1.2345678901234567)));
    }

    [Fact]
    public void Long_strings_and_quoted_field_names_are_not_written()
    {
        var options = new IonTextOptions { LongStringThreshold = 1, SymbolAsString = true };

        Assert.Equal("{a: \"long\"}", Ion.Text(Ion.Value("{a: \"long\"}").WriteTo, options));
    }

    [Fact]
    public void Symbols_of_documents_have_text_and_no_number()
    {
        var symbol = Ion.Value(Ion.Binary(writer => writer.WriteSymbol("a")));

        Assert.Equal(new SymbolToken("a", SymbolToken.UnknownSid), symbol.SymbolValue);
    }

    [Fact]
    public void Shared_symbol_tables_are_not_looked_up()
    {
        // One symbol of a table "t" that is nowhere to be found: it has no text, and is the symbol zero from there on.
        const string Document = "$ion_symbol_table::{imports: [{name: \"t\", version: 1, max_id: 1}]} $10";
        var options = new ReaderOptions { Catalog = new SimpleCatalog() };

        var symbol = IonLoader.WithReaderOptions(options).Load(Document).GetElementAt(0);

        Assert.Equal(new SymbolToken(null, 0), symbol.SymbolValue);
        Assert.Equal("$0", Ion.Text(symbol.WriteTo));
    }

    public class Forwarding : DispatchProxy
    {
        public IIonWriter Target { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Invoke(Target, args);
    }
}
