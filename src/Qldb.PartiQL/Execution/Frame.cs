using Qldb.Ion;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution;

/// <summary>What one run of a statement works with: the current row, the parameters, the door to the transaction.</summary>
internal sealed class Frame(string text, StatementSize size, IStatementContext context, IReadOnlyList<IonElement> parameters, long memoryMax)
{
    private readonly Value[] parameters = ValuesOf(parameters);
    private MemoryBudget? memory;

    /// <summary>The values of the current row; which is which was decided when names were bound.</summary>
    public Value[] Slots { get; } = size.Slots == 0 ? [] : new Value[size.Slots];

    public IStatementContext Context { get; } = context;

    /// <summary>What this run may hold on to.</summary>
    public MemoryBudget Memory => memory ??= new MemoryBudget(memoryMax, size.Sources);

    public ref readonly Value Parameter(int index) => ref parameters[index];

    /// <summary>Called between rows.</summary>
    public void ThrowIfOver() => Context.ThrowIfOver();

    public PartiQLException Error(SourceSpan span, string message, Exception? cause = null) =>
        PartiQLException.At(PartiQLStage.Evaluator, text, span.Start, message, innerException: cause);

    private static Value[] ValuesOf(IReadOnlyList<IonElement> parameters)
    {
        var values = parameters.Count == 0 ? [] : new Value[parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value.Of(parameters[i]);
        }

        return values;
    }
}
