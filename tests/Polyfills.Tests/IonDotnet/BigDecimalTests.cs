using System.Numerics;
using Amazon.IonDotnet;
using FsCheck;
using FsCheck.Fluent;

namespace Polyfills.Tests.IonDotnet;

public sealed class BigDecimalTests
{
    [Theory]
    [InlineData("12", "12.")]
    [InlineData("+1.50", "1.50")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("5d3", "5d3")]
    [InlineData("5D-3", "0.005")]
    public void Text_is_parsed_with_its_precision(string text, string printed)
    {
        Assert.Equal(printed, BigDecimal.Parse(text).ToString());
        Assert.True(BigDecimal.TryParse(text, out var value));
        Assert.Equal(printed, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData("1e5")]
    [InlineData("1d")]
    [InlineData("one")]
    [InlineData(null)]
    public void Other_text_is_not_parsed(string? text)
    {
        Assert.False(BigDecimal.TryParse(text, out var value));
        Assert.Equal(BigDecimal.Zero(), value);
        if (text is not null)
            Assert.Throws<FormatException>(() => BigDecimal.Parse(text));
    }

    [Fact]
    public void Sums_differences_products_and_comparisons_are_those_of_decimal()
    {
        var cents = Gen.Choose(-1_000_000, 1_000_000).SelectMany(n => Gen.Choose(0, 5).Select(scale => n / (decimal)Math.Pow(10, scale)));
        Prop.ForAll(cents.ToArbitrary(), cents.ToArbitrary(), (x, y) =>
        {
            var (a, b) = (new BigDecimal(x), new BigDecimal(y));
            return (a + b).ToDecimal() == x + y && (a - b).ToDecimal() == x - y && (a * b).ToDecimal() == x * y
                && a.CompareTo(b) == x.CompareTo(y) && a == b == (x == y) && a < b == x < y && a > b == x > y && (-a).ToDecimal() == -x;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("10", "4", "2.")]
    [InlineData("10.0", "4", "2.5")]
    [InlineData("1.00", "3", "0.33")]
    [InlineData("-1.00", "3", "-0.33")]
    [InlineData("1.0", "800", "0.001")]
    [InlineData("6.0", "0.5", "12.")]
    public void A_quotient_has_the_digits_of_the_finer_operand(string dividend, string divisor, string quotient) =>
        Assert.Equal(quotient, (BigDecimal.Parse(dividend) / BigDecimal.Parse(divisor)).ToString());

    [Fact]
    public void Nothing_can_be_divided_by_zero() => Assert.Throws<DivideByZeroException>(() => new BigDecimal(1m) / BigDecimal.Zero(2));

    [Fact]
    public void Zero_may_be_negative()
    {
        Assert.True(new BigDecimal(BigInteger.Zero, 2, negate: true).IsNegativeZero);
        Assert.True(new BigDecimal(-0.00m).IsNegativeZero);
        Assert.False(new BigDecimal(0m).IsNegativeZero);
        Assert.True(BigDecimal.CheckNegativeZero(-0.0m));
        Assert.False(BigDecimal.CheckNegativeZero(-1m));
        Assert.Equal("-0.00", BigDecimal.NegativeZero(2).ToString());
        Assert.Equal("0.00", BigDecimal.Zero(2).ToString());
    }
}
