using System.Globalization;

namespace Qldb.Ion;

/// <summary>Floats as text: the fewest digits that read back as the same bits, and always an exponent.</summary>
internal static class FloatText
{
    private const long FractionBits = (1L << 52) - 1;

    public static string Of(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "+inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);

        // .NET forgets that below a power of two the doubles are closer, and cuts 2^-25 to 16 digits that read back as its neighbour.
        var isPowerOfTwo = (BitConverter.DoubleToInt64Bits(value) & FractionBits) == 0;
        if (isPowerOfTwo && double.Parse(text, CultureInfo.InvariantCulture) != value)
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e') : text + "e0";
    }
}
