using Qldb.Ion;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Functions;

/// <summary>A function of values: what a call, an operator or a type test does.</summary>
/// <param name="Name">As statements write it, in capitals.</param>
/// <param name="MinArguments">The fewest arguments.</param>
/// <param name="MaxArguments">The most arguments.</param>
/// <param name="Body">Computes the result, or throws <see cref="ValueException"/>.</param>
/// <param name="IsStrict">True where any unknown argument makes the result NULL without <paramref name="Body"/>: QLDB's general rule.</param>
internal sealed record Function(string Name, int MinArguments, int MaxArguments, FunctionBody Body, bool IsStrict = true);

internal delegate Value FunctionBody(in Arguments arguments);

/// <summary>The arguments of one call, and what else its answer may depend on.</summary>
internal readonly ref struct Arguments(ReadOnlySpan<Value> values, IStatementContext context)
{
    private readonly ReadOnlySpan<Value> values = values;

    public IStatementContext Context { get; } = context;

    public int Count => values.Length;

    public ref readonly Value this[int index] => ref values[index];

    /// <summary>The text of an argument.</summary>
    /// <exception cref="ValueException">It is no text.</exception>
    public string Text(int index) => values[index].IsText ? values[index].Text : throw Unsuitable(index, "text");

    /// <summary>The integer of an argument.</summary>
    /// <exception cref="ValueException">It is no int, or one of more than 64 bits.</exception>
    public long Integer(int index) =>
        values[index].Kind == ValueKind.Integer && values[index].TryGetInt64(out var integer) ? integer : throw Unsuitable(index, "a 64-bit int");

    /// <summary>The timestamp of an argument.</summary>
    /// <exception cref="ValueException">It is no timestamp.</exception>
    public IonTimestamp Timestamp(int index) =>
        values[index].Kind == ValueKind.Timestamp ? values[index].Timestamp : throw Unsuitable(index, "a timestamp");

    public ValueException Unsuitable(int index, string expected) =>
        new($"argument {index + 1} must be {expected}, and is {values[index].Kind.ToString().ToLowerInvariant()}");
}
