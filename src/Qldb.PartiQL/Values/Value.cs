using System.Numerics;
using Qldb.Ion;

namespace Qldb.PartiQL.Values;

/// <summary>
/// One value while a statement runs: MISSING, a piece of a document or parameter that stays where it is, or something computed.
/// </summary>
internal readonly partial struct Value
{
    // Exactly one of the three says what the value is: an element where it came from Ion and nobody touched it; else content, for
    // what needs an object; else bits, for what fits them. MISSING is none of them. A computed container has its shape in the bits.
    private readonly IonElement element;
    private readonly object? content;
    private readonly long bits;

    private Value(ValueKind kind, long bits = 0)
    {
        Kind = kind;
        this.bits = bits;
    }

    private Value(ValueKind kind, object content)
    {
        Kind = kind;
        this.content = content;
    }

    private Value(ValueKind kind, object content, Shape shape)
    {
        Kind = kind;
        this.content = content;
        bits = shape.Bits;
    }

    private Value(ValueKind kind, IonElement element)
    {
        Kind = kind;
        this.element = element;
    }

    public static Value Missing => default;

    public static Value Null { get; } = new(ValueKind.Null);

    public static Value True { get; } = new(ValueKind.Boolean, 1);

    public static Value False { get; } = new(ValueKind.Boolean, 0);

    public ValueKind Kind { get; }

    /// <summary>NULL or MISSING.</summary>
    public bool IsUnknown => Kind <= ValueKind.Null;

    public bool IsMissing => Kind == ValueKind.Missing;

    public bool IsTrue => Kind == ValueKind.Boolean && Boolean;

    public bool IsNumber => Kind is ValueKind.Integer or ValueKind.Decimal or ValueKind.Float;

    public bool IsText => Kind is ValueKind.String or ValueKind.Symbol;

    public bool IsCollection => Kind is ValueKind.List or ValueKind.Sexp or ValueKind.Bag;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(long value) => new(ValueKind.Integer, value);

    public static Value Of(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? Of((long)value) : new Value(ValueKind.Integer, (object)value);

    public static Value Of(double value) => new(ValueKind.Float, BitConverter.DoubleToInt64Bits(value));

    public static Value Of(IonDecimal value) => new(ValueKind.Decimal, (object)value);

    public static Value Of(IonTimestamp value) => new(ValueKind.Timestamp, (object)value);

    public static Value Of(string value) => new(ValueKind.String, (object)value);

    public static Value OfSymbol(string value) => new(ValueKind.Symbol, (object)value);

    /// <exception cref="PartiQLException">The value would be too deep or too large; this holds for all containers.</exception>
    public static Value OfList(Value[] items) => new(ValueKind.List, items, Shape.Of(items));

    public static Value OfSexp(Value[] items) => new(ValueKind.Sexp, items, Shape.Of(items));

    public static Value OfBag(Value[] items) => new(ValueKind.Bag, items, Shape.Of(items));

    public static Value OfStruct(ValueField[] fields) => new(ValueKind.Struct, fields, Shape.Of(fields));

    public static Value Of(IonElement element) => element.IsUndefined ? Missing : new Value(KindOf(element), element);

    public bool Boolean => element.IsUndefined ? bits != 0 : element.GetBoolean();

    public BigInteger Integer => !element.IsUndefined ? element.GetBigInteger() : content is BigInteger large ? large : bits;

    public double Float => element.IsUndefined ? BitConverter.Int64BitsToDouble(bits) : element.GetDouble();

    public IonDecimal Decimal => element.IsUndefined ? (IonDecimal)content! : element.GetDecimal();

    public IonTimestamp Timestamp => element.IsUndefined ? (IonTimestamp)content! : element.GetTimestamp();

    /// <summary>The text of a string or symbol.</summary>
    public string Text => TextOrNull ?? throw new ValueException("a symbol of unknown text cannot be used as text");

    /// <summary>As <see cref="Text"/>; null for a symbol of unknown text.</summary>
    public string? TextOrNull =>
        element.IsUndefined ? (string)content! : Kind == ValueKind.Symbol ? element.GetSymbolText() : element.GetString();

    /// <summary>The bytes of a blob or clob, which are never computed.</summary>
    public ReadOnlySpan<byte> Lob => element.GetLob();

    /// <summary>The element this value still is; undefined for a computed value.</summary>
    public IonElement Source => element;

    public bool TryGetInt64(out long value)
    {
        value = bits;
        return element.IsUndefined ? content is null : element.TryGetInt64(out value);
    }

    /// <summary>The UTF-8 of a string that is still part of a document.</summary>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        var hasUtf8 = Kind == ValueKind.String && !element.IsUndefined;
        utf8 = hasUtf8 ? element.GetUtf8() : default;
        return hasUtf8;
    }

    public override string ToString() => IsMissing ? "missing" : ToElement().ToString();

    private static ValueKind KindOf(IonElement element) => element.IsNull
        ? ValueKind.Null
        : element.Type switch
        {
            IonType.Bool => ValueKind.Boolean,
            IonType.Int => ValueKind.Integer,
            IonType.Float => ValueKind.Float,
            IonType.Decimal => ValueKind.Decimal,
            IonType.Timestamp => ValueKind.Timestamp,
            IonType.Symbol => ValueKind.Symbol,
            IonType.String => ValueKind.String,
            IonType.Clob => ValueKind.Clob,
            IonType.Blob => ValueKind.Blob,
            IonType.List => ValueKind.List,
            IonType.Sexp => ValueKind.Sexp,
            IonType.Struct => ValueKind.Struct,
            _ => ValueKind.Null,
        };
}
