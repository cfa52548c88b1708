using System.Globalization;
using System.Numerics;
using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary><c>CAST</c> (partiql-dialect, section 3.6).</summary>
internal static class Casts
{
    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static Function To(ValueKind kind) => new("CAST", 1, 1, (in arguments) => Cast(arguments[0], kind), IsStrict: false);

    private static Value Cast(in Value value, ValueKind kind) => (value.Kind, kind) switch
    {
        (ValueKind.Null, ValueKind.Missing) or (ValueKind.Missing, not ValueKind.Null) => Value.Missing,
        (ValueKind.Null or ValueKind.Missing, _) => Value.Null,
        var (from, to) when from == to => value,
        (_, ValueKind.Boolean) => ToBoolean(value),
        (_, ValueKind.Integer) => ToInteger(value),
        (_, ValueKind.Float) => ToFloat(value),
        (_, ValueKind.Decimal) => ToDecimal(value),
        (_, ValueKind.Timestamp) => ToTimestamp(value),
        (_, ValueKind.String) => Value.Of(ToText(value, kind)),
        (_, ValueKind.Symbol) => Value.OfSymbol(ToText(value, kind)),
        (ValueKind.Bag or ValueKind.Sexp, ValueKind.List) => Value.OfList([.. value.Elements]),
        (ValueKind.List or ValueKind.Sexp, ValueKind.Bag) => Value.OfBag([.. value.Elements]),
        _ => throw Impossible(value, kind),
    };

    private static Value ToBoolean(in Value value) =>
        value.IsNumber ? Value.Of(!Number.IsZero(value))
        : value.IsText ? Value.Of(value.Text.Equals("true", StringComparison.OrdinalIgnoreCase))
        : throw Impossible(value, ValueKind.Boolean);

    private static Value ToInteger(in Value value)
    {
        if (value.IsNumber)
        {
            return Number.Truncate(value);
        }

        if (value.Kind == ValueKind.Boolean)
        {
            return Value.Of(value.Boolean ? 1L : 0L);
        }

        return value.IsText && TryParseInteger(value.Text, out var integer) ? Value.Of(integer) : throw Impossible(value, ValueKind.Integer);
    }

    // A sign, then decimal digits (leading zeros allowed), or hexadecimal or binary ones after 0x or 0b.
    private static bool TryParseInteger(string text, out BigInteger integer)
    {
        integer = default;
        var digits = text.AsSpan();
        var isNegative = digits.StartsWith('-');
        if (isNegative || digits.StartsWith('+'))
        {
            digits = digits[1..];
        }

        var style = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowHexSpecifier
            : digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase) ? NumberStyles.AllowBinarySpecifier
            : NumberStyles.None;

        // The zero in front keeps the highest bit from being read as a sign.
        var isParsed = digits.Length <= IonLimits.MaxNumberDigits && (style == NumberStyles.None
            ? BigInteger.TryParse(digits, style, CultureInfo.InvariantCulture, out integer)
            : digits.Length > 2 && BigInteger.TryParse($"0{digits[2..]}", style, CultureInfo.InvariantCulture, out integer));
        integer = isNegative ? -integer : integer;
        return isParsed;
    }

    private static Value ToFloat(in Value value)
    {
        if (value.IsNumber)
        {
            return Value.Of(Number.ToDouble(value));
        }

        if (value.Kind == ValueKind.Boolean)
        {
            return Value.Of(value.Boolean ? 1.0 : 0.0);
        }

        return value.IsText && double.TryParse(value.Text, FloatStyle, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : throw Impossible(value, ValueKind.Float);
    }

    private static Value ToDecimal(in Value value)
    {
        if (value.IsNumber)
        {
            return Value.Of(Number.ToDecimal(value));
        }

        if (value.Kind == ValueKind.Boolean)
        {
            return Value.Of(new IonDecimal(value.Boolean ? 1 : 0, 0));
        }

        return value.IsText && TryParseDecimal(value.Text, out var number) ? Value.Of(number) : throw Impossible(value, ValueKind.Decimal);
    }

    // Ion text takes no plus sign, and an exponent after d only.
    private static bool TryParseDecimal(string text, out IonDecimal number) => IonDecimal.TryParse(
        (text.StartsWith('+') && text.Length > 1 && char.IsAsciiDigit(text[1]) ? text[1..] : text).Replace('e', 'd').Replace('E', 'd'),
        out number);

    private static Value ToTimestamp(in Value value) =>
        value.IsText && IonTimestamp.TryParse(value.Text, out var timestamp)
            ? Value.Of(timestamp)
            : throw Impossible(value, ValueKind.Timestamp);

    private static string ToText(in Value value, ValueKind kind) => value.Kind switch
    {
        ValueKind.String or ValueKind.Symbol => value.Text,
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        ValueKind.Decimal => NumberText.Of(value.Decimal),
        ValueKind.Float => NumberText.Of(value.Float),
        ValueKind.Timestamp => value.Timestamp.ToString(),
        _ => throw Impossible(value, kind),
    };

    private static ValueException Impossible(in Value value, ValueKind kind)
    {
        const int LongestQuote = 40;
        var text = value.IsText && value.TextOrNull is { Length: <= LongestQuote } content ? $" '{content}'" : "";
        return new ValueException($"Cannot convert {value.Kind.ToString().ToLowerInvariant()}{text} to {kind.ToString().ToLowerInvariant()}");
    }
}
