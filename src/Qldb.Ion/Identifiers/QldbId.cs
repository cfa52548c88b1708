namespace Qldb.Ion;

/// <summary>
/// An id of QLDB's shape: 22 characters of <c>0-9A-Za-z</c> that stand for two 64-bit numbers, eleven digits of base 62 each, the most
/// significant first.
/// </summary>
/// <remarks>Not one 128-bit number: most ids of the service would overflow it. Comparison is ordinal, as that of the characters.</remarks>
public readonly struct QldbId : IEquatable<QldbId>, IComparable<QldbId>, ISpanFormattable
{
    /// <summary>Characters of an id: 22.</summary>
    public const int Length = 22;

    private const int HalfLength = 11;
    private const int GroupLength = 5;
    private const ulong GroupSize = 62 * 62 * 62 * 62 * 62;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>An id of two numbers.</summary>
    /// <param name="high">The first eleven characters.</param>
    /// <param name="low">The last eleven.</param>
    public QldbId(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>What the first eleven characters stand for.</summary>
    public ulong High { get; }

    /// <summary>What the last eleven characters stand for.</summary>
    public ulong Low { get; }

    /// <summary>Reads an id.</summary>
    /// <param name="text">22 characters.</param>
    /// <returns>The id.</returns>
    /// <exception cref="FormatException">The text is no such id.</exception>
    public static QldbId Parse(ReadOnlySpan<char> text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{(text.Length <= 64 ? text : text[..64])}' is not an id: {Length} characters 0-9A-Za-z, two 64-bit numbers");

    /// <summary>Reads an id.</summary>
    /// <param name="text">22 characters.</param>
    /// <param name="id">The id, or the id of zeros.</param>
    /// <returns>False when the text is no such id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out QldbId id)
    {
        id = default;
        if (text.Length != Length || !TryParseHalf(text[..HalfLength], out var high) || !TryParseHalf(text[HalfLength..], out var low))
            return false;
        id = new QldbId(high, low);
        return true;
    }

    /// <summary>Writes the 22 characters.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="charsWritten">22, or 0.</param>
    /// <param name="format">Not used.</param>
    /// <param name="provider">Not used.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        charsWritten = 0;
        if (destination.Length < Length)
            return false;
        FormatHalf(High, destination[..HalfLength]);
        FormatHalf(Low, destination.Slice(HalfLength, HalfLength));
        charsWritten = Length;
        return true;
    }

    /// <summary>The 22 characters.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(Length, this, static (span, id) => id.TryFormat(span, out _));

    /// <summary>The 22 characters.</summary>
    /// <param name="format">Not used.</param>
    /// <param name="formatProvider">Not used.</param>
    /// <returns>The text.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool Equals(QldbId other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QldbId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>Compares as the characters do, ordinally.</summary>
    /// <param name="other">The other id.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(QldbId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether two ids are the same.</summary>
    public static bool operator ==(QldbId left, QldbId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(QldbId left, QldbId right) => !left.Equals(right);

    /// <summary>Whether the left id comes first.</summary>
    public static bool operator <(QldbId left, QldbId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes first, or both are the same.</summary>
    public static bool operator <=(QldbId left, QldbId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id comes last.</summary>
    public static bool operator >(QldbId left, QldbId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id comes last, or both are the same.</summary>
    public static bool operator >=(QldbId left, QldbId right) => left.CompareTo(right) >= 0;

    /// <summary>One digit and two groups of five, which fit 32 bits: short divisions, and those of one group do not wait for the other's.</summary>
    private static void FormatHalf(ulong value, Span<char> target)
    {
        var (high, low) = Math.DivRem(value, GroupSize);
        var (first, middle) = Math.DivRem(high, GroupSize);
        target[0] = Alphabet[(int)first];
        FormatGroup((uint)middle, target.Slice(1, GroupLength));
        FormatGroup((uint)low, target.Slice(1 + GroupLength, GroupLength));
    }

    private static void FormatGroup(uint value, Span<char> target)
    {
        for (var i = GroupLength - 1; i >= 0; i--, value /= 62)
            target[i] = Alphabet[(int)(value % 62)];
    }

    private static bool TryParseHalf(ReadOnlySpan<char> text, out ulong value)
    {
        // Eleven digits reach beyond 64 bits, but not beyond 66.
        UInt128 sum = 0;
        value = 0;
        foreach (var c in text)
        {
            var digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'A' and <= 'Z' => c - 'A' + 10,
                >= 'a' and <= 'z' => c - 'a' + 36,
                _ => -1,
            };
            if (digit < 0)
                return false;
            sum = sum * 62 + (uint)digit;
        }

        value = (ulong)sum;
        return sum <= ulong.MaxValue;
    }
}
