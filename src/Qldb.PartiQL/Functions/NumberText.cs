using System.Globalization;
using System.Numerics;
using Qldb.Ion;

namespace Qldb.PartiQL.Functions;

/// <summary>Numbers as text, the way QLDB's runtime (Java's <c>Double.toString</c> and <c>BigDecimal.toString</c>) wrote them.</summary>
internal static class NumberText
{
    /// <summary>Plain between 1e-3 and 1e7 and always with a digit after the point (<c>1.0</c>), else <c>1.0E10</c>.</summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        // The shortest digits that name the number, as d.ddd…E±x.
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (number == 0)
        {
            return double.IsNegative(number) ? "-0.0" : "0.0";
        }

        var value = IonDecimal.Parse(shortest.Replace("E+", "d", StringComparison.Ordinal).Replace('E', 'd'));
        var sign = number < 0 ? "-" : "";
        var digits = BigInteger.Abs(value.Coefficient).ToString(CultureInfo.InvariantCulture);
        var adjusted = value.Exponent + digits.Length - 1;
        digits = digits.TrimEnd('0').PadRight(1, '0');
        return adjusted is >= -3 and < 7 ? sign + Plain(digits, adjusted) : $"{sign}{WithPoint(digits, 1)}E{adjusted.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Plain while the exponent is not above zero and at most six zeros lead, else <c>1E+2</c>.</summary>
    public static string Of(IonDecimal number)
    {
        var digits = BigInteger.Abs(number.Coefficient).ToString(CultureInfo.InvariantCulture);
        var sign = number.Coefficient.Sign < 0 ? "-" : "";
        var adjusted = number.Exponent + (digits.Length - 1L);
        if (number.Exponent > 0 || adjusted < -6)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}E{(adjusted >= 0 ? "+" : "")}{adjusted}");
        }

        var padded = digits.PadLeft(1 - number.Exponent, '0');
        return number.Exponent == 0 ? sign + digits : $"{sign}{padded[..^-number.Exponent]}.{padded[^-number.Exponent..]}";
    }

    private static string Plain(string digits, int adjusted) =>
        adjusted < 0 ? $"0.{new string('0', -adjusted - 1)}{digits}" : WithPoint(digits.PadRight(adjusted + 1, '0'), adjusted + 1);

    private static string WithPoint(string digits, int place) => $"{digits[..place]}.{(place < digits.Length ? digits[place..] : "0")}";
}
