using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

internal sealed partial class Binder
{
    private ImmutableArray<BoundJoin> BindFrom(SourceSyntax from, Scope scope, bool isTarget = false)
    {
        var joins = ImmutableArray.CreateBuilder<BoundJoin>(initialCapacity: 2);
        BindSource(from, JoinKind.Cross, condition: null);
        return joins.DrainToImmutable();

        // From left to right, so that each source sees the names of those before it, and each condition those of its own join.
        void BindSource(SourceSyntax source, JoinKind kind, ExpressionSyntax? condition)
        {
            if (source is JoinSyntax join)
            {
                BindSource(join.Left, kind, condition: null);
                BindSource(join.Right, join.Kind, join.Condition);
                return;
            }

            var bound = BindOrigin((OriginSyntax)source, scope, isTarget);
            scope.Add(bound);
            joins.Add(new BoundJoin(bound, kind, condition is null ? null : BindExpression(condition, scope)));
        }
    }

    // Where documents are changed, their ids and the positions of their elements must be known.
    private BoundSource BindOrigin(OriginSyntax origin, Scope scope, bool isTarget)
    {
        switch (origin.Origin)
        {
            case NameSyntax { IsLocal: false } name when FindTable(name) is { } table:
                return new BoundTable(origin.Span, NamesOf(origin, name.Name, withDocumentId: isTarget), table);
            case PathSyntax { Root: NameSyntax { IsLocal: false } schema, Steps: [{ Field: { } name }] }
                when scope.FindAlias(schema.Name, schema.Span) is null && FindSystemTable(schema, name) is { } table:
                return new BoundTable(origin.Span, NamesOf(origin, name), table);
            case HistorySyntax history:
                return BindHistory(origin, history);
            case SubquerySyntax subquery:
                var select = BindSelect(subquery.Select, scope);
                return new BoundDerived(origin.Span, NamesOf(origin, implicitName: null), select, OuterSources(select));
            default:
                var collection = BindCollection(origin.Origin, scope);
                return new BoundUnnest(origin.Span, NamesOf(origin, NameOf(origin.Origin), withPosition: isTarget), collection);
        }
    }

    private BoundNames NamesOf(OriginSyntax origin, string? implicitName, bool withPosition = false, bool withDocumentId = false)
    {
        var names = new BoundNames(
            sourceCount++,
            slotCount,
            origin.As?.Name ?? implicitName,
            origin.At?.Name,
            origin.By?.Name,
            HasPosition: origin.At is not null || withPosition,
            HasDocumentId: origin.By is not null || withDocumentId);
        slotCount = names.EndSlot;
        return names;
    }

    private ITable? FindTable(NameSyntax name) =>
        catalog.FindTable(name.Name) is { } table ? RequireReachable(table, name) : null;

    private ITable? FindSystemTable(NameSyntax schema, string name) =>
        catalog.FindSystemTable(schema.Name, name) is { } table ? RequireReachable(table, schema) : null;

    // QLDB's inner queries reach only what the outer one has bound.
    private ITable RequireReachable(ITable table, NameSyntax name) =>
        queryDepth <= 1 || options.Dialect == Dialect.Extended ? table : throw PartiQLException.UnknownName(text, name.Span, name.Name);

    private BoundHistory BindHistory(OriginSyntax origin, HistorySyntax history)
    {
        var table = catalog.FindHistory(history.NameOrId, history.IsId)
            ?? throw PartiQLException.UnknownName(text, history.NameSpan, history.NameOrId);
        if (queryDepth > 1 && options.Dialect == Dialect.Qldb)
        {
            throw PartiQLException.UnknownName(text, history.NameSpan, history.NameOrId);
        }

        var constants = new Scope(outer: null);
        var start = history.Start is { } from ? BindExpression(from, constants) : null;
        var end = history.End is { } to ? BindExpression(to, constants) : null;
        return new BoundHistory(origin.Span, NamesOf(origin, implicitName: null), table, start, end);
    }

    // A lone name must be an alias: as a field of an earlier source it would hide that a table's name is misspelt.
    private BoundExpression BindCollection(ExpressionSyntax origin, Scope scope) => origin switch
    {
        NameSyntax { IsLocal: false } name =>
            scope.FindAlias(name.Name, name.Span) ?? throw PartiQLException.UnknownName(text, name.Span, name.Name),
        _ => BindExpression(origin, scope),
    };

    private static ulong OuterSources(BoundSelect select)
    {
        var (inner, read) = (0UL, 0UL);
        foreach (var join in select.From)
        {
            inner |= join.Source.Bit;
            read |= join.Source.Reads | (join.Condition?.Sources ?? 0);
        }

        read |= select.Filter?.Sources ?? 0;
        read |= select.Having?.Sources ?? 0;
        read |= select.Projection switch
        {
            BoundItemProjection items => items.Items.Aggregate(0UL, static (bits, item) => bits | item.Value.Sources),
            BoundValueProjection value => value.Value.Sources,
            _ => 0,
        };
        foreach (var key in select.Sort)
        {
            read |= key.Value.Sources;
        }

        foreach (var key in select.Grouping?.Keys ?? [])
        {
            read |= key.Value.Sources;
        }

        foreach (var aggregate in select.Grouping?.Aggregates ?? [])
        {
            read |= aggregate.Argument?.Sources ?? 0;
        }

        return read & ~inner;
    }
}
