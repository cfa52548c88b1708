using System.Collections.Immutable;
using Qldb.PartiQL.Binding;

namespace Qldb.PartiQL.Planning;

/// <summary>An expression that is a path of fixed field names from a slot: what an index can be about.</summary>
internal readonly record struct SourcePath(int Slot, ImmutableArray<BoundStep> Steps)
{
    /// <summary>The expression as such a path, or null.</summary>
    public static SourcePath? Of(BoundExpression expression) => expression switch
    {
        BoundVariable variable => new SourcePath(variable.Slot, []),
        BoundPath { Root: BoundVariable root } path when path.Steps.All(static step => step.Field is not null) =>
            new SourcePath(root.Slot, path.Steps),
        _ => null,
    };

    public bool IsSameAs(BoundExpression expression) =>
        Of(expression) is { } other && other.Slot == Slot && other.Steps.AsSpan().SequenceEqual(Steps.AsSpan());

    public bool Matches(ImmutableArray<string> path)
    {
        if (path.Length != Steps.Length)
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            if (Steps[i].Field != path[i])
            {
                return false;
            }
        }

        return true;
    }
}
