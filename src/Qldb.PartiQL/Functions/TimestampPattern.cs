using System.Globalization;
using System.Numerics;
using System.Text;
using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>The patterns of TO_STRING and TO_TIMESTAMP, such as <c>MMMM d, yyyy 'at' h:mm a</c> (partiql-dialect, section 3.6).</summary>
internal sealed partial class TimestampPattern
{
    private static readonly string[] monthNames = DateTimeFormatInfo.InvariantInfo.MonthNames[..12];

    private readonly string text;
    private readonly List<Symbol> symbols = [];

    private TimestampPattern(string text) => this.text = text;

    /// <exception cref="ValueException">The pattern has a symbol that does not exist, or an open quote.</exception>
    public static TimestampPattern Parse(string text)
    {
        var pattern = new TimestampPattern(text);
        for (var position = 0; position < text.Length;)
        {
            var first = text[position];
            position = first == '\'' ? pattern.AddQuoted(position)
                : char.IsAsciiLetter(first) ? pattern.AddSymbol(position)
                : pattern.AddLiteral(first.ToString(), position + 1);
        }

        return pattern;
    }

    public string Format(IonTimestamp timestamp)
    {
        var output = new StringBuilder();
        foreach (var symbol in symbols)
        {
            output.Append(symbol.Literal ?? Format(symbol, timestamp));
        }

        return output.ToString();
    }

    private static string Format(Symbol symbol, IonTimestamp timestamp) => (symbol.Letter, symbol.Count) switch
    {
        ('y', 2) => Digits(timestamp.Year % 100, 2),
        ('y', var count) => Digits(timestamp.Year, count),
        ('M', 1 or 2) => Digits(timestamp.Month, symbol.Count),
        ('M', 3) => monthNames[timestamp.Month - 1][..3],
        ('M', 4) => monthNames[timestamp.Month - 1],
        ('M', _) => monthNames[timestamp.Month - 1][..1],
        ('d', var count) => Digits(timestamp.Day, count),
        ('a', _) => timestamp.Hour < 12 ? "AM" : "PM",
        ('h', var count) => Digits((timestamp.Hour + 11) % 12 + 1, count),
        ('H', var count) => Digits(timestamp.Hour, count),
        ('m', var count) => Digits(timestamp.Minute, count),
        ('s', var count) => Digits(timestamp.Second, count),
        ('S', var count) => Fraction(timestamp, count),
        ('n', _) => BigInteger.Parse(Fraction(timestamp, 9), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        ('X' or 'x', _) => FormatOffset(symbol, timestamp.OffsetMinutes ?? 0),
        _ => "",
    };

    private static string Digits(int number, int count) => number.ToString(CultureInfo.InvariantCulture).PadLeft(count, '0');

    private static string Fraction(IonTimestamp timestamp, int count)
    {
        var digits = timestamp.FractionCoefficient.ToString(CultureInfo.InvariantCulture).PadLeft(timestamp.FractionDigits, '0');
        return (timestamp.FractionDigits == 0 ? "" : digits).PadRight(count, '0')[..count];
    }

    private static string FormatOffset(Symbol symbol, int minutes)
    {
        if (minutes == 0 && symbol.Letter == 'X')
        {
            return "Z";
        }

        var sign = minutes < 0 ? '-' : '+';
        var (hours, rest) = (Digits(Math.Abs(minutes) / 60, 2), Digits(Math.Abs(minutes) % 60, 2));
        return symbol.Count switch
        {
            1 => rest == "00" ? $"{sign}{hours}" : $"{sign}{hours}{rest}",
            2 or 4 => $"{sign}{hours}{rest}",
            _ => $"{sign}{hours}:{rest}",
        };
    }

    private int AddLiteral(string literal, int next)
    {
        symbols.Add(new Symbol('\0', 0, literal));
        return next;
    }

    // 'text', in which '' is a quote; '' alone is a quote too.
    private int AddQuoted(int start)
    {
        var literal = new StringBuilder();
        for (var position = start + 1; position < text.Length; position++)
        {
            if (text[position] != '\'')
            {
                literal.Append(text[position]);
            }
            else if (position + 1 < text.Length && text[position + 1] == '\'')
            {
                literal.Append(text[++position]);
            }
            else
            {
                return AddLiteral(literal.Length == 0 ? "'" : literal.ToString(), position + 1);
            }
        }

        throw Bad("a quote that is not closed");
    }

    private int AddSymbol(int start)
    {
        var letter = text[start];
        var end = start;
        while (end < text.Length && text[end] == letter)
        {
            end++;
        }

        var count = end - start;
        var isKnown = letter switch
        {
            'y' => count is 1 or 2 or 4,
            'M' or 'X' or 'x' => count <= 5,
            'S' => count <= 9,
            'd' or 'h' or 'H' or 'm' or 's' => count <= 2,
            'a' or 'n' => count == 1,
            _ => false,
        };
        if (!isKnown)
        {
            throw Bad($"the unknown symbol {text[start..Math.Min(end, start + 10)]}");
        }

        symbols.Add(new Symbol(letter, count, Literal: null));
        return end;
    }

    private ValueException Bad(string what) => new($"the timestamp pattern '{text}' has {what}");

    private readonly record struct Symbol(char Letter, int Count, string? Literal);
}
