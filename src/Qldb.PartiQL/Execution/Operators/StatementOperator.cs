using Qldb.Ion;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>A whole statement. Immutable; one serves all runs.</summary>
internal abstract class StatementOperator
{
    /// <summary>The answer's rows: pulled one by one for a query; for anything else all is done before this returns.</summary>
    public abstract IEnumerable<IonElement> Execute(Frame frame);
}

/// <summary>A query; a bare MISSING, which Ion lacks, becomes null.</summary>
internal sealed class SelectOperator(QueryOperator query) : StatementOperator
{
    public override IEnumerable<IonElement> Execute(Frame frame)
    {
        foreach (var result in query.Results(frame))
        {
            yield return result.ToElement();
        }
    }
}
