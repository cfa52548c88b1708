using Xunit;

namespace Qldb.Ion.Tests.Text;

public sealed class FloatTextTests
{
    /// <summary>Found by fuzzing: .NET's shortest text of 2^-25 reads back as the double below it.</summary>
    [Fact]
    public void Every_power_of_two_keeps_its_value_in_text()
    {
        for (var exponent = -1074; exponent <= 1023; exponent++)
        {
            var value = IonElement.OfFloat(Math.ScaleB(1, exponent));
            Assert.Equal(value, IonElement.ParseText(value.ToString()));
        }
    }

    [Theory]
    [InlineData(1.25, "1.25e0")]
    [InlineData(1e22, "1e+22")]
    [InlineData(-0.0, "-0e0")]
    [InlineData(0.5, "0.5e0")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_float_has_an_exponent_and_no_more_digits_than_it_needs(double value, string text) =>
        Assert.Equal(text, IonElement.OfFloat(value).ToString());
}
