using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Evaluators;

/// <summary>Computes an expression for the current row. Immutable; one serves all runs of a statement.</summary>
internal abstract class Evaluator
{
    public abstract Value Evaluate(Frame frame);
}
