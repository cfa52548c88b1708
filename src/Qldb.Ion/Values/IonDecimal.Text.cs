using System.Globalization;

namespace Qldb.Ion;

public readonly partial struct IonDecimal
{
    private const int MaxPlainFraction = 64;
    private const int LongestInt64 = 20;

    /// <summary>The number as Ion text that reads back as the same value: <c>1.50</c>, <c>5d3</c>, <c>-0.0</c>.</summary>
    /// <returns>Ion text.</returns>
    public override string ToString()
    {
        Span<char> text = stackalloc char[LongestInt64 + MaxPlainFraction + 2];
        return TryFormat(text, out var length) ? text[..length].ToString() : Format(Coefficient.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>As <see cref="ToString()"/>.</summary>
    /// <param name="format">Not used.</param>
    /// <param name="formatProvider">Not used.</param>
    /// <returns>Ion text.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes the number as <see cref="ToString()"/> does.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="charsWritten">How many characters it took, or 0.</param>
    /// <param name="format">Not used.</param>
    /// <param name="provider">Not used.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        Span<char> digits = stackalloc char[LongestInt64];
        if (IsNegativeZero)
        {
            "-0".CopyTo(digits);
            return TryFormat(digits[..2], destination, out charsWritten);
        }

        if (Coefficient.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture))
            return TryFormat(digits[..length], destination, out charsWritten);
        return TryFormat(Coefficient.ToString(CultureInfo.InvariantCulture), destination, out charsWritten);
    }

    private string Format(string digits)
    {
        var text = new char[digits.Length + MaxPlainFraction + LongestInt64];
        TryFormat(digits, text, out var length);
        return text.AsSpan(0, length).ToString();
    }

    /// <summary>Puts point or exponent to the digits of the coefficient.</summary>
    private bool TryFormat(ReadOnlySpan<char> digits, Span<char> destination, out int charsWritten)
    {
        charsWritten = 0;
        var signLength = digits[0] == '-' ? 1 : 0;
        var count = digits.Length - signLength;
        var fraction = -(long)Exponent;
        if (fraction is < 0 or > MaxPlainFraction)
        {
            if (destination.Length <= digits.Length || !Exponent.TryFormat(destination[(digits.Length + 1)..], out var length, default, CultureInfo.InvariantCulture))
                return false;
            digits.CopyTo(destination);
            destination[digits.Length] = 'd';
            charsWritten = digits.Length + 1 + length;
            return true;
        }

        // 5 with three fraction digits is 0.005.
        var zeros = (int)Math.Max(fraction - count + 1, 0);
        if (destination.Length < digits.Length + zeros + 1)
            return false;
        digits[..signLength].CopyTo(destination);
        destination.Slice(signLength, zeros).Fill('0');
        digits[signLength..].CopyTo(destination[(signLength + zeros)..]);
        var point = digits.Length + zeros - (int)fraction;
        destination[point..(digits.Length + zeros)].CopyTo(destination[(point + 1)..]);
        destination[point] = '.';
        charsWritten = digits.Length + zeros + 1;
        return true;
    }
}
