using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>A step that delivers the results of a query. Immutable; one serves all runs of a statement.</summary>
internal abstract class QueryOperator
{
    /// <summary>The results, pulled one by one.</summary>
    public abstract IEnumerable<Value> Results(Frame frame);
}
