using Qldb.PartiQL.Syntax;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>Operators that are functions of their operands (partiql-dialect, section 3.7).</summary>
internal static class Operators
{
    public static Function Between { get; } = new("BETWEEN", 3, 3, static (in arguments) => Value.Of(
        Ordering.Compare(arguments[0], arguments[1]) >= 0 && Ordering.Compare(arguments[0], arguments[2]) <= 0));

    private static readonly Function add = Arithmetic("+", Number.Add);
    private static readonly Function subtract = Arithmetic("-", Number.Subtract);
    private static readonly Function multiply = Arithmetic("*", Number.Multiply);
    private static readonly Function divide = Arithmetic("/", Number.Divide);
    private static readonly Function remainder = Arithmetic("%", Number.Remainder);
    private static readonly Function negate = new("-", 1, 1, static (in arguments) => Number.Negate(NumberOf(arguments, 0)));
    private static readonly Function keep = new("+", 1, 1, static (in arguments) => NumberOf(arguments, 0));

    private delegate Value BinaryOperation(in Value left, in Value right);

    public static Function Binary(TokenKind token) => token switch
    {
        TokenKind.Plus => add,
        TokenKind.Minus => subtract,
        TokenKind.Star => multiply,
        TokenKind.Slash => divide,
        TokenKind.Percent => remainder,
        _ => TextFunctions.Concat,
    };

    public static Function Sign(TokenKind token) => token == TokenKind.Minus ? negate : keep;

    private static Function Arithmetic(string name, BinaryOperation operation) => new(name, 2, 2, (in arguments) =>
        operation(NumberOf(arguments, 0), NumberOf(arguments, 1)));

    private static Value NumberOf(in Arguments arguments, int index) =>
        arguments[index].IsNumber ? arguments[index] : throw arguments.Unsuitable(index, "a number");
}
