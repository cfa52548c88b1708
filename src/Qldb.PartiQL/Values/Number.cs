using System.Globalization;
using System.Numerics;
using Qldb.Ion;

namespace Qldb.PartiQL.Values;

/// <summary>Arithmetic and comparison of int, decimal and float: any float makes the result a float, else any decimal makes it a decimal.</summary>
internal static class Number
{
    /// <summary>Significant digits of a quotient that does not come out even.</summary>
    private const int QuotientDigits = 38;

    public static Value Add(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer)
        {
            return left.TryGetInt64(out var a) && right.TryGetInt64(out var b) && !AddOverflows(a, b, out var sum)
                ? Value.Of(sum)
                : Checked(left.Integer + right.Integer);
        }

        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
        {
            return Value.Of(ToDouble(left) + ToDouble(right));
        }

        var (x, y, exponent) = Align(ToDecimal(left), ToDecimal(right));
        return Checked(x + y, exponent);
    }

    public static Value Subtract(in Value left, in Value right) => Add(left, Negate(right));

    public static Value Negate(in Value operand) => operand.Kind switch
    {
        ValueKind.Integer => operand.TryGetInt64(out var small) && small != long.MinValue ? Value.Of(-small) : Value.Of(-operand.Integer),
        ValueKind.Float => Value.Of(-operand.Float),
        _ => Value.Of(new IonDecimal(-operand.Decimal.Coefficient, operand.Decimal.Exponent)),
    };

    public static Value Multiply(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer)
        {
            return left.TryGetInt64(out var a) && right.TryGetInt64(out var b) && Math.BigMul(a, b) is var product
                && product >= long.MinValue && product <= long.MaxValue
                ? Value.Of((long)product)
                : Checked(left.Integer * right.Integer);
        }

        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
        {
            return Value.Of(ToDouble(left) * ToDouble(right));
        }

        var (x, y) = (ToDecimal(left), ToDecimal(right));
        return Checked(x.Coefficient * y.Coefficient, (long)x.Exponent + y.Exponent);
    }

    /// <summary>The quotient: truncated for two ints; exact for decimals where 38 digits suffice, else rounded to them, half to even.</summary>
    public static Value Divide(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
        {
            return Value.Of(ToDouble(left) / ToDouble(right));
        }

        RefuseZero(right);
        return left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer
            ? Value.Of(BigInteger.Divide(left.Integer, right.Integer))
            : Divide(ToDecimal(left), ToDecimal(right));
    }

    /// <summary>What is left over by division; it has the sign of the dividend.</summary>
    public static Value Remainder(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Float || right.Kind == ValueKind.Float)
        {
            return Value.Of(ToDouble(left) % ToDouble(right));
        }

        RefuseZero(right);
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer)
        {
            return Value.Of(BigInteger.Remainder(left.Integer, right.Integer));
        }

        var (x, y, exponent) = Align(ToDecimal(left), ToDecimal(right));
        return Checked(BigInteger.Remainder(x, y), exponent);
    }

    /// <summary>Orders numbers of any kind by value. Not-a-number is level with itself and below everything else.</summary>
    public static int Compare(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer
            && left.TryGetInt64(out var a) && right.TryGetInt64(out var b))
        {
            return a.CompareTo(b);
        }

        return IsFinite(left) && IsFinite(right)
            ? ToDecimal(left).CompareTo(ToDecimal(right))
            : Extreme(left).CompareTo(Extreme(right));
    }

    public static bool IsFinite(in Value number) => number.Kind != ValueKind.Float || double.IsFinite(number.Float);

    public static bool IsZero(in Value number) => number.Kind switch
    {
        ValueKind.Integer => number.Integer.IsZero,
        ValueKind.Decimal => number.Decimal.Coefficient.IsZero,
        _ => number.Float == 0,
    };

    public static double ToDouble(in Value number) => number.Kind switch
    {
        ValueKind.Integer => number.TryGetInt64(out var small) ? small : (double)number.Integer,
        ValueKind.Decimal => number.Decimal.ToDouble(),
        _ => number.Float,
    };

    /// <summary>
    /// The number as a decimal. A float with digits after the point counts as the shortest decimal that names it, so that
    /// <c>1.1e0 = 1.1</c> is true; it is a one-to-one mapping that keeps the order.
    /// </summary>
    /// <exception cref="ValueException">Not a finite number.</exception>
    public static IonDecimal ToDecimal(in Value number) => number.Kind switch
    {
        ValueKind.Integer => new IonDecimal(number.Integer, 0),
        ValueKind.Decimal => number.Decimal,
        _ => ToDecimal(number.Float),
    };

    /// <summary>The integer part.</summary>
    /// <exception cref="ValueException">Not a finite number, or one with too many digits.</exception>
    public static Value Truncate(in Value number)
    {
        var value = ToDecimal(number);
        if (value.Exponent < 0)
        {
            // A tiny number's divisor would be huge, and its integer part is zero.
            return -(long)value.Exponent > IonLimits.MaxNumberDigits
                ? Value.Of(0L)
                : Value.Of(BigInteger.Divide(value.Coefficient, BigInteger.Pow(10, -value.Exponent)));
        }

        return Checked(value.Coefficient * PowerOfTen(value.Coefficient.IsZero ? 0 : value.Exponent));
    }

    private static IonDecimal ToDecimal(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ValueException($"{number.ToString(CultureInfo.InvariantCulture)} has no decimal value");
        }

        return double.IsInteger(number)
            ? new IonDecimal(new BigInteger(number), 0)
            : IonDecimal.Parse(number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'd'));
    }

    // Java's rule, which QLDB's results follow: an exact quotient keeps the scale left - right where it can.
    private static Value Divide(IonDecimal left, IonDecimal right)
    {
        var preferred = (long)left.Exponent - right.Exponent;
        if (left.Coefficient.IsZero)
        {
            return Checked(BigInteger.Zero, preferred);
        }

        var digits = DigitCount(left.Coefficient) - DigitCount(right.Coefficient);
        var shift = Math.Max(0, QuotientDigits + 1 - digits);
        var scaled = BigInteger.DivRem(left.Coefficient * BigInteger.Pow(10, shift), right.Coefficient, out var remainder);
        var exponent = preferred - shift;
        if (!remainder.IsZero || DigitCount(scaled) > QuotientDigits)
        {
            (scaled, exponent) = Round(scaled, exponent, isInexact: !remainder.IsZero);
        }

        while (exponent < preferred && remainder.IsZero && BigInteger.DivRem(scaled, 10, out var digit) is var shorter && digit.IsZero)
        {
            (scaled, exponent) = (shorter, exponent + 1);
        }

        return Checked(scaled, exponent);
    }

    private static (BigInteger Coefficient, long Exponent) Round(BigInteger scaled, long exponent, bool isInexact)
    {
        var excess = DigitCount(scaled) - QuotientDigits;
        if (excess <= 0)
        {
            return (scaled, exponent);
        }

        var unit = BigInteger.Pow(10, excess);
        var quotient = BigInteger.DivRem(scaled, unit, out var rest);
        var half = (BigInteger.Abs(rest) * 2).CompareTo(unit);
        var isUp = half > 0 || (half == 0 && (isInexact || !quotient.IsEven));
        return (isUp ? quotient + scaled.Sign : quotient, exponent + excess);
    }

    private static (BigInteger Left, BigInteger Right, long Exponent) Align(IonDecimal left, IonDecimal right)
    {
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return (
            left.Coefficient * PowerOfTen((long)left.Exponent - exponent),
            right.Coefficient * PowerOfTen((long)right.Exponent - exponent),
            exponent);
    }

    private static BigInteger PowerOfTen(long exponent) =>
        exponent <= IonLimits.MaxNumberDigits ? BigInteger.Pow(10, (int)exponent) : throw TooManyDigits();

    private static Value Checked(BigInteger result) => Value.Of(WithinLimit(result));

    private static Value Checked(BigInteger coefficient, long exponent) =>
        exponent is >= int.MinValue and <= int.MaxValue
            ? Value.Of(new IonDecimal(WithinLimit(coefficient), (int)exponent))
            : throw TooManyDigits();

    private static BigInteger WithinLimit(BigInteger result) =>
        result.GetByteCount(isUnsigned: false) <= IonLimits.MaxNumberBytes ? result : throw TooManyDigits();

    private static ValueException TooManyDigits() =>
        new($"the result has more than the limit of {IonLimits.MaxNumberDigits} digits");

    private static void RefuseZero(in Value divisor)
    {
        if (IsZero(divisor))
        {
            throw new ValueException("division by zero");
        }
    }

    private static bool AddOverflows(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0;
    }

    // Where a number that is not finite stands among all numbers; any finite one is 0.
    private static int Extreme(in Value number)
    {
        var value = number.Kind == ValueKind.Float ? number.Float : 0;
        return double.IsNaN(value) ? -2 : double.IsNegativeInfinity(value) ? -1 : double.IsPositiveInfinity(value) ? 1 : 0;
    }

    private static int DigitCount(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var estimate = (int)(magnitude.GetBitLength() * 0.30102999566398120);
        return magnitude >= BigInteger.Pow(10, estimate) ? estimate + 1 : estimate;
    }
}
