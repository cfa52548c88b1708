using System.Collections.Immutable;
using System.Numerics;
using Xunit;

namespace Qldb.Ion.Tests.Mapping;

public sealed class IonMapperTests
{
    private enum Colour
    {
        Red,
        [IonName("grün")]
        Green,
    }

    [Flags]
    private enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    [Fact]
    public void A_record_comes_back_as_it_was()
    {
        var order = new Order("A1", new Customer("Ada", null), [new Line("tea", 2, 3.50m), new Line("milk", 1, 0.99m)], Colour.Green);
        var ion = IonMapper.ToIon(order);
        Assert.Equal(
            IonElement.ParseText("""
                {Id: "A1", Customer: {Name: "Ada", Mail: null}, lines: [{Item: "tea", Count: 2, Price: 3.50}, {Item: "milk", Count: 1, Price: 0.99}],
                 Colour: "grün", Note: null}
                """),
            ion);
        var back = IonMapper.FromIon<Order>(ion);
        Assert.Equal(order.Lines, back.Lines);
        Assert.Equal(order with { Lines = back.Lines }, back);
    }

    [Fact]
    public void A_class_is_made_by_its_properties_and_keeps_defaults_of_what_is_missing()
    {
        var settings = IonMapper.FromIon<Settings>(IonElement.ParseText("{name: \"x\", unknown: 1, Retries: 7}"));
        Assert.Equal("x", settings.Name);
        Assert.Equal(7, settings.Retries);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Timeout);
        Assert.Null(settings.Secret);
    }

    [Fact]
    public void Ignored_properties_stay_out_and_null_ones_where_asked()
    {
        var text = IonMapper.ToIon(new Settings { Name = "x", Secret = "s" }).ToString();
        Assert.DoesNotContain("Secret", text);
        Assert.DoesNotContain("Hint", text);
    }

    public static TheoryData<object> Values => new()
    {
        true, (sbyte)-5, byte.MaxValue, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue,
        Int128.MinValue, UInt128.MaxValue, BigInteger.Pow(10, 100), (Half)1.5, 1.1f, double.MaxValue, double.NaN, -0.0,
        1.50m, decimal.MinValue, "text", 'c', new byte[] { 1, 2 }, Guid.NewGuid(), new DateOnly(2020, 2, 29), new TimeOnly(1, 2, 3, 4),
        TimeSpan.FromTicks(-123456789), new Uri("https://example.org/a?b=c"), new DateTimeOffset(2020, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-8)),
        new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
        IonTimestamp.Parse("2020-02T"), new IonDecimal(5, 100), Colour.Red, Colour.Green, (Colour)77, Rights.Read | Rights.Write,
        new QldbId(1, 2), QldbHash.OfString("x"), IonElement.ParseText("a::[1, b]"),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_comes_back_as_it_was(object value) =>
        Assert.Equal(value, IonMapper.FromIon(IonMapper.ToIon(value), value.GetType()));

    [Fact]
    public void Collections_come_back_as_they_were()
    {
        AssertRoundTrip(new List<int> { 1, 2 });
        AssertRoundTrip<int[]>([1, 2]);
        AssertRoundTrip<IReadOnlyList<string>>(["a"]);
        AssertRoundTrip<IEnumerable<int?>>([1, null]);
        AssertRoundTrip(new HashSet<string> { "a", "b" });
        AssertRoundTrip<ISet<string>>(new HashSet<string> { "a", "b" });
        AssertRoundTrip(new LinkedList<int>([1, 2]));
        AssertRoundTrip(new Queue<int>([1, 2]));
        Assert.Equal([1, 2], IonMapper.FromIon<ImmutableArray<int>>(IonMapper.ToIon(ImmutableArray.Create(1, 2))).AsEnumerable());
        AssertRoundTrip(new Dictionary<string, int[]> { ["a"] = [1] });
        AssertRoundTrip(new SortedDictionary<int, string> { [1] = "x" });
        AssertRoundTrip<IReadOnlyDictionary<Guid, decimal>>(new Dictionary<Guid, decimal> { [Guid.NewGuid()] = 1.0m });
        AssertRoundTrip<IDictionary<string, Line>>(new Dictionary<string, Line> { ["x"] = new("tea", 1, 1m) });
    }

    [Fact]
    public void A_struct_is_mapped_like_a_class()
    {
        AssertRoundTrip(new Point { X = 1, Y = 2 });
        AssertRoundTrip(new ReadOnlyPoint(1, 2));
    }

    [Fact]
    public void A_member_of_type_object_takes_what_is_there()
    {
        var value = IonMapper.FromIon<Dictionary<string, object?>>(
            IonElement.ParseText("{a: 1, b: [x, 2.50], c: {d: null}, e: 123456789012345678901234567890, f: 1e0}"));
        Assert.Equal(1L, value["a"]);
        Assert.Equal(["x", 2.50m], Assert.IsType<List<object?>>(value["b"]));
        Assert.Null(Assert.IsType<Dictionary<string, object?>>(value["c"])["d"]);
        Assert.IsType<BigInteger>(value["e"]);
        Assert.Equal(1.0, value["f"]);
        Assert.Equal(value["b"], IonMapper.FromIon<Dictionary<string, object?>>(IonMapper.ToIon(value))["b"]);
    }

    [Theory]
    [InlineData("{Id: 5, Customer: {Name: \"a\"}, lines: []}", "$.Id: ", "String cannot be made of the int 5")]
    [InlineData("{Id: \"x\", Customer: {Name: \"a\"}, lines: [{Item: \"a\", Count: 1, Price: 1}, {Item: \"b\", Count: 99999999999, Price: 1}]}", "$.lines[1].Count: ", "does not fit Int32")]
    [InlineData("{Id: \"x\", Customer: {Mail: \"a\"}, lines: []}", "$.Customer.Name: ", "missing")]
    [InlineData("{Id: \"x\", Customer: {Name: null}, lines: []}", "$.Customer.Name: ", "Null is no String")]
    [InlineData("[1]", "$: ", "Order cannot be made of the list [1]")]
    public void An_error_names_the_member_and_the_reason(string ion, string path, string reason)
    {
        var error = Assert.Throws<IonMappingException>(() => IonMapper.FromIon<Order>(IonElement.ParseText(ion)));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_member_must_be_there()
    {
        var error = Assert.Throws<IonMappingException>(() => IonMapper.FromIon<Strict>(IonElement.ParseText("{}")));
        Assert.Equal("$.Name", error.Path);
        Assert.Equal("x", IonMapper.FromIon<Strict>(IonElement.ParseText("{Name: \"x\"}")).Name);
    }

    [Fact]
    public void A_converter_takes_over_a_property_or_a_type()
    {
        AssertRoundTrip(new Reading(new Celsius(21.5), 3));
        Assert.Equal(IonElement.ParseText("{Temperature: \"21.5°C\", Level: level::3}"), IonMapper.ToIon(new Reading(new Celsius(21.5), 3)));
    }

    [Fact]
    public void An_object_that_refers_back_to_itself_is_refused()
    {
        var node = new Node();
        node.Next = node;
        var error = Assert.Throws<IonMappingException>(() => IonMapper.ToIonBinary(node));
        Assert.Contains("refer back", error.Message);
        Assert.StartsWith("$.Next.Next", error.Path);
    }

    [Fact]
    public void What_has_no_Ion_form_says_so_and_where()
    {
        Assert.Equal("$.Callback", Assert.Throws<IonMappingException>(() => IonMapper.ToIonBinary(new WithDelegate(() => { }))).Path);
        Assert.Throws<IonMappingException>(() => IonMapper.ToIonBinary(new int[1, 1]));
        Assert.Contains("interface", Assert.Throws<IonMappingException>(() => IonMapper.FromIon<IDisposable>(IonElement.ParseText("{}"))).Message);
        Assert.Throws<IonMappingException>(() => IonMapper.ToIonBinary("a\uD800"));
    }

    [Fact]
    public void The_same_writer_serves_after_an_error()
    {
        Assert.Throws<IonMappingException>(() => IonMapper.ToIonBinary(new { Good = 1, Bad = "\uD800" }));
        Assert.Equal(IonElement.ParseText("{Good: 1}"), IonMapper.ToIon(new { Good = 1 }));
    }

    private static void AssertRoundTrip<T>(T value)
    {
        var back = IonMapper.FromIonBinary<T>(IonMapper.ToIonBinary(value));
        Assert.Equal(value, back);
    }

    private sealed record Order(string Id, Customer Customer, [IonName("lines")] List<Line> Lines, Colour Colour = Colour.Red)
    {
        public string? Note { get; init; }
    }

    private sealed record Customer(string Name, string? Mail);

    private sealed record Line(string Item, int Count, decimal Price);

    private sealed class Settings
    {
        public string Name { get; set; } = "";

        public int Retries { get; set; } = 3;

        public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

        [IonIgnore]
        public string? Secret { get; set; }

        [IonIgnore(WhenNull = true)]
        public string? Hint { get; set; }
    }

    private sealed class Strict
    {
        public required string Name { get; init; }
    }

    private struct Point
    {
        public int X { get; set; }

        public int Y { get; set; }
    }

    private readonly record struct ReadOnlyPoint(int X, int Y);

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private sealed record WithDelegate(Action Callback);

    private sealed record Reading(Celsius Temperature, [IonConverter(typeof(LevelConverter))] int Level);

    [IonConverter(typeof(CelsiusConverter))]
    private readonly record struct Celsius(double Degrees);

    private sealed class CelsiusConverter : IonConverter<Celsius>
    {
        public override void Write(IIonWriter writer, Celsius value) => writer.WriteString(FormattableString.Invariant($"{value.Degrees}°C"));

        public override Celsius Read(IonElement value) =>
            new(double.Parse(value.GetString().TrimEnd('C', '°'), System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class LevelConverter : IonConverter<int>
    {
        public override void Write(IIonWriter writer, int value)
        {
            writer.WriteAnnotation("level");
            writer.WriteInt(value);
        }

        public override int Read(IonElement value) => (int)value.GetInt64();
    }
}
