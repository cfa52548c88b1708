namespace Qldb.PartiQL.Execution.Operators;

/// <summary>A step that delivers rows, pulled one by one. Immutable; one serves all runs of a statement.</summary>
internal abstract class RowOperator
{
    /// <summary>Moves the frame from row to row: each time the enumeration yields, the frame's slots hold a row.</summary>
    /// <remarks>What is yielded is the frame itself. It can be enumerated again, also while outer rows change.</remarks>
    public abstract IEnumerable<Frame> Rows(Frame frame);
}
