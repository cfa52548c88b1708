using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Qldb.Ion;

internal ref partial struct TextParser
{
    private static readonly SearchValues<char> NumberParts =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.:+-");

    private static readonly SearchValues<char> NumberStops = SearchValues.Create("{}[](),\"' \t\n\r\v\f");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads an int, decimal, float or timestamp: everything up to a character that ends numbers.</summary>
    private bool ReadNumber()
    {
        if (ReadSmallInt())
            return true;
        var token = _text[_position..];
        var length = token.IndexOfAnyExcept(NumberParts);
        if (length < 0)
        {
            HitEnd = true;
            length = token.Length;
        }
        else if (!NumberStops.Contains(token[length]) && !IsComment(_position + length))
        {
            _position += length;
            return FailUnexpected("The end of a number");
        }

        token = token[..length];
        var isRead = IsTimestamp(token) ? ReadTimestamp(token) : ReadNumber(token);
        if (isRead)
            _position += length;
        return isRead;
    }

    /// <summary>The most frequent case: up to 18 digits and nothing else.</summary>
    private bool ReadSmallInt()
    {
        var text = _text;
        var i = _position;
        var isNegative = text[i] == '-';
        if (isNegative)
            i++;
        long value = 0;
        var first = i;
        for (; i < text.Length && i - first < 19; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9)
                break;
            value = value * 10 + digit;
        }

        var digits = i - first;
        if (i == text.Length || digits is 0 or > 18 || digits > 1 && text[first] == '0' || !NumberStops.Contains(text[i]))
            return false;
        _writer.WriteInt(isNegative ? -value : value);
        _position = i;
        return true;
    }

    private static bool IsTimestamp(ReadOnlySpan<char> token) =>
        token.Length > 4 && token[4] is '-' or 'T' && !token[..4].ContainsAnyExceptInRange('0', '9');

    private readonly bool IsComment(int position) =>
        _text[position..] is ['/', '/' or '*', ..];

    private bool ReadTimestamp(ReadOnlySpan<char> token)
    {
        if (!IonTimestamp.TryParse(token, out var value))
            return Fail("This is no timestamp, or there is no such moment");
        _writer.WriteTimestamp(value);
        return true;
    }

    private bool ReadNumber(ReadOnlySpan<char> token)
    {
        var digits = token[0] == '-' ? token[1..] : token;
        if (digits is ['0', 'x' or 'X', ..])
            return ReadRadixInt(digits[2..], 4, token[0] == '-');
        if (digits is ['0', 'b' or 'B', ..])
            return ReadRadixInt(digits[2..], 1, token[0] == '-');
        var end = digits.IndexOfAny("dDeE");
        var mark = end < 0 ? '\0' : digits[end];
        var mantissa = end < 0 ? digits : digits[..end];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        if (!IsDigits(whole) || whole.Length > 1 && whole[0] == '0')
            return Fail("A number has digits, underscores only between two of them, and no leading zero");
        if (point >= 0 && point < mantissa.Length - 1 && !IsDigits(mantissa[(point + 1)..]))
            return Fail("The fraction of a number has digits, and underscores only between two of them");
        if (end >= 0 && !IsExponent(digits[(end + 1)..]))
            return Fail("An exponent is digits after an optional sign");
        if (mantissa.Length - mantissa.Count('_') - mantissa.Count('.') > IonLimits.MaxNumberDigits)
            return Fail($"A number has more than {IonLimits.MaxNumberDigits} digits");
        token = WithoutUnderscores(token);
        return mark is 'e' or 'E' ? WriteFloat(token) : mark != 0 || point >= 0 ? WriteDecimal(token) : WriteInt(token);
    }

    private bool WriteFloat(ReadOnlySpan<char> token)
    {
        _writer.WriteFloat(double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture));
        return true;
    }

    private bool WriteDecimal(ReadOnlySpan<char> token)
    {
        if (!IonDecimal.TryParse(token, out var value))
            return Fail("The exponent of a decimal is beyond 32 bits");
        _writer.WriteDecimal(value);
        return true;
    }

    private bool WriteInt(ReadOnlySpan<char> token)
    {
        _writer.WriteInt(BigInteger.Parse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return true;
    }

    private bool ReadRadixInt(ReadOnlySpan<char> digits, int bitsEach, bool isNegative)
    {
        if (digits.IsEmpty || digits[0] == '_' || digits[^1] == '_' || digits.IndexOf("__") >= 0)
            return Fail("A number has digits, and underscores only between two of them");
        digits = WithoutUnderscores(digits);
        if (digits.Length > IonLimits.MaxNumberBytes * 8 / bitsEach)
            return Fail($"A number is larger than {IonLimits.MaxNumberBytes} bytes");
        var isValid = bitsEach == 1 ? !digits.ContainsAnyExceptInRange('0', '1') : !digits.ContainsAnyExcept(HexDigits);
        if (!isValid)
            return Fail("A digit is beyond the radix of its number");

        // A leading zero keeps the top bit from being read as a sign.
        var style = bitsEach == 1 ? NumberStyles.AllowBinarySpecifier : NumberStyles.AllowHexSpecifier;
        var value = BigInteger.Parse(string.Concat("0", digits), style, CultureInfo.InvariantCulture);
        _writer.WriteInt(isNegative ? -value : value);
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '_' || text[^1] == '_')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) && (text[i] != '_' || text[i - 1] == '_'))
                return false;
        }

        return true;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text is ['+' or '-', ..])
            text = text[1..];
        return !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
    }

    private ReadOnlySpan<char> WithoutUnderscores(ReadOnlySpan<char> token)
    {
        if (!token.Contains('_'))
            return token;
        _scratchLength = 0;
        foreach (var c in token)
        {
            if (c != '_')
                Append(c);
        }

        return _scratch.AsSpan(0, _scratchLength);
    }
}
