using System.Collections.Immutable;
using System.Diagnostics;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Planning;

/// <summary>
/// Plans FROM and WHERE: one source after the other joins the plan, each condition is applied as soon as everything it reads is there.
/// </summary>
/// <remarks>
/// <para>
/// Order. Sources join in the order of the statement, except that one which can be looked up goes before one which must be scanned, and
/// one which can be looked up only through another waits for it. Left joins keep the order as it is.
/// </para>
/// <para>
/// Access. An equality that an index or the document id answers becomes a lookup, once for each row so far. Failing that, an equality
/// with sources already there becomes a hash join, which reads the new source once. Failing that too, the new source is read anew for
/// each row so far: a cross join reads as many documents as QLDB's nested loops did (partiql-dialect, section 4).
/// </para>
/// </remarks>
internal sealed class SourcePlanner
{
    private readonly List<BoundJoin> waiting;
    private readonly Conditions conditions = new();
    private readonly Func<ulong, bool> isReady;
    private readonly ulong ownSources;
    private readonly bool keepsOrder;
    private ulong placed;
    private LogicalNode? plan;

    private SourcePlanner(ImmutableArray<BoundJoin> from, BoundExpression? filter)
    {
        isReady = IsReady;
        waiting = [.. from];
        foreach (var join in from)
        {
            ownSources |= join.Source.Bit;
            keepsOrder |= join.Kind == JoinKind.Left;
            if (join is { Kind: JoinKind.Inner, Condition: { } condition })
            {
                conditions.Add(condition);
            }
        }

        if (filter is not null)
        {
            conditions.Add(filter);
        }

        if (from.Length > 1)
        {
            conditions.AddImplied(ownSources);
        }
    }

    public static LogicalNode Plan(ImmutableArray<BoundJoin> from, BoundExpression? filter)
    {
        var planner = new SourcePlanner(from, filter);
        while (planner.waiting.Count > 0)
        {
            planner.Place(planner.TakeNext());
        }

        Debug.Assert(planner.conditions.IsEmpty, "Every condition reads only sources of this query or of outer ones.");
        return planner.plan!;
    }

    private BoundJoin TakeNext()
    {
        var next = keepsOrder || waiting.Count == 1 ? waiting[0] : BestNext();
        waiting.Remove(next);
        return next;
    }

    private BoundJoin BestNext()
    {
        var best = waiting[0];
        var bestRank = int.MaxValue;
        foreach (var join in waiting)
        {
            var rank = RankOf(join.Source);
            if (rank < bestRank)
            {
                (best, bestRank) = (join, rank);
            }
        }

        return best;
    }

    private int RankOf(BoundSource source)
    {
        if (!IsReady(source.Reads))
        {
            return int.MaxValue;
        }

        return source switch
        {
            BoundUnnest => 1,
            _ when Access.Find(source, conditions, isReady) is { } access => access.IsUnique ? 0 : 1,
            _ when plan is not null && FindHashKeys(source) is not null => 2,
            _ when Access.Find(source, conditions, static _ => true) is null => 3,
            _ => 4,
        };
    }

    private void Place(BoundJoin join)
    {
        if (join.Kind == JoinKind.Left)
        {
            PlaceLeft(join);
            return;
        }

        var source = join.Source;
        var access = Access.Find(source, conditions, isReady);
        if (access is null && plan is not null && source.Reads == 0 && FindHashKeys(source) is { } keys)
        {
            PlaceHashed(source, keys);
            return;
        }

        var node = Read(source, access, conditions);
        placed |= source.Bit;
        node = Filtered(node, conditions.TakeWhere(condition => IsReady(condition.Sources)));
        plan = plan is null ? node : new LogicalNestedLoop(plan, node);
    }

    private static LogicalNode Read(BoundSource source, Access? access, Conditions conditions)
    {
        if (access is not null)
        {
            conditions.Remove(access.Condition);
        }

        return source switch
        {
            BoundTable table when access is not null => new LogicalLookup(table, access.Path, access.Key, access.IsCollection),
            BoundTable table => new LogicalScan(table),
            BoundHistory history => new LogicalHistory(history, access?.Key, access?.IsCollection ?? false),
            BoundUnnest unnest => new LogicalUnnest(unnest),
            BoundDerived derived => new LogicalDerived(derived, Planner.Plan(derived.Select)),
            _ => throw new UnreachableException(source.GetType().Name),
        };
    }

    private void PlaceHashed(BoundSource source, List<HashKey> keys)
    {
        var outer = plan!;
        foreach (var key in keys)
        {
            conditions.Remove(key.Condition);
        }

        // What reads the new source alone is applied while the hash table is filled, unless it might fail for rows that never join.
        var inner = Read(source, access: null, conditions);
        inner = Filtered(
            inner,
            conditions.TakeWhere(condition => (condition.Sources & ownSources) == source.Bit && Conditions.NeverFails(condition)));
        placed |= source.Bit;
        plan = new LogicalHashJoin(
            outer, inner, source.Names, [.. keys.Select(static key => key.Outer)], [.. keys.Select(static key => key.Inner)]);
        plan = Filtered(plan, conditions.TakeWhere(condition => IsReady(condition.Sources)));
    }

    private List<HashKey>? FindHashKeys(BoundSource source)
    {
        List<HashKey>? keys = null;
        foreach (var condition in conditions.All)
        {
            if (condition is not BoundComparison { Operator: ComparisonOperator.Equal } equality)
            {
                continue;
            }

            var (left, right) = (equality.Left.Sources & ownSources, equality.Right.Sources & ownSources);
            if (left == source.Bit && right != 0 && IsReady(right))
            {
                (keys ??= []).Add(new HashKey(condition, equality.Right, equality.Left));
            }
            else if (right == source.Bit && left != 0 && IsReady(left))
            {
                (keys ??= []).Add(new HashKey(condition, equality.Left, equality.Right));
            }
        }

        return keys;
    }

    // Only the join's own condition may help to find inner rows: WHERE judges the row that the join makes.
    private void PlaceLeft(BoundJoin join)
    {
        var own = new Conditions();
        own.Add(join.Condition!);
        var access = Access.Find(join.Source, own, isReady);
        var inner = Filtered(Read(join.Source, access, own), own.TakeWhere(static _ => true));
        placed |= join.Source.Bit;
        plan = new LogicalLeftJoin(plan!, inner, join.Source.Names);
        plan = Filtered(plan, conditions.TakeWhere(condition => IsReady(condition.Sources)));
    }

    // Sources of outer queries always have their row.
    private bool IsReady(ulong sources) => (sources & ownSources & ~placed) == 0;

    private static LogicalNode Filtered(LogicalNode input, ImmutableArray<BoundExpression> conditions) =>
        conditions.IsEmpty ? input : new LogicalFilter(input, conditions);

    private readonly record struct HashKey(BoundExpression Condition, BoundExpression Outer, BoundExpression Inner);
}
