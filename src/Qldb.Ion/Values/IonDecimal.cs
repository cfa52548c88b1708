using System.Globalization;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// A decimal number, coefficient × 10^exponent, of any size. Precision is part of it: <c>1.0</c> and <c>1.00</c> are different values
/// that compare as equal numbers; a zero may be negative. <see cref="Equals(IonDecimal)"/> tells values apart,
/// <see cref="CompareTo"/> and the operators <c>&lt;</c> and <c>&gt;</c> compare numbers.
/// </summary>
public readonly partial struct IonDecimal : IEquatable<IonDecimal>, IComparable<IonDecimal>, ISpanFormattable
{
    /// <summary>A decimal from its parts.</summary>
    /// <param name="coefficient">All digits, with the sign.</param>
    /// <param name="exponent">The power of ten, negative for digits after the point.</param>
    public IonDecimal(BigInteger coefficient, int exponent)
    {
        Coefficient = coefficient;
        Exponent = exponent;
    }

    private IonDecimal(int exponent)
    {
        Exponent = exponent;
        IsNegativeZero = true;
    }

    /// <summary>All digits as one integer, with the sign. Zero for a negative zero.</summary>
    public BigInteger Coefficient { get; }

    /// <summary>The power of ten that the coefficient is multiplied by.</summary>
    public int Exponent { get; }

    /// <summary>Whether this is zero with a minus sign, <c>-0.0</c>.</summary>
    public bool IsNegativeZero { get; }

    /// <summary>Zero with a minus sign.</summary>
    /// <param name="exponent">Its precision: -1 for <c>-0.0</c>.</param>
    /// <returns>A negative zero.</returns>
    public static IonDecimal NegativeZero(int exponent = 0) => new(exponent);

    /// <summary>The same number, scale and sign as a .NET decimal: <c>1.50m</c> gives <c>1.50</c>.</summary>
    /// <param name="value">Any decimal.</param>
    /// <returns>An equal value.</returns>
    public static IonDecimal FromDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = bits[3] >> 16 & 0xFF;
        if (value == 0 && bits[3] < 0)
            return NegativeZero(-scale);
        var low = (ulong)(uint)bits[1] << 32 | (uint)bits[0];
        var coefficient = bits[2] == 0 ? (BigInteger)low : new UInt128((uint)bits[2], low);
        return new IonDecimal(bits[3] < 0 ? -coefficient : coefficient, -scale);
    }

    /// <summary>An integer as a decimal of exponent 0.</summary>
    /// <param name="value">Any integer.</param>
    /// <returns>An equal number.</returns>
    public static IonDecimal FromInt64(long value) => new(value, 0);

    /// <summary>The number as a .NET decimal, with its scale where it fits; fraction digits beyond 28 are rounded half to even.</summary>
    /// <returns>An equal number, or the nearest.</returns>
    /// <exception cref="OverflowException">The number lies beyond <see cref="decimal.MaxValue"/>.</exception>
    public decimal ToDecimal()
    {
        if (TryToDecimal(out var value))
            return value;
        throw new OverflowException($"{Shorten(ToString())} is beyond the range of System.Decimal (about ±7.9e28)");
    }

    /// <summary>The number as a .NET decimal; see <see cref="ToDecimal"/>.</summary>
    /// <param name="value">The number, or 0.</param>
    /// <returns>False when it lies beyond <see cref="decimal.MaxValue"/>.</returns>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        if (Exponent is <= 0 and >= -28 && !IsNegativeZero && Coefficient.GetByteCount() <= 8)
        {
            var small = (long)Coefficient;
            var magnitude = small < 0 ? unchecked((ulong)-small) : (ulong)small;
            value = new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, small < 0, (byte)-Exponent);
            return true;
        }

        return TryToLargeDecimal(out value);
    }

    private bool TryToLargeDecimal(out decimal value)
    {
        value = 0;
        if (Coefficient.IsZero)
        {
            value = new decimal(0, 0, 0, IsNegativeZero, (byte)Math.Clamp(-(long)Exponent, 0, 28));
            return true;
        }

        var digits = DigitCount(Coefficient);
        if (digits + (long)Exponent > 29)
            return false;
        if (digits + (long)Exponent < -29)
            return true;
        var (coefficient, scale) = Exponent > 0 ? (Coefficient * BigInteger.Pow(10, Exponent), 0) : (Coefficient, -Exponent);

        // Drop digits until both scale and coefficient fit, rounding once.
        var excess = Math.Max(scale - 28, DigitCount(coefficient) - 29);
        for (excess = Math.Max(excess, 0); excess <= scale; excess++)
        {
            var rounded = DivideHalfToEven(coefficient, BigInteger.Pow(10, excess));
            if (BigInteger.Abs(rounded) > MaxMagnitude)
                continue;
            var magnitude = (UInt128)BigInteger.Abs(rounded);
            value = new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), rounded.Sign < 0, (byte)(scale - excess));
            return true;
        }

        return false;
    }

    /// <summary>The nearest double.</summary>
    /// <returns>The number, rounded; infinite when it is too large.</returns>
    public double ToDouble() => IsNegativeZero
        ? -0.0
        : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Coefficient}e{Exponent}"), CultureInfo.InvariantCulture);

    /// <summary>Whether the value is the same: coefficient, exponent and sign of zero.</summary>
    /// <param name="other">The value to compare with.</param>
    /// <returns>True for the same value.</returns>
    public bool Equals(IonDecimal other) =>
        Exponent == other.Exponent && IsNegativeZero == other.IsNegativeZero && Coefficient == other.Coefficient;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IonDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Coefficient, Exponent, IsNegativeZero);

    /// <summary>Compares as numbers: <c>1.0</c> and <c>1.00</c> are level, and so are both zeros.</summary>
    /// <param name="other">The number to compare with.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(IonDecimal other)
    {
        var sign = Coefficient.Sign;
        if (sign != other.Coefficient.Sign || sign == 0)
            return sign.CompareTo(other.Coefficient.Sign);

        // The place of the first digit decides nearly always, and keeps powers of ten small where it does not.
        var place = DigitCount(Coefficient) + (long)Exponent;
        var otherPlace = DigitCount(other.Coefficient) + (long)other.Exponent;
        if (place != otherPlace)
            return place < otherPlace ? -sign : sign;
        var shift = Exponent - (long)other.Exponent;
        return shift >= 0
            ? (Coefficient * BigInteger.Pow(10, (int)shift)).CompareTo(other.Coefficient)
            : Coefficient.CompareTo(other.Coefficient * BigInteger.Pow(10, (int)-shift));
    }

    /// <summary>Whether two values are the same value.</summary>
    public static bool operator ==(IonDecimal left, IonDecimal right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(IonDecimal left, IonDecimal right) => !left.Equals(right);

    /// <summary>Whether the left number is smaller.</summary>
    public static bool operator <(IonDecimal left, IonDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is smaller or level.</summary>
    public static bool operator <=(IonDecimal left, IonDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is larger.</summary>
    public static bool operator >(IonDecimal left, IonDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is larger or level.</summary>
    public static bool operator >=(IonDecimal left, IonDecimal right) => left.CompareTo(right) >= 0;

    /// <summary>See <see cref="FromDecimal"/>.</summary>
    public static implicit operator IonDecimal(decimal value) => FromDecimal(value);

    /// <summary>See <see cref="FromInt64"/>.</summary>
    public static implicit operator IonDecimal(long value) => FromInt64(value);

    /// <summary>See <see cref="ToDecimal"/>.</summary>
    public static explicit operator decimal(IonDecimal value) => value.ToDecimal();
}
