using System.Numerics;
using System.Text;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;

namespace Polyfills.Tests.IonDotnet;

public sealed class NodeTests
{
    private static readonly ValueFactory Make = new();

    private static readonly IonType[] Types =
    [
        IonType.Null, IonType.Bool, IonType.Int, IonType.Float, IonType.Decimal, IonType.Timestamp, IonType.Symbol, IonType.String,
        IonType.Clob, IonType.Blob, IonType.List, IonType.Sexp, IonType.Struct,
    ];

    public static TheoryData<IonType> AllTypes => [.. Types];

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void A_typed_null_keeps_its_type(IonType type)
    {
        var value = NullOf(type);

        Assert.True(value.IsNull);
        Assert.Equal(type, value.Type());
    }

    [Fact]
    public void A_scalar_gives_back_what_it_was_made_of()
    {
        Assert.True(Make.NewBool(true).BoolValue);
        Assert.Equal(42, Make.NewInt(42).IntValue);
        Assert.Equal(long.MaxValue, Make.NewInt(long.MaxValue).LongValue);
        Assert.Equal(BigInteger.Pow(2, 200), Make.NewInt(BigInteger.Pow(2, 200)).BigIntegerValue);
        Assert.Equal(1.25, Make.NewFloat(1.25).DoubleValue);
        Assert.Equal(1.50m, Make.NewDecimal(1.50m).DecimalValue);
        Assert.Equal(0.1m, Make.NewDecimal(0.1).DecimalValue);
        Assert.Equal(new BigDecimal(5, -3), Make.NewDecimal(new BigDecimal(5, -3)).BigDecimalValue);
        Assert.Equal(new Timestamp(2007, 2, 23, 12, 14, 33), Make.NewTimestamp(new Timestamp(2007, 2, 23, 12, 14, 33)).TimestampValue);
        Assert.Equal("text", Make.NewString("text").StringValue);
        Assert.Equal("name", Make.NewSymbol("name").StringValue);
        Assert.Equal("name", Make.NewSymbol(new SymbolToken("name", 10)).SymbolValue.Text);
        Assert.Equal([1, 2], Make.NewBlob([1, 2]).Bytes().ToArray());
        Assert.Equal("abc", Make.NewClob("abc"u8).NewReader(Encoding.ASCII).ReadToEnd());
    }

    [Theory]
    [InlineData("0", IntegerSize.Int)]
    [InlineData("-2147483648", IntegerSize.Int)]
    [InlineData("2147483648", IntegerSize.Long)]
    [InlineData("-9223372036854775808", IntegerSize.Long)]
    [InlineData("9223372036854775808", IntegerSize.BigInteger)]
    public void An_int_tells_what_it_fits_into(string number, IntegerSize size) =>
        Assert.Equal(size, Make.NewInt(BigInteger.Parse(number)).IntegerSize);

    [Fact]
    public void An_int_that_does_not_fit_is_an_overflow()
    {
        Assert.Throws<OverflowException>(() => Make.NewInt(int.MaxValue + 1L).IntValue);
        Assert.Throws<OverflowException>(() => Make.NewInt(BigInteger.One << 63).LongValue);
        Assert.Throws<OverflowException>(() => Make.NewDecimal(new BigDecimal(1, -30)).DecimalValue);
    }

    [Fact]
    public void A_member_of_another_type_is_refused()
    {
        var number = Make.NewInt(1);

        Assert.Equal("This operation is not supported for IonInt", Assert.Throws<InvalidOperationException>(() => number.StringValue).Message);
        Assert.Throws<InvalidOperationException>(() => number.DoubleValue);
        Assert.Throws<InvalidOperationException>(() => number.DecimalValue);
        Assert.Throws<InvalidOperationException>(() => number.Count);
        Assert.Throws<InvalidOperationException>(() => Make.NewString("1").IntValue);
        Assert.Throws<InvalidOperationException>(() => Make.NewEmptyStruct().RemoveAt(0));
        Assert.Throws<InvalidOperationException>(() => Make.NewEmptyStruct().IndexOf(number));
    }

    [Fact]
    public void The_content_of_a_null_scalar_is_an_error_except_for_text()
    {
        Assert.Throws<NullValueException>(() => Make.NewNullBool().BoolValue);
        Assert.Throws<NullValueException>(() => Make.NewNullInt().IntValue);
        Assert.Throws<NullValueException>(() => Make.NewNullFloat().DoubleValue);
        Assert.Throws<NullValueException>(() => Make.NewNullDecimal().BigDecimalValue);
        Assert.Throws<NullValueException>(() => Make.NewNullTimestamp().TimestampValue);
        Assert.Throws<NullValueException>(() => Make.NewNullBlob().Bytes().Length);
        Assert.Throws<NullValueException>(() => Make.NewNullClob().NewReader(Encoding.UTF8));
        Assert.Equal(IntegerSize.Unknown, Make.NewNullInt().IntegerSize);
        Assert.Null(Make.NewNullString().StringValue);
        Assert.Null(Make.NewNullSymbol().StringValue);
        Assert.Equal(new SymbolToken(null, 0), Make.NewNullSymbol().SymbolValue);
    }

    [Fact]
    public void Text_made_of_null_is_null()
    {
        Assert.True(Make.NewString(null).IsNull);
        Assert.True(Make.NewSymbol((string?)null).IsNull);
        Assert.True(Make.NewSymbol(default(SymbolToken)).IsNull);
        Assert.False(Make.NewSymbol(new SymbolToken(null, 0)).IsNull);
    }

    [Fact]
    public void Bytes_are_copied_in()
    {
        byte[] bytes = [1, 2, 3];
        var blob = Make.NewBlob(bytes);
        bytes[0] = 9;
        Assert.Equal([1, 2, 3], blob.Bytes().ToArray());

        blob.SetBytes(bytes);
        bytes[1] = 9;
        Assert.Equal([9, 2, 3], blob.Bytes().ToArray());
        Assert.Equal(3, blob.ByteSize());
    }

    [Theory]
    [InlineData(IonType.List)]
    [InlineData(IonType.Sexp)]
    public void A_sequence_knows_its_members_by_identity(IonType type)
    {
        var sequence = EmptyOf(type);
        var (one, two) = (Make.NewInt(1), Make.NewInt(2));
        sequence.Add(one);
        sequence.Add(two);
        sequence.Add(one);

        Assert.Equal(3, sequence.Count);
        Assert.Equal(0, sequence.IndexOf(one));
        Assert.Equal(-1, sequence.IndexOf(Make.NewInt(1)));
        Assert.True(sequence.Contains(two));
        Assert.Same(two, sequence.GetElementAt(1));
        Assert.True(sequence.Remove(one));
        Assert.Equal([two, one], Items(sequence));
        sequence.RemoveAt(0);
        Assert.Equal([one], Items(sequence));
    }

    [Fact]
    public void An_index_out_of_range_is_an_error()
    {
        var list = Make.NewEmptyList();

        Assert.Throws<IndexOutOfRangeException>(() => list.GetElementAt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.GetElementAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make.NewEmptyStruct().GetElementAt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(0));
    }

    [Fact]
    public void A_null_container_has_no_members_until_it_is_cleared()
    {
        var list = Make.NewNullList();
        var bag = Make.NewNullStruct();

        Assert.Equal(0, list.Count);
        Assert.Equal(0, bag.Count);
        Assert.Throws<NullValueException>(() => list.Add(Make.NewInt(1)));
        Assert.Throws<NullValueException>(() => Items(list));
        Assert.Empty(Items(bag));
        Assert.Throws<NullValueException>(() => bag.GetField("a"));
        Assert.Throws<NullValueException>(() => bag.SetField("a", Make.NewInt(1)));
        Assert.Throws<ArgumentNullException>(() => Make.NewEmptyList().Add(null));

        list.Clear();
        bag.Clear();
        Assert.False(list.IsNull);
        Assert.False(bag.IsNull);
    }

    [Fact]
    public void A_field_is_the_first_one_of_its_name()
    {
        var bag = IonLoader.Default.Load("{a: 1, b: 2, a: 3}").GetElementAt(0);

        Assert.Equal(1, bag.GetField("a").IntValue);
        Assert.Null(bag.GetField("c"));
        Assert.True(bag.ContainsField("b"));
        Assert.False(bag.ContainsField("c"));
        Assert.Equal(3, bag.Count);
        Assert.Equal("b", bag.GetElementAt(1).FieldNameSymbol.Text);
        Assert.Throws<ArgumentNullException>(() => bag.GetField(null));
    }

    [Fact]
    public void Setting_a_field_replaces_all_of_its_name()
    {
        var bag = IonLoader.Default.Load("{a: 1, b: 2, a: 3}").GetElementAt(0);
        var old = bag.GetField("a");

        bag.SetField("a", Make.NewInt(4));

        Assert.Equal([2, 4], Items(bag).Select(v => v.IntValue));
        Assert.Equal(new SymbolToken("a", SymbolToken.UnknownSid), bag.GetField("a").FieldNameSymbol);
        Assert.Equal(SymbolToken.None, old.FieldNameSymbol);
        Assert.True(bag.RemoveField("a"));
        Assert.False(bag.RemoveField("a"));
        Assert.Throws<ArgumentNullException>(() => bag.RemoveField(" "));
        Assert.Throws<ArgumentNullException>(() => bag.SetField("x", null));
        Assert.Throws<NotSupportedException>(() => bag.Add(Make.NewInt(1)));
        Assert.True(bag.Remove(bag.GetField("b")));
        Assert.Equal(0, bag.Count);
    }

    [Fact]
    public void Containers_are_collections_for_LINQ()
    {
        var list = IonLoader.Default.Load("[1, 2, 3]").GetElementAt(0);
        var bag = IonLoader.Default.Load("{a: 1, b: 2}").GetElementAt(0);

        Assert.Equal(6, ((IEnumerable<IIonValue>)list).Sum(v => v.IntValue));
        Assert.Equal(2, ((ICollection<IIonValue>)bag).Count);
        Assert.Equal(2, ((IList<IIonValue>)list)[1].IntValue);
    }

    [Fact]
    public void Annotations_keep_their_order()
    {
        var value = Make.NewInt(1);
        value.AddTypeAnnotation("b");
        value.AddTypeAnnotation(new SymbolToken("a", 10));

        Assert.Equal(["b", "a"], value.GetTypeAnnotationSymbols().Select(a => a.Text));
        Assert.True(value.HasAnnotation("a"));
        Assert.False(value.HasAnnotation("c"));
        value.ClearAnnotations();
        Assert.Empty(value.GetTypeAnnotationSymbols());
        Assert.Throws<ArgumentNullException>(() => value.AddTypeAnnotation((string?)null));
    }

    [Fact]
    public void A_read_only_value_refuses_edits_but_its_children_do_not()
    {
        var list = IonLoader.Default.Load("[{a: 1}]").GetElementAt(0);
        var child = list.GetElementAt(0);
        var scalar = Make.NewBlob([1]);
        list.MakeReadOnly();
        scalar.MakeReadOnly();

        Action[] edits =
        [
            () => list.Add(child), () => list.Clear(), () => list.RemoveAt(0), () => list.Remove(child), list.MakeNull, list.ClearAnnotations,
            () => list.AddTypeAnnotation("a"), scalar.MakeNull, () => scalar.SetBytes([2]),
        ];

        Assert.All(edits, edit => Assert.Equal("Value is read-only", Assert.Throws<InvalidOperationException>(edit).Message));
        Assert.True(list.IsReadOnly);
        child.SetField("a", Make.NewInt(2));
        list.FieldNameSymbol = new SymbolToken("name", 10);
        Assert.Equal("name", list.FieldNameSymbol.Text);
    }

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void Any_value_can_be_made_null(IonType type)
    {
        var values = IonLoader.Default.Load("null true 1 1e0 1. 2007T a \"a\" {{\"a\"}} {{YQ==}} [1] (1) {a: 1}");
        var value = values.GetElementAt(Array.IndexOf(Types, type));
        Assert.Equal(type, value.Type());

        value.MakeNull();

        Assert.True(value.IsNull);
        Assert.True(value.IsEquivalentTo(NullOf(type)));
    }

    [Theory]
    [InlineData("{a: 1, b: 2}", "{b: 2, a: 1}", true)]
    [InlineData("{a: 1, a: 1}", "{a: 1}", false)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("x::y::1", "y::x::1", false)]
    [InlineData("1.0", "1.00", false)]
    [InlineData("0.", "-0.", false)]
    [InlineData("0e0", "-0e0", false)]
    [InlineData("nan", "nan", true)]
    [InlineData("null.int", "null", false)]
    [InlineData("a", "'a'", true)]
    [InlineData("a", "\"a\"", false)]
    [InlineData("{{YQ==}}", "{{\"a\"}}", false)]
    public void Equivalence_is_that_of_the_data_model(string left, string right, bool expected)
    {
        var (x, y) = (IonLoader.Default.Load(left), IonLoader.Default.Load(right));

        Assert.Equal(expected, x.GetElementAt(0).IsEquivalentTo(y.GetElementAt(0)));
        Assert.Equal(expected, y.GetElementAt(0).IsEquivalentTo(x.GetElementAt(0)));
    }

    [Fact]
    public void A_value_that_looks_like_a_symbol_table_is_compared_like_any_other()
    {
        var list = Ion.Value("[$ion_symbol_table::{symbols: [1]}, $ion_symbol_table::{symbols: [2]}, $ion_symbol_table::{symbols: [1]}]");

        Assert.True(list.GetElementAt(0).IsEquivalentTo(list.GetElementAt(2)));
        Assert.False(list.GetElementAt(0).IsEquivalentTo(list.GetElementAt(1)));
    }

    private static List<IIonValue> Items(IIonValue container)
    {
        var items = new List<IIonValue>();
        foreach (var item in container)
            items.Add(item);
        return items;
    }

    private static IIonValue EmptyOf(IonType type) => type == IonType.List ? Make.NewEmptyList() : Make.NewEmptySexp();

    private static IIonValue NullOf(IonType type) => type switch
    {
        IonType.Null => Make.NewNull(),
        IonType.Bool => Make.NewNullBool(),
        IonType.Int => Make.NewNullInt(),
        IonType.Float => Make.NewNullFloat(),
        IonType.Decimal => Make.NewNullDecimal(),
        IonType.Timestamp => Make.NewNullTimestamp(),
        IonType.Symbol => Make.NewNullSymbol(),
        IonType.String => Make.NewNullString(),
        IonType.Clob => Make.NewNullClob(),
        IonType.Blob => Make.NewNullBlob(),
        IonType.List => Make.NewNullList(),
        IonType.Sexp => Make.NewNullSexp(),
        _ => Make.NewNullStruct(),
    };
}
