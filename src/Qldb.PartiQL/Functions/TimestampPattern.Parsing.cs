using System.Globalization;
using System.Numerics;
using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

internal sealed partial class TimestampPattern
{
    private const string CoarsestFirst = "yMdHms";

    /// <summary>Reads a timestamp; it is as precise as the finest symbol of the pattern.</summary>
    /// <exception cref="ValueException">The text does not follow the pattern, or the pattern leaves out something coarser.</exception>
    public IonTimestamp ParseTimestamp(string input)
    {
        var precision = RequireFinest();
        var fields = new Fields();
        var position = 0;
        foreach (var symbol in symbols)
        {
            position = symbol.Literal is { } literal
                ? ReadLiteral(input, position, literal)
                : Read(input, position, symbol, fields);
        }

        if (position != input.Length)
        {
            throw Mismatch(input, position);
        }

        try
        {
            return fields.Build(precision);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ValueException($"'{input}' names a date or time that does not exist");
        }
    }

    private IonTimestampPrecision RequireFinest()
    {
        var finest = 0;
        var present = new bool[CoarsestFirst.Length];
        foreach (var symbol in symbols)
        {
            var rank = symbol.Letter switch
            {
                'h' or 'a' => CoarsestFirst.IndexOf('H'),
                'S' or 'n' => -1,
                _ => CoarsestFirst.IndexOf(symbol.Letter),
            };
            if (symbol is { Letter: 'M', Count: 5 })
            {
                throw Bad("MMMMM, which can be written but not read");
            }

            if (rank >= 0)
            {
                present[rank] = true;
                finest = Math.Max(finest, rank);
            }
        }

        for (var rank = 0; rank <= finest; rank++)
        {
            if (!present[rank])
            {
                throw Bad($"'{CoarsestFirst[finest]}' but nothing for '{CoarsestFirst[rank]}'");
            }
        }

        return finest switch
        {
            <= 2 => (IonTimestampPrecision)(finest + 1),
            3 or 4 => IonTimestampPrecision.Minute,
            _ => IonTimestampPrecision.Second,
        };
    }

    private int ReadLiteral(string input, int position, string literal) =>
        string.CompareOrdinal(input, position, literal, 0, literal.Length) == 0 ? position + literal.Length : throw Mismatch(input, position);

    private int Read(string input, int position, Symbol symbol, Fields fields)
    {
        switch (symbol.Letter)
        {
            case 'a':
                return ReadName(input, position, ["AM", "PM"], out fields.HalfDay);
            case 'M' when symbol.Count > 2:
                var names = symbol.Count == 3 ? [.. monthNames.Select(static name => name[..3])] : monthNames;
                var end = ReadName(input, position, names, out var month);
                fields.Month = month + 1;
                return end;
            case 'X' or 'x':
                return ReadOffset(input, position, symbol, fields);
            default:
                return ReadNumber(input, position, symbol, fields);
        }
    }

    private int ReadName(string input, int position, string[] names, out int index)
    {
        index = Array.FindIndex(names, name => string.Compare(input, position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0);
        return index >= 0 ? position + names[index].Length : throw Mismatch(input, position);
    }

    // A one-letter symbol takes as many digits as its number can have, a longer one exactly that many.
    private int ReadNumber(string input, int position, Symbol symbol, Fields fields)
    {
        var most = symbol.Count > 1 || symbol.Letter == 'S' ? symbol.Count : symbol.Letter switch { 'y' => 4, 'n' => 9, _ => 2 };
        var end = position;
        while (end < input.Length && end - position < most && char.IsAsciiDigit(input[end]))
        {
            end++;
        }

        if (end == position || (symbol.Count > 1 && end - position < symbol.Count))
        {
            throw Mismatch(input, position);
        }

        fields.Set(symbol.Letter, symbol.Count, int.Parse(input.AsSpan(position, end - position), NumberStyles.None, CultureInfo.InvariantCulture));
        return end;
    }

    private int ReadOffset(string input, int position, Symbol symbol, Fields fields)
    {
        if (symbol.Letter == 'X' && position < input.Length && input[position] == 'Z')
        {
            fields.OffsetMinutes = 0;
            return position + 1;
        }

        if (position >= input.Length || input[position] is not ('+' or '-'))
        {
            throw Mismatch(input, position);
        }

        var sign = input[position] == '-' ? -1 : 1;
        var next = ReadTwoDigits(input, position + 1, out var hours);
        var minutes = 0;
        if (symbol.Count is 3 or 5)
        {
            next = ReadTwoDigits(input, ReadLiteral(input, next, ":"), out minutes);
        }
        else if (symbol.Count > 1 || (next < input.Length && char.IsAsciiDigit(input[next])))
        {
            next = ReadTwoDigits(input, next, out minutes);
        }

        fields.OffsetMinutes = sign * ((hours * 60) + minutes);
        return next;
    }

    private int ReadTwoDigits(string input, int position, out int number)
    {
        number = 0;
        return position + 2 <= input.Length
            && int.TryParse(input.AsSpan(position, 2), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? position + 2
            : throw Mismatch(input, position);
    }

    private ValueException Mismatch(string input, int position) =>
        new($"'{input}' does not follow the timestamp pattern '{text}' from character {position + 1} on");

    private sealed class Fields
    {
        public int Month = 1;
        public int? OffsetMinutes;
        public int HalfDay = -1;
        private int year = 1;
        private int day = 1;
        private int hour;
        private int minute;
        private int second;
        private int fraction;
        private int fractionDigits;

        public void Set(char letter, int count, int number)
        {
            switch (letter)
            {
                case 'y':
                    year = count == 2 ? number + (number >= 70 ? 1900 : 2000) : number;
                    break;
                case 'M':
                    Month = number;
                    break;
                case 'd':
                    day = number;
                    break;
                case 'h':
                    hour = number is >= 1 and <= 12 ? number % 12 : throw new ValueException($"{number} is no hour of half a day");
                    break;
                case 'H':
                    hour = number;
                    break;
                case 'm':
                    minute = number;
                    break;
                case 's':
                    second = number;
                    break;
                default:
                    fraction = number;
                    fractionDigits = letter == 'n' ? 9 : count;
                    break;
            }
        }

        public IonTimestamp Build(IonTimestampPrecision precision) => TimestampParts.Build(
            new DateTime(year, Month, day, HalfDay == 1 && hour < 12 ? hour + 12 : hour, minute, second),
            precision,
            OffsetMinutes,
            new BigInteger(fraction),
            fractionDigits);
    }
}
