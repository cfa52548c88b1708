using System.Globalization;

namespace Qldb.Ion;

/// <summary>Floats as text: the fewest digits that read back as the same bits, and always an exponent.</summary>
internal static class FloatText
{
    private const int Longest = 32;
    private const long FractionBits = (1L << 52) - 1;

    public static void Append(ref TextBuffer buffer, double value)
    {
        if (!double.IsFinite(value))
        {
            buffer.Append(double.IsNaN(value) ? "nan" : value > 0 ? "+inf" : "-inf");
            return;
        }

        Span<char> text = stackalloc char[Longest];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);

        // .NET forgets that below a power of two the doubles are closer, and cuts 2^-25 to 16 digits that read back as its neighbour.
        var isPowerOfTwo = (BitConverter.DoubleToInt64Bits(value) & FractionBits) == 0;
        if (isPowerOfTwo && double.Parse(text[..length], CultureInfo.InvariantCulture) != value)
            value.TryFormat(text, out length, "G17", CultureInfo.InvariantCulture);
        text = text[..length];
        text.Replace('E', 'e');
        buffer.Append(text);
        if (!text.Contains('e'))
            buffer.Append("e0");
    }
}
