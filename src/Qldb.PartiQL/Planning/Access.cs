using Qldb.PartiQL.Binding;

namespace Qldb.PartiQL.Planning;

/// <summary>A condition that a lookup answers: <c>f = key</c>, <c>f IN keys</c>, or either with the document id.</summary>
/// <param name="Condition">The condition, which the lookup makes true.</param>
/// <param name="Path">The lookup.</param>
/// <param name="Key">The key, or the collection of keys.</param>
/// <param name="IsCollection">True for a collection.</param>
internal sealed record Access(BoundExpression Condition, LookupPath Path, BoundExpression Key, bool IsCollection)
{
    // The seam can always narrow a history to one document, whatever the view says.
    private static readonly IReadOnlyList<LookupPath> historyLookups = [new LookupPath(["metadata", "id"], LookupKind.DocumentId, default)];

    /// <summary>True where at most one row is found.</summary>
    public bool IsUnique => Path.Kind == LookupKind.DocumentId && !IsCollection;

    /// <summary>The best access to a source: by document id before index, by one key before several.</summary>
    /// <param name="source">The source.</param>
    /// <param name="conditions">What its rows must meet.</param>
    /// <param name="isReady">Whether these sources have their row when the lookup is made.</param>
    public static Access? Find(BoundSource source, Conditions conditions, Func<ulong, bool> isReady)
    {
        var lookups = source switch
        {
            BoundTable table => table.Table.Lookups,
            BoundHistory => historyLookups,
            _ => [],
        };
        if (lookups.Count == 0)
        {
            return null;
        }

        Access? best = null;
        foreach (var condition in conditions.All)
        {
            best = Better(best, Match(source, lookups, condition, isReady));
        }

        foreach (var condition in conditions.Implied)
        {
            best = Better(best, Match(source, lookups, condition, isReady));
        }

        return best;
    }

    private static Access? Match(BoundSource source, IReadOnlyList<LookupPath> lookups, BoundExpression condition, Func<ulong, bool> isReady)
    {
        switch (condition)
        {
            case BoundComparison { Operator: ComparisonOperator.Equal } equality:
                return Match(source, lookups, condition, equality.Left, equality.Right, isReady, isCollection: false)
                    ?? Match(source, lookups, condition, equality.Right, equality.Left, isReady, isCollection: false);
            case BoundIn membership:
                return Match(source, lookups, condition, membership.Operand, membership.Collection, isReady, isCollection: true);
            default:
                return null;
        }
    }

    private static Access? Match(
        BoundSource source,
        IReadOnlyList<LookupPath> lookups,
        BoundExpression condition,
        BoundExpression operand,
        BoundExpression key,
        Func<ulong, bool> isReady,
        bool isCollection)
    {
        if ((key.Sources & source.Bit) != 0 || !isReady(key.Sources) || SourcePath.Of(operand) is not { } path)
        {
            return null;
        }

        foreach (var lookup in lookups)
        {
            var isMatch = path.Slot == source.Names.BySlot
                ? lookup.Kind == LookupKind.DocumentId && path.Steps.IsEmpty
                : path.Slot == source.Slot && !lookup.Path.IsDefaultOrEmpty && path.Matches(lookup.Path);
            if (isMatch)
            {
                return new Access(condition, lookup, key, isCollection);
            }
        }

        return null;
    }

    private static Access? Better(Access? best, Access? candidate) =>
        best is null || (candidate is not null && candidate.Cost < best.Cost) ? candidate : best;

    private int Cost => (Path.Kind == LookupKind.DocumentId ? 0 : 1) + (IsCollection ? 2 : 0);
}
