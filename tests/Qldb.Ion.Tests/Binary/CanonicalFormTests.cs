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

    private static byte[] Stream(string hex) => Convert.FromHexString("E00100EA" + hex.Replace(" ", "", StringComparison.Ordinal));
}
