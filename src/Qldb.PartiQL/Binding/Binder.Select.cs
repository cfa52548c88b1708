using System.Collections.Immutable;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

internal sealed partial class Binder
{
    // Aggregates of the query whose select list, HAVING or ORDER BY is being bound; null where none may stand.
    private List<BoundAggregate>? aggregates;
    private GroupSyntax? group;
    private ImmutableArray<BoundGroupKey> groupKeys = [];

    private BoundSelect BindSelect(SelectSyntax select, Scope? outer)
    {
        var enclosing = (aggregates, group, groupKeys);
        (aggregates, group, groupKeys) = (null, null, []);
        queryDepth++;
        var firstSlot = slotCount;
        var scope = new Scope(outer);
        var from = BindFrom(select.From, scope);
        var filter = select.Filter is { } where ? BindExpression(where.Condition, scope) : null;
        var groupAs = BindGroup(select.Group, scope);
        aggregates = [];
        var projection = BindProjection(select.Projection, scope);
        var having = select.Having is { } condition ? BindExpression(condition.Condition, scope) : null;
        var sort = BindSort(select.Sort, select.Projection, projection, scope);
        var isGrouped = select.Group is not null || aggregates.Count > 0 || having is not null;
        var grouping = isGrouped
            ? new BoundGrouping(groupKeys, [.. aggregates], groupAs, IsImplicit: select.Group is null)
            : null;
        if (isGrouped)
        {
            RequireGrouped(projection, having, sort, scope);
        }

        aggregates = null;
        var constants = new Scope(outer: null);
        var limit = select.Limit is { } most ? BindExpression(most, constants) : null;
        var offset = select.Offset is { } skipped ? BindExpression(skipped, constants) : null;
        queryDepth--;
        (aggregates, group, groupKeys) = enclosing;
        return new BoundSelect(
            select.Span, from, filter, grouping, having, projection, select.IsDistinct, sort, limit, offset, firstSlot, slotCount);
    }

    private BoundGroupAs? BindGroup(GroupSyntax? syntax, Scope scope)
    {
        if (syntax is null)
        {
            return null;
        }

        groupKeys =
        [
            .. syntax.Keys.Select(key => new BoundGroupKey(
                key.Span, BindExpression(key.Value, scope), key.Alias?.Name ?? NameOf(key.Value), slotCount++)),
        ];
        group = syntax;
        foreach (var key in groupKeys)
        {
            if (key.Alias is not null)
            {
                scope.AddGroupName(key.Alias, key.Slot);
            }
        }

        var groupAs = syntax.GroupAs is { } alias ? new BoundGroupAs(alias.Name, slotCount++) : null;
        if (groupAs is not null)
        {
            scope.AddGroupName(groupAs.Alias, groupAs.Slot);
        }

        scope.IsGrouped = true;
        return groupAs;
    }

    private BoundProjection BindProjection(ProjectionSyntax projection, Scope scope) => projection switch
    {
        AllProjectionSyntax all when group is not null => throw Error(all.Span, "SELECT * cannot be grouped"),
        AllProjectionSyntax all => new BoundAllProjection(all.Span, [.. scope.Sources.Select(static source => source.Names)]),
        ValueProjectionSyntax value => new BoundValueProjection(value.Span, BindExpression(value.Value, scope)),
        _ => BindItems((ItemProjectionSyntax)projection, scope),
    };

    private BoundItemProjection BindItems(ItemProjectionSyntax projection, Scope scope)
    {
        var items = ImmutableArray.CreateBuilder<BoundItem>(projection.Items.Length);
        foreach (var item in projection.Items)
        {
            var name = item.IsAll ? null : item.Alias?.Name ?? NameOf(item.Value) ?? $"_{items.Count + 1}";
            items.Add(new BoundItem(item.Span, name, BindExpression(item.Value, scope)));
        }

        return new BoundItemProjection(projection.Span, items.MoveToImmutable());
    }

    // The name that an expression has by itself: of the name, or of the last step of the path.
    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        NameSyntax name => name.Name,
        PathSyntax path => path.Steps[^1] switch
        {
            { Field: { } field } => field,
            { Key: LiteralSyntax { Value.IsText: true } key } => key.Value.TextOrNull,
            _ => null,
        },
        _ => null,
    };

    private ImmutableArray<BoundSortKey> BindSort(SortSyntax? sort, ProjectionSyntax syntax, BoundProjection projection, Scope scope) =>
        sort is null
            ? []
            :
            [
                .. sort.Keys.Select(key => new BoundSortKey(
                    key.Span,
                    FindItem(key.Value, syntax, projection) ?? BindExpression(key.Value, scope),
                    key.IsDescending,
                    key.NullsFirst)),
            ];

    // ORDER BY may name a column of the result by its alias.
    private static BoundExpression? FindItem(ExpressionSyntax key, ProjectionSyntax syntax, BoundProjection projection)
    {
        if (key is not NameSyntax name || projection is not BoundItemProjection { Items: var bound })
        {
            return null;
        }

        var items = ((ItemProjectionSyntax)syntax).Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Alias?.Name == name.Name)
            {
                return bound[i].Value;
            }
        }

        return null;
    }

    // After grouping the rows are gone: what is left are keys and aggregates.
    private void RequireGrouped(BoundProjection projection, BoundExpression? having, ImmutableArray<BoundSortKey> sort, Scope scope)
    {
        var rows = scope.Sources.Aggregate(0UL, static (bits, source) => bits | source.Bit);
        IEnumerable<BoundExpression> projected = projection switch
        {
            BoundItemProjection items => items.Items.Select(static item => item.Value),
            BoundValueProjection value => [value.Value],
            _ => throw Error(projection.Span, "SELECT * cannot be grouped"),
        };
        foreach (var expression in projected.Concat(sort.Select(static key => key.Value)).Concat(having is null ? [] : [having]))
        {
            if ((expression.Sources & rows) != 0)
            {
                throw Error(expression.Span, $"'{expression.Span.Of(text)}' is neither an aggregate nor a group key");
            }
        }
    }

    private BoundVariable? FindGroupKey(ExpressionSyntax expression)
    {
        if (group is not null && aggregates is not null)
        {
            for (var i = 0; i < groupKeys.Length; i++)
            {
                if (SourceEquivalence.AreSame(text, expression.Span, group.Keys[i].Value.Span))
                {
                    return new BoundVariable(expression.Span, groupKeys[i].Slot, 0);
                }
            }
        }

        return null;
    }

    private BoundVariable BindAggregate(AggregateSyntax aggregate, Scope scope)
    {
        if (aggregates is not { } list)
        {
            throw Error(aggregate.Span, "an aggregate function can stand only in a select list, and not within another aggregate");
        }

        // Its argument sees rows, not groups, and no other aggregates.
        aggregates = null;
        var isGrouped = scope.IsGrouped;
        scope.IsGrouped = false;
        var argument = aggregate.Argument is { } operand ? BindExpression(operand, scope) : null;
        scope.IsGrouped = isGrouped;
        aggregates = list;
        var slot = slotCount++;
        list.Add(new BoundAggregate(aggregate.Span, aggregate.Function, aggregate.IsDistinct, argument, slot));
        return new BoundVariable(aggregate.Span, slot, 0);
    }
}
