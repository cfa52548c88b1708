using Qldb.Ion.Tests.Fuzzing;
using Qldb.Ion.Tests.Properties;
using Xunit;

namespace Qldb.Ion.Tests.Binary;

public sealed class CanonicalFormTests
{
    /// <summary>
    /// Copied scalars once kept the bytes of their source. A date whose offset field said -32 minutes, which a date does not have, was equal to the date, hashed
    /// like it, and stayed as it was: two canonical forms of one value, found by flipping a bit of a stored document.
    /// </summary>
    [Theory]
    [InlineData("65E00EF28C89", "65C00EF28C89")]
    [InlineData("65800FD08181", "65C00FD08181")]
    [InlineData("22000A", "210A")]
    [InlineData("2E8900000000000000000A", "210A")]
    [InlineData("483FF0000000000000", "443F800000")]
    [InlineData("4400000000", "40")]
    [InlineData("487FF8000000000001", "487FF8000000000000")]
    [InlineData("53C20005", "52C205")]
    [InlineData("5180", "50")]
    [InlineData("8E836162 63", "83616263")]
    [InlineData("AE8101", "A101")]
    [InlineData("9E8161", "9161")]
    public void A_value_has_one_canonical_form_whatever_the_form_it_came_in(string source, string canonical)
    {
        var value = IonElement.Parse(Stream(source));

        Assert.Equal(Convert.ToHexString(Stream(canonical)), Convert.ToHexString(value.ToBinary()));
        Assert.Equal(IonElement.Parse(Stream(canonical)), value);
        Assert.Equal(QldbHash.OfIonBinary(Stream(canonical)), QldbHash.Of(value));
    }

    [Fact]
    public void Whether_a_stream_is_canonical_can_be_told_without_writing_it_again()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var value = new RandomIon(seed).Next(seed % 5);
            if (value is { Type: IonType.Symbol, IsNull: false, HasAnnotations: false } && value.GetSymbolText() == "$ion_1_0")
                continue;
            var canonical = IonElement.Parse(value.ToBinary());
            Assert.True(canonical.IsCanonical, canonical.ToString());
            var scrambled = new Scrambled(seed).Encode(value);
            Assert.Equal(value.ToBinary().AsSpan().SequenceEqual(scrambled), IonElement.Parse(scrambled).IsCanonical);
        }
    }

    [Fact]
    public void The_quick_way_takes_no_damaged_stream_for_canonical()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var stream = new RandomIon(seed).Next(1 + seed % 4).ToBinary();
            for (var bit = 32; bit < Math.Min(stream.Length, 400) * 8; bit++)
            {
                stream[bit / 8] ^= (byte)(1 << bit % 8);
                if (IonElement.TryParse(stream, out var damaged) && CanonicalForm.IsSurely(stream, damaged.Start, damaged.Symbols))
                    Assert.Equal(Convert.ToHexString(damaged.ToBinary()), Convert.ToHexString(stream));
                stream[bit / 8] ^= (byte)(1 << bit % 8);
            }
        }
    }

    /// <summary>What journals are full of must not need the slow way.</summary>
    [Theory]
    [InlineData("{a: 1, b: {a: c, d: a::b::[1.50, -0.0, 1e0, nan, 2020-01-01T00:00:00.123Z, 2020T, \"text\", {{aGk=}}, null.int, (a)]}}")]
    [InlineData("{name: version, symbols: [imports]}")]
    [InlineData("[]")]
    [InlineData("{a: \"a text that is longer than fourteen bytes\", an_even_longer_field_name_than_that: 1234567890123456789012345678901234567890}")]
    public void Ordinary_documents_go_the_quick_way(string text)
    {
        var value = IonElement.ParseText(text);
        Assert.True(CanonicalForm.IsSurely(value.Data, value.Start, value.Symbols));
    }

    [Fact]
    public void Symbols_numbered_in_another_order_are_another_form()
    {
        var swapped = IonText.ToBinary("{a: b}");
        (swapped[^3], swapped[^1]) = (0x8B, 0x0A);
        Assert.Equal(IonElement.ParseText("{b: a}"), IonElement.Parse(swapped));
        Assert.False(IonElement.Parse(swapped).IsCanonical);
    }

    private static byte[] Stream(string hex) => Convert.FromHexString("E00100EA" + hex.Replace(" ", "", StringComparison.Ordinal));
}
