using Qldb.Ion;

namespace Amazon.IonDotnet;

public readonly partial struct BigDecimal
{
    public static bool operator >(BigDecimal a, BigDecimal b) => a.CompareTo(b) > 0;

    public static bool operator <(BigDecimal a, BigDecimal b) => a.CompareTo(b) < 0;

    public static bool operator ==(BigDecimal a, BigDecimal b) => a.Equals(b);

    public static bool operator !=(BigDecimal a, BigDecimal b) => !a.Equals(b);

    /// <summary>Reads a number such as 12, 1.50 or 5d-3.</summary>
    public static BigDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <summary>Reads a number such as 12, 1.50 or 5d-3.</summary>
    public static BigDecimal Parse(ReadOnlySpan<char> text) => new(IonDecimal.Parse(WithoutPlus(text)));

    public static bool TryParse(string text, out BigDecimal result) => TryParse(text.AsSpan(), out result);

    public static bool TryParse(ReadOnlySpan<char> text, out BigDecimal result)
    {
        var ok = IonDecimal.TryParse(WithoutPlus(text), out var value);
        result = new BigDecimal(value);
        return ok;
    }

    public int CompareTo(BigDecimal other) => ToIon().CompareTo(other.ToIon());

    public bool Equals(BigDecimal other) => CompareTo(other) == 0;

    public override bool Equals(object obj) => obj is BigDecimal other && Equals(other);

    /// <summary>Equal for equal numbers: the nearest double is the same for all of them.</summary>
    public override int GetHashCode() => ToIon().ToDouble().GetHashCode();

    public decimal ToDecimal() => ToIon().ToDecimal();

    public override string ToString() => ToIon().ToString();

    internal IonDecimal ToIon() => IsNegativeZero ? IonDecimal.NegativeZero(-Scale) : new IonDecimal(IntVal, -Scale);

    private static ReadOnlySpan<char> WithoutPlus(ReadOnlySpan<char> text) => text is ['+', not '-', ..] ? text[1..] : text;
}
