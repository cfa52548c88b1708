using System.Collections.Immutable;
using Qldb.PartiQL.Binding;

namespace Qldb.PartiQL.Planning;

/// <summary>Decides how a bound statement is carried out.</summary>
internal static class Planner
{
    public static LogicalNode Plan(BoundStatement statement) => statement switch
    {
        BoundQuery query => Plan(query.Select),
        BoundInsert insert => new LogicalInsert(insert),
        BoundUpdate update => new LogicalUpdate(SourcePlanner.Plan(update.From, update.Filter), update),
        BoundDelete delete => new LogicalDelete(SourcePlanner.Plan(delete.From, delete.Filter), delete.Target),
        _ => new LogicalCommand(statement),
    };

    public static LogicalNode Plan(BoundSelect select)
    {
        var plan = SourcePlanner.Plan(select.From, select.Filter);
        if (select.Grouping is { } grouping)
        {
            ImmutableArray<BoundNames> sources = [.. select.From.Select(static join => join.Source.Names)];
            plan = new LogicalAggregate(plan, grouping, sources);
        }

        if (select.Having is { } having)
        {
            plan = new LogicalFilter(plan, [having]);
        }

        if (!select.Sort.IsEmpty)
        {
            plan = new LogicalSort(plan, select.Sort, select.FirstSlot, select.EndSlot);
        }

        plan = new LogicalProject(plan, select.Projection);
        if (select.IsDistinct)
        {
            plan = new LogicalDistinct(plan);
        }

        return select.Limit is null && select.Offset is null ? plan : new LogicalLimit(plan, select.Limit, select.Offset);
    }
}
