using System.Globalization;
using System.Numerics;

namespace Qldb.Ion;

public readonly partial struct IonTimestamp
{
    private const int LongestWithoutFraction = 26;

    /// <summary>Reads a timestamp in Ion's notation: <c>2007T</c>, <c>2007-02-23</c>, <c>2007-02-23T12:14:33.079-08:00</c>.</summary>
    /// <param name="text">The text, nothing before or after.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The text is something else, or no such moment exists.</exception>
    public static IonTimestamp Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not an Ion timestamp");

    /// <summary>Reads a timestamp as <see cref="Parse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or the year 1.</param>
    /// <returns>False when the text is something else, or no such moment exists.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out IonTimestamp value)
    {
        value = default;
        if (!TryTake(ref text, 4, out var year) || year == 0)
            return false;
        if (text is "T")
            return Succeed(OfYear(year), out value);
        if (!TryTakeAfter(ref text, '-', out var month) || month is 0 or > 12)
            return false;
        if (text is "T")
            return Succeed(OfMonth(year, month), out value);
        if (!TryTakeAfter(ref text, '-', out var day) || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (text is "" or "T")
            return Succeed(OfDay(year, month, day), out value);
        return TryTakeAfter(ref text, 'T', out var hour) && hour < 24
            && TryTakeAfter(ref text, ':', out var minute) && minute < 60
            && TryParseRest(text, new DateTime(year, month, day, hour, minute, 0), out value);
    }

    /// <summary>The timestamp in Ion's notation, with every digit that belongs to it.</summary>
    /// <returns>Text that reads back as the same value.</returns>
    public override string ToString()
    {
        var text = new char[LongestWithoutFraction + _fractionDigits];
        TryFormat(text, out var length);
        return text.AsSpan(0, length).ToString();
    }

    /// <summary>As <see cref="ToString()"/>.</summary>
    /// <param name="format">Not used.</param>
    /// <param name="formatProvider">Not used.</param>
    /// <returns>Text that reads back as the same value.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes the timestamp as <see cref="ToString()"/> does.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="charsWritten">How many characters it took, or 0.</param>
    /// <param name="format">Not used.</param>
    /// <param name="provider">Not used.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        charsWritten = 0;
        if (destination.Length < LongestWithoutFraction + _fractionDigits)
            return false;
        var local = Local;
        var length = Put(destination, 0, local.Year, 4);
        if (Precision > IonTimestampPrecision.Year)
            length = PutAfter(destination, length, '-', local.Month);
        if (Precision > IonTimestampPrecision.Month)
            length = PutAfter(destination, length, '-', local.Day);
        else
            destination[length++] = 'T';
        if (Precision >= IonTimestampPrecision.Minute)
        {
            length = PutAfter(destination, length, 'T', local.Hour);
            length = PutAfter(destination, length, ':', local.Minute);
            if (Precision == IonTimestampPrecision.Second)
                length = PutAfter(destination, length, ':', local.Second);
            length = PutFraction(destination, length);
            length = PutOffset(destination, length);
        }

        charsWritten = length;
        return true;
    }

    private int PutFraction(Span<char> target, int length)
    {
        if (_fractionDigits == 0)
            return length;
        target[length++] = '.';
        var digits = target.Slice(length, _fractionDigits);
        _fraction.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        digits[..written].CopyTo(digits[(_fractionDigits - written)..]);
        digits[..(_fractionDigits - written)].Fill('0');
        return length + _fractionDigits;
    }

    private int PutOffset(Span<char> target, int length)
    {
        if (OffsetMinutes == 0)
        {
            target[length] = 'Z';
            return length + 1;
        }

        var minutes = Math.Abs(OffsetMinutes ?? 0);
        length = PutAfter(target, length, OffsetMinutes > 0 ? '+' : '-', minutes / 60);
        return PutAfter(target, length, ':', minutes % 60);
    }

    private static int PutAfter(Span<char> target, int length, char mark, int number)
    {
        target[length] = mark;
        return Put(target, length + 1, number, 2);
    }

    private static int Put(Span<char> target, int length, int number, int digits)
    {
        for (var i = length + digits - 1; i >= length; i--, number /= 10)
            target[i] = (char)('0' + number % 10);
        return length + digits;
    }

    private static bool TryParseRest(ReadOnlySpan<char> text, DateTime minute, out IonTimestamp value)
    {
        value = default;
        var precision = IonTimestampPrecision.Minute;
        var fraction = BigInteger.Zero;
        var fractionDigits = 0;
        if (text is [':', ..])
        {
            precision = IonTimestampPrecision.Second;
            if (!TryTakeAfter(ref text, ':', out var second) || second > 59 || !TryTakeFraction(ref text, out fraction, out fractionDigits))
                return false;
            minute = minute.AddSeconds(second);
        }

        if (!TryParseOffset(text, out var offset))
            return false;
        var utcTicks = minute.Ticks - (offset ?? 0) * TimeSpan.TicksPerMinute;
        if (utcTicks < 0 || utcTicks > DateTime.MaxValue.Ticks)
            return false;
        return Succeed(new IonTimestamp(new DateTime(utcTicks), precision, offset, fraction, fractionDigits), out value);
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> text, out BigInteger fraction, out int digits)
    {
        fraction = default;
        digits = 0;
        if (text is not ['.', ..])
            return true;
        var length = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (length is <= 0 or > IonLimits.MaxNumberDigits)
            return false;
        digits = length;
        fraction = length <= 18
            ? long.Parse(text.Slice(1, length), NumberStyles.None, CultureInfo.InvariantCulture)
            : BigInteger.Parse(text.Slice(1, length), NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[(1 + length)..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out int? offset)
    {
        offset = 0;
        if (text is "Z")
            return true;
        if (text is not ['+' or '-', _, _, ':', _, _])
            return false;
        var sign = text[0];
        text = text[1..];
        if (!TryTake(ref text, 2, out var hours) || hours > 23 || !TryTakeAfter(ref text, ':', out var minutes) || minutes > 59)
            return false;
        var total = hours * 60 + minutes;
        offset = sign == '+' ? total : total == 0 ? null : -total;
        return true;
    }

    private static bool TryTakeAfter(ref ReadOnlySpan<char> text, char mark, out int number)
    {
        number = 0;
        if (text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        return TryTake(ref text, 2, out number);
    }

    private static bool TryTake(ref ReadOnlySpan<char> text, int digits, out int number)
    {
        number = 0;
        if (text.Length < digits)
            return false;
        foreach (var c in text[..digits])
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = number * 10 + (c - '0');
        }

        text = text[digits..];
        return true;
    }

    private static bool Succeed(IonTimestamp parsed, out IonTimestamp value)
    {
        value = parsed;
        return true;
    }
}
