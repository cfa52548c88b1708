using System.Globalization;
using Qldb.Ion.Tests.Fuzzing;
using Xunit;

namespace Qldb.Ion.Tests.Mapping;

/// <summary>Members are read by compiled code, through symbol ids that are remembered and numbers that are taken apart on the spot. All that must not show.</summary>
public sealed class CompiledMappingTests
{
    private enum Size
    {
        Small,
        Large,
    }

    [Fact]
    public void Decimals_have_the_bytes_and_the_value_that_they_have_as_Ion_decimals()
    {
        var random = new Random(20251122);
        var decimals = new List<decimal> { 0m, 0.0m, -0m, new(0, 0, 0, true, 5), 1m, -1m, 127m, 128m, -128m, 0.5m, decimal.MaxValue, decimal.MinValue, ulong.MaxValue };
        for (var i = 0; i < 20_000; i++)
        {
            var high = i % 4 == 0 ? random.Next() : 0;
            decimals.Add(new decimal(random.Next() >> random.Next(32), random.Next() >> random.Next(32), high, random.Next(2) == 0, (byte)random.Next(29)));
        }

        foreach (var value in decimals)
        {
            var ion = IonElement.OfDecimal(IonDecimal.FromDecimal(value));
            Assert.Equal(ion.ToBinary(), IonMapper.ToIonBinary(value));
            var read = IonMapper.FromIon<decimal>(ion);
            Assert.Equal(decimal.GetBits(ion.GetDecimal().ToDecimal()), decimal.GetBits(read));
        }
    }

    [Fact]
    public void Moments_and_dates_are_those_that_the_timestamp_gives()
    {
        var texts = new List<string>
        {
            "2000T", "2000-02T", "2000-02-29", "2000-02-29T23:59Z", "2000-02-29T23:59-00:00", "2000-02-29T23:59:59.Z", "0001-01-01T00:00Z", "9999-12-31T23:59:59.9999999Z",
            "2020-01-01T00:30+01:00", "2020-01-01T23:30-08:00", "2020-01-01T00:00:00.12345678Z", "2020-01-01T00:00:00.123456789123456789123Z", "2020-01-01T12:00+23:59",
            "2020-01-01T00:00:00.000Z", "2020-01-01T00:00:00.999999999Z",
        };
        for (var i = 0; i < 2_000; i++)
            texts.Add(new DateTimeOffset(2000 + i % 30, 1 + i % 12, 1 + i % 28, i % 24, i % 60, i % 60, TimeSpan.FromMinutes(i % 3 == 0 ? i % 800 - 400 : 0)).AddTicks(i * 7919L % 10_000_000).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture));
        foreach (var text in texts.Select(text => text.Replace(".Z", "Z", StringComparison.Ordinal)))
        {
            var ion = IonElement.ParseText(text);
            var timestamp = ion.GetTimestamp();
            Assert.Equal(timestamp.ToDateTimeOffset(), IonMapper.FromIon<DateTimeOffset>(ion));
            Assert.Equal(timestamp.ToDateTimeOffset().Offset, IonMapper.FromIon<DateTimeOffset>(ion).Offset);
            Assert.Equal(new DateOnly(timestamp.Year, timestamp.Month, timestamp.Day), IonMapper.FromIon<DateOnly>(ion));
        }
    }

    [Fact]
    public void Documents_of_many_symbol_tables_in_turn_are_read_alike()
    {
        var documents = Enumerable.Range(0, 40).Select(i => IonElement.ParseText(i % 2 == 0
            ? $"{{other{i}: 0, Name: \"n{i}\", size: large, Number: {i}}}"
            : $"{{Number: {i}, SIZE: \"Large\", name: n{i}, other{i}: [{{}}]}}")).ToList();
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < documents.Count; i++)
                Assert.Equal(new Item($"n{i}", Size.Large, i), IonMapper.FromIon<Item>(documents[i]));
        }
    }

    [Fact]
    public void Of_a_field_that_is_there_twice_the_first_counts() =>
        Assert.Equal(new Item("a", Size.Small, 1), IonMapper.FromIon<Item>(IonElement.ParseText("{name: \"a\", Name: \"b\", Number: 1, number: 2, Size: \"Small\"}")));

    [Fact]
    public void A_missing_argument_has_the_default_of_its_parameter()
    {
        Assert.Equal(new Defaults(1, Size.Large, 5, null, 2.5m, default), IonMapper.FromIon<Defaults>(IonElement.ParseText("{Id: 1}")));
        Assert.Equal(
            new Defaults(1, Size.Small, null, 7, 3m, new DateOnly(2020, 1, 1)),
            IonMapper.FromIon<Defaults>(IonElement.ParseText("{Id: 1, Size: Small, Count: null, Other: 7, Price: 3, Day: 2020-01-01}")));
    }

    [Fact]
    public void A_parameter_may_be_wider_or_narrower_than_its_property()
    {
        Assert.Equal([1, 2], IonMapper.FromIon<Wider>(IonElement.ParseText("{Numbers: [1, 2]}")).Numbers);
        Assert.Equal([1, 2], IonMapper.FromIon<Narrower>(IonElement.ParseText("{Numbers: [1, 2], Level: 3}")).Numbers);
        Assert.Equal(3, IonMapper.FromIon<Narrower>(IonElement.ParseText("{Numbers: [], Level: 3}")).Level);
        Assert.Equal("$.Level", Assert.Throws<IonMappingException>(() => IonMapper.FromIon<Narrower>(IonElement.ParseText("{Numbers: [], Level: null}"))).Path);
    }

    [Fact]
    public void An_array_may_hold_a_subtype()
    {
        object[] texts = new string[] { "a", "b" };
        Assert.Equal(IonElement.ParseText("[\"a\", \"b\"]"), IonMapper.ToIon(new { Texts = texts }).GetField("Texts"));
    }

    [Fact]
    public void Fields_that_are_not_read_may_be_anything()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var other = new RandomIon(seed).Next(3);
            using var writer = new IonBinaryWriter();
            writer.StepIn(IonType.Struct);
            foreach (var name in new[] { "Before", "Name", "Size", "Between", "Number", "After" })
            {
                writer.WriteFieldName(name);
                if (name is "Name" or "Size")
                    writer.WriteString(name == "Name" ? "n" : "Large");
                else if (name == "Number")
                    writer.WriteInt(3);
                else
                    writer.WriteElement(other);
            }

            writer.StepOut();
            Assert.Equal(new Item("n", Size.Large, 3), IonMapper.FromIonBinary<Item>(writer.ToArray()));
        }
    }

    [Fact]
    public void A_text_writer_gets_the_same_value()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        IonMapper.Write(new IonTextWriter(text), new Defaults(1, Size.Large, 5, null, 2.50m, new DateOnly(2020, 1, 1)));
        Assert.Equal(IonMapper.ToIon(new Defaults(1, Size.Large, 5, null, 2.50m, new DateOnly(2020, 1, 1))), IonElement.ParseText(text.ToString()));
    }

    [Fact]
    public void Fields_named_like_system_symbols_and_very_many_names_are_written_as_they_are()
    {
        Assert.Equal(IonElement.ParseText("{name: 1, version: 2, symbols: 3}"), IonMapper.ToIon(new { name = 1, version = 2, symbols = 3 }));
        var many = Enumerable.Range(0, 6_000).ToDictionary(i => $"field{i}");
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(many, IonMapper.FromIonBinary<Dictionary<string, int>>(IonMapper.ToIonBinary(many)));
            Assert.Equal(IonElement.ParseText("{Name: \"n\", Size: \"Large\", Number: 1}"), IonMapper.ToIon(new Item("n", Size.Large, 1)));
        }
    }

    [Fact]
    public void A_converter_of_another_type_is_refused_by_the_name_of_its_property()
    {
        var error = Assert.Throws<IonMappingException>(() => IonMapper.ToIon(new WrongConverter(1)));
        Assert.Contains("WrongConverter.Value", error.Message, StringComparison.Ordinal);
        Assert.Contains("is no IonConverter<Int32>", error.Message, StringComparison.Ordinal);
    }

    private sealed record Item(string Name, Size Size, int Number);

    private sealed record Defaults(int Id, Size Size = Size.Large, int? Count = 5, int? Other = null, decimal Price = 2.5m, DateOnly Day = default);

    private sealed class Wider(IEnumerable<int> numbers)
    {
        public List<int> Numbers { get; } = [.. numbers];
    }

    private sealed class Narrower(int[] numbers, int level)
    {
        public IReadOnlyList<int> Numbers { get; } = numbers;

        public int? Level { get; } = level;
    }

    private sealed record WrongConverter([IonConverter(typeof(TextConverter))] int Value);

    private sealed class TextConverter : IonConverter<string>
    {
        public override void Write(IIonWriter writer, string value) => writer.WriteString(value);

        public override string Read(IonElement value) => value.GetString();
    }
}
