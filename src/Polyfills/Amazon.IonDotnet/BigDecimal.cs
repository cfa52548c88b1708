using System.Numerics;
using Qldb.Ion;

namespace Amazon.IonDotnet;

/// <summary>A decimal number of any size. It keeps its precision; comparing, <c>==</c> too, is numerical.</summary>
public readonly partial struct BigDecimal : IComparable<BigDecimal>, IEquatable<BigDecimal>
{
    public const int MaxPrecision = 1000;

    public readonly bool IsNegativeZero;

    internal readonly BigInteger IntVal;
    internal readonly int Scale;

    /// <summary>The number intVal × 10^-scale, with the opposite sign where negate is set.</summary>
    public BigDecimal(BigInteger intVal, int scale, bool negate = false)
    {
        IntVal = negate ? -intVal : intVal;
        Scale = scale;
        IsNegativeZero = negate && intVal.IsZero;
    }

    public BigDecimal(decimal dec)
        : this(IonDecimal.FromDecimal(dec))
    {
    }

    internal BigDecimal(IonDecimal value)
    {
        IntVal = value.Coefficient;
        Scale = -value.Exponent;
        IsNegativeZero = value.IsNegativeZero;
    }

    public static BigDecimal operator +(BigDecimal a, BigDecimal b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return new BigDecimal(a.IntValAt(scale) + b.IntValAt(scale), scale);
    }

    public static BigDecimal operator -(BigDecimal a, BigDecimal b) => a + -b;

    public static BigDecimal operator -(BigDecimal a) => new(-a.IntVal, a.Scale);

    public static BigDecimal operator *(BigDecimal a, BigDecimal b) => new(a.IntVal * b.IntVal, a.Scale + b.Scale);

    /// <summary>
    /// The quotient, cut off when it has as many fraction digits as the finer operand, or at the first digit other than zero behind
    /// those: 10 / 4 is 2, 10.0 / 4 is 2.5, 1.0 / 800 is 0.001.
    /// </summary>
    public static BigDecimal operator /(BigDecimal a, BigDecimal b)
    {
        if (b.IntVal.IsZero)
            throw new DivideByZeroException();

        var finest = Math.Max(a.Scale, b.Scale);
        var divisor = b.IntValAt(finest);
        var quotient = BigInteger.DivRem(a.IntValAt(finest), divisor, out var remainder);
        var scale = 0;
        for (var digit = BigInteger.One; !remainder.IsZero && (scale < finest || digit.IsZero); scale++)
        {
            digit = BigInteger.DivRem(remainder * 10, divisor, out remainder);
            quotient = quotient * 10 + digit;
        }

        return new BigDecimal(quotient, scale);
    }

    public static bool CheckNegativeZero(decimal dec) => dec == 0 && decimal.IsNegative(dec);

    public static BigDecimal NegativeZero(int scale = 0) => new(0, scale, negate: true);

    public static BigDecimal Zero(int scale = 0) => new(0, scale);

    private BigInteger IntValAt(int scale) => IntVal * BigInteger.Pow(10, scale - Scale);
}
