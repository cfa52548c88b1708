using System.Numerics;
using Amazon.IonDotnet;
using Amazon.IonDotnet.Builders;
using Amazon.IonDotnet.Tree;
using Amazon.IonDotnet.Tree.Impl;

namespace Polyfills.Tests.IonDotnet;

/// <summary>What holds for any tree, and for any bytes.</summary>
public sealed class PropertyTests
{
    private static readonly ValueFactory Make = new();

    [Fact]
    public void Any_tree_survives_text_binary_and_readers()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var tree = Tree(new Random(seed), depth: 4);
            using var reader = IonReaderBuilder.Build(tree);

            IIonValue[] copies =
            [
                Ion.Value(Ion.Binary(tree.WriteTo)),
                Ion.Value(Ion.Text(tree.WriteTo)),
                Ion.Value(tree.ToPrettyString()),
                Ion.Value(Ion.Binary(writer => writer.WriteValues(reader))),
            ];

            Assert.All(copies, copy => Assert.True(tree.IsEquivalentTo(copy) && copy.IsEquivalentTo(tree), $"Seed {seed}: {Ion.Text(tree.WriteTo)}"));
        }
    }

    [Fact]
    public void Equal_trees_have_equal_bytes_whatever_they_were_read_from()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var tree = Tree(new Random(seed), depth: 4);
            var binary = Ion.Binary(tree.WriteTo);

            Assert.Equal(binary, Ion.Binary(Ion.Value(binary).WriteTo));
            Assert.Equal(binary, Ion.Binary(Ion.Value(Ion.Text(tree.WriteTo)).WriteTo));
        }
    }

    [Fact]
    public void Any_damage_to_a_document_is_an_IonException_or_none()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var document = Ion.Binary(Tree(random, depth: 4).WriteTo);
            for (var i = random.Next(1, 4); i > 0; i--)
                document[random.Next(4, document.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                document = document[..random.Next(document.Length)];

            if (Record.Exception(() => Visit(IonLoader.Default.Load(document))) is { } exception)
                Assert.True(exception is IonException or OverflowException, $"Seed {seed}: {exception}");
        }
    }

    [Fact]
    public void Loader_and_factory_serve_all_threads()
    {
        Parallel.For(0, 2000, seed =>
        {
            var tree = Tree(new Random(seed % 50), depth: 3);
            Assert.True(tree.IsEquivalentTo(IonLoader.Default.Load(Ion.Binary(tree.WriteTo)).GetElementAt(0)));
        });
    }

    [Fact]
    public void A_tree_that_does_not_change_can_be_written_by_all_threads()
    {
        var tree = Tree(new Random(1), depth: 5);
        var expected = Ion.Binary(tree.WriteTo);

        Parallel.For(0, 500, _ => Assert.Equal(expected, Ion.Binary(tree.WriteTo)));
    }

    private static IIonValue Tree(Random random, int depth)
    {
        var value = random.Next(depth > 0 ? 16 : 12) switch
        {
            0 => Make.NewBool(random.Next(2) == 0),
            1 => Make.NewInt(random.NextInt64() >> random.Next(64)),
            2 => Make.NewInt(new BigInteger(Bytes(random))),
            3 => Make.NewFloat(BitConverter.Int64BitsToDouble(random.NextInt64())),
            4 => Make.NewFloat(random.Next(-9, 9) / 4.0),
            5 => Make.NewDecimal(new BigDecimal(new BigInteger(Bytes(random)), random.Next(-40, 40))),
            6 => Make.NewDecimal(BigDecimal.NegativeZero(random.Next(-3, 3))),
            7 => Make.NewTimestamp(Moment(random)),
            8 => Make.NewString(Text(random)),
            9 => random.Next(9) == 0 ? Make.NewSymbol(new SymbolToken(null, 0)) : Make.NewSymbol(Text(random)),
            10 => random.Next(2) == 0 ? Make.NewBlob(Bytes(random)) : Make.NewClob(Bytes(random)),
            11 => Null(random),
            12 or 13 => Fill(random.Next(2) == 0 ? Make.NewEmptyList() : Make.NewEmptySexp(), random, depth),
            _ => FillStruct(Make.NewEmptyStruct(), random, depth),
        };
        for (var i = random.Next(8) - 5; i > 0; i--)
            value.AddTypeAnnotation(Text(random).Replace("$ion_symbol_table", "$ion_other", StringComparison.Ordinal)); // which makes no value
        return value;
    }

    private static IIonValue Fill(IIonValue container, Random random, int depth)
    {
        for (var i = random.Next(5); i > 0; i--)
            container.Add(Tree(random, depth - 1));
        return container;
    }

    private static IIonValue FillStruct(IIonValue container, Random random, int depth)
    {
        for (var i = random.Next(5); i > 0; i--)
            container.SetField("f" + Text(random), Tree(random, depth - 1));
        return container;
    }

    private static IIonValue Null(Random random)
    {
        IIonValue[] nulls =
        [
            Make.NewNull(), Make.NewNullBool(), Make.NewNullInt(), Make.NewNullFloat(), Make.NewNullDecimal(), Make.NewNullTimestamp(),
            Make.NewNullSymbol(), Make.NewNullString(), Make.NewNullClob(), Make.NewNullBlob(), Make.NewNullList(), Make.NewNullSexp(), Make.NewNullStruct(),
        ];
        return nulls[random.Next(nulls.Length)];
    }

    private static Timestamp Moment(Random random)
    {
        var precision = (Timestamp.Precision)random.Next(1, 6);
        var fraction = precision == Timestamp.Precision.Second ? new decimal(random.Next(1000), 0, 0, false, (byte)random.Next(3, 9)) : 0;
        var (year, month, day) = (random.Next(2, 9999), random.Next(1, 13), random.Next(1, 29));
        var (hour, minute, second) = (random.Next(24), random.Next(60), random.Next(60));
        return random.Next(3) == 0
            ? new Timestamp(year, month, day, hour, minute, second, fraction, precision)
            : new Timestamp(year, month, day, hour, minute, second, random.Next(-1439, 1440), fraction, precision);
    }

    private static string Text(Random random)
    {
        string[] texts = ["", "a", "name", "$10", "null", "é😀", "a b", "'\"\\\n\0", "+", "$ion_symbol_table", new string('x', 20)];
        return texts[random.Next(texts.Length)];
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Asks every value for what it holds.</summary>
    private static void Visit(IIonValue value)
    {
        if (value.IsNull)
            return;
        if (value.Type().IsContainer())
        {
            foreach (var child in value)
                Visit(child);
        }
        else
        {
            _ = value.Type() switch
            {
                IonType.Int => (object)value.BigIntegerValue,
                IonType.Float => value.DoubleValue,
                IonType.Decimal => value.BigDecimalValue,
                IonType.Timestamp => value.TimestampValue,
                IonType.Symbol or IonType.String => value.StringValue,
                IonType.Blob or IonType.Clob => value.ByteSize(),
                _ => value.BoolValue,
            };
        }
    }
}
