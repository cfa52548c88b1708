using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Qldb.Ion.Tests.Conformance;
using Qldb.Ion.Tests.Fuzzing;
using Xunit;

namespace Qldb.Ion.Tests.Properties;

/// <summary>What holds for every value. A failure names the seed and the size that make the value again.</summary>
public sealed class ValueProperties
{
    private static readonly ReferenceIonHash Reference = new(SHA256.HashData);

    [Fact]
    public void Text_keeps_a_value() => ForAnyValue((value, _) =>
        IonElement.ParseText(value.ToString()) == value && IonElement.ParseText(value.ToText(IonTextOptions.Pretty)) == value);

    [Fact]
    public void Text_becomes_canonical_binary() => ForAnyValue((value, _) =>
        IonText.ToBinary(value.ToString()).AsSpan().SequenceEqual(value.ToBinary()));

    [Fact]
    public void However_binary_is_encoded_the_value_and_its_hash_are_the_same() => ForAnyValue((value, seed) =>
    {
        var scrambled = IonElement.Parse(new Scrambled(seed).Encode(value));
        Assert.Equal(value, scrambled);
        Assert.Equal(value.GetHashCode(), scrambled.GetHashCode());
        Assert.Equal(QldbHash.Of(value), QldbHash.Of(scrambled));
        Assert.Equal(value, IonElement.Parse(scrambled.ToBinary()));
        return value.ToString().Length == scrambled.ToString().Length;
    });

    [Fact]
    public void The_hash_is_the_references() => ForAnyValue((value, _) => Reference.Of(value).AsSpan().SequenceEqual(QldbHash.Of(value).ToArray()));

    [Fact]
    public void Values_are_equal_exactly_when_their_hashes_are() => ForAnyValue((value, seed) =>
    {
        var other = new RandomIon(seed ^ 0x5EED).Next(3);
        return value == other == (QldbHash.Of(value) == QldbHash.Of(other));
    });

    [Fact]
    public void Every_part_of_a_value_stands_alone() => ForAnyValue((value, _) =>
    {
        foreach (var part in Parts(value))
        {
            // A bare $ion_1_0 is no value at the top level.
            if (part is { Type: IonType.Symbol, IsNull: false, HasAnnotations: false } && part.GetSymbolText() == "$ion_1_0")
                continue;
            var alone = IonElement.Parse(part.AsBinary());
            Assert.Equal(part, alone);
            Assert.Equal(QldbHash.Of(part), QldbHash.Of(alone));
        }

        return true;
    });

    [Fact]
    public void Writing_into_a_list_keeps_every_value() => ForAnyValue((value, seed) =>
    {
        var other = new RandomIon(seed + 1).Next(5);
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.List);
        writer.WriteElement(value);
        writer.WriteElement(other);
        writer.WriteElement(value);
        writer.StepOut();
        return IonElement.Parse(writer.ToArray()).EnumerateElements().SequenceEqual([value, other, value]);
    });

    [Fact]
    public void Reading_a_long_text_block_by_block_gives_the_same_values()
    {
        var random = new RandomIon(7);
        var values = Enumerable.Range(0, 400).Select(_ => random.Next(60)).ToList();
        var text = string.Join('\n', values.Select(value => value.ToString()));
        foreach (var step in new[] { 1, 7, 1000 })
            Assert.Equal(values, IonText.ReadAll(new DribblingReader(text, step)));
    }

    private static IEnumerable<IonElement> Parts(IonElement value) => value.IsNull ? [value] : value.Type switch
    {
        IonType.Struct => value.EnumerateFields().SelectMany(field => Parts(field.Value)).Append(value),
        IonType.List or IonType.Sexp => value.EnumerateElements().SelectMany(Parts).Append(value),
        _ => [value],
    };

    private static void ForAnyValue(Func<IonElement, int, bool> holds)
    {
        var cases = Gen.Choose(0, int.MaxValue).SelectMany(seed => Gen.Choose(1, 40).Select(size => (Seed: seed, Size: size))).ToArbitrary();
        Prop.ForAll(cases, c => holds(new RandomIon(c.Seed).Next(c.Size), c.Seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>Gives a text in small pieces.</summary>
    private sealed class DribblingReader(string text, int step) : TextReader
    {
        private int _position;

        public override int ReadBlock(char[] buffer, int index, int count)
        {
            var total = 0;
            while (total < count && _position < text.Length)
            {
                var length = Math.Min(Math.Min(step, count - total), text.Length - _position);
                text.CopyTo(_position, buffer, index + total, length);
                _position += length;
                total += length;
            }

            return total;
        }
    }
}
