using System.Globalization;
using System.Numerics;

namespace Qldb.Ion;

public readonly partial struct IonDecimal
{
    private static readonly BigInteger MaxMagnitude = (BigInteger)decimal.MaxValue;

    /// <summary>Reads a number in Ion's notation, <c>12.50</c>, <c>5d3</c>, <c>7</c>, without underscores.</summary>
    /// <param name="text">The digits, an optional point, an optional exponent after <c>d</c> or <c>D</c>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static IonDecimal Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{Shorten(text.ToString())}' is not an Ion decimal");

    /// <summary>Reads a number as <see cref="Parse"/> does.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="value">The value, or zero.</param>
    /// <returns>False when the text is something else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IonDecimal value)
    {
        value = default;
        long exponent = 0;
        var mark = text.IndexOfAny('d', 'D');
        if (mark >= 0)
        {
            if (!long.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
                return false;
            text = text[..mark];
        }

        var isNegative = text is ['-', ..];
        if (isNegative)
            text = text[1..];
        var point = text.IndexOf('.');
        var fraction = point < 0 ? [] : text[(point + 1)..];
        var whole = point < 0 ? text : text[..point];
        if (whole.IsEmpty || whole.Length + fraction.Length > IonLimits.MaxNumberDigits)
            return false;
        exponent -= fraction.Length;
        if (exponent is < int.MinValue or > int.MaxValue || !TryParseDigits(whole, fraction, out var coefficient))
            return false;
        value = coefficient.IsZero && isNegative ? NegativeZero((int)exponent) : new IonDecimal(isNegative ? -coefficient : coefficient, (int)exponent);
        return true;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, out BigInteger coefficient)
    {
        coefficient = default;
        if (whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (whole.Length + fraction.Length > 18)
        {
            coefficient = BigInteger.Parse(string.Concat(whole, fraction), NumberStyles.None, CultureInfo.InvariantCulture);
            return true;
        }

        long small = 0;
        foreach (var digit in whole)
            small = small * 10 + (digit - '0');
        foreach (var digit in fraction)
            small = small * 10 + (digit - '0');
        coefficient = small;
        return true;
    }

    /// <summary>How many decimal digits a number has, without its sign; 1 for zero.</summary>
    internal static int DigitCount(BigInteger value)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero)
            return 1;
        var estimate = (int)((value.GetBitLength() - 1) * 0.30102999566398120);
        return value >= BigInteger.Pow(10, estimate + 1) ? estimate + 2 : estimate + 1;
    }

    private static BigInteger DivideHalfToEven(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        var twice = BigInteger.Abs(remainder) * 2;
        return twice > divisor || twice == divisor && !quotient.IsEven ? quotient + value.Sign : quotient;
    }

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
