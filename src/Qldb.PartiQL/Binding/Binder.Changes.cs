using System.Collections.Immutable;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

internal sealed partial class Binder
{
    private BoundInsert BindInsert(InsertSyntax insert)
    {
        var table = FindWritable(insert.Table);
        return new BoundInsert(table, BindExpression(insert.Documents, new Scope(outer: null)), insert.HasValueKeyword);
    }

    private BoundStatement BindUpdate(UpdateSyntax update)
    {
        queryDepth++;
        var scope = new Scope(outer: null);
        var from = BindFrom(update.From, scope, isTarget: true);
        var target = RequireTarget(from);
        var filter = update.Filter is { } where ? BindExpression(where.Condition, scope) : null;
        if (update.Change is RemoveSyntax { Target: NameSyntax root } && root.Name == target.Names.Alias)
        {
            return new BoundDelete(StatementKind.Update, target, from, filter);
        }

        return new BoundUpdate(target, from, filter, BindChanges(update.Change, from, scope));
    }

    private BoundDelete BindDelete(DeleteSyntax delete)
    {
        queryDepth++;
        var scope = new Scope(outer: null);
        var from = BindFrom(delete.From, scope, isTarget: true);
        var filter = delete.Filter is { } where ? BindExpression(where.Condition, scope) : null;
        return new BoundDelete(StatementKind.Delete, RequireTarget(from), from, filter);
    }

    private BoundTable RequireTarget(ImmutableArray<BoundJoin> from)
    {
        if (from[0].Source is BoundHistory history)
        {
            RequireWritable(history.Table, history.Span);
        }

        if (from[0].Source is not BoundTable target)
        {
            throw Error(from[0].Source.Span, "only the documents of a table can be changed");
        }

        RequireWritable(target.Table, target.Span);
        foreach (var join in from.AsSpan()[1..])
        {
            if (join.Source is not BoundUnnest)
            {
                throw Error(join.Source.Span, "a statement changes one table; further sources must be nested in its documents");
            }
        }

        return target;
    }

    private ImmutableArray<BoundChange> BindChanges(ChangeSyntax change, ImmutableArray<BoundJoin> from, Scope scope) => change switch
    {
        SetSyntax set =>
        [
            .. set.Assignments.Select(assignment => new BoundAssignment(
                assignment.Span, BindTarget(assignment.Target, from, scope), BindExpression(assignment.Value, scope))),
        ],
        InsertElementSyntax insertion =>
        [
            new BoundElementInsertion(
                insertion.Span,
                BindTarget(insertion.Target, from, scope),
                BindExpression(insertion.Value, scope),
                insertion.At is { } at ? BindExpression(at, scope) : null),
        ],
        _ => [new BoundRemoval(change.Span, BindTarget(((RemoveSyntax)change).Target, from, scope))],
    };

    // Paths begin at an alias or, without one, at the document.
    private BoundTarget BindTarget(ExpressionSyntax target, ImmutableArray<BoundJoin> from, Scope scope)
    {
        var (root, steps) = target switch
        {
            PathSyntax { Root: NameSyntax name } path => (name, path.Steps),
            NameSyntax name => (name, []),
            _ => throw Error(target.Span, "the target must be a path into the document"),
        };
        var bound = ImmutableArray.CreateBuilder<BoundStep>();
        if (!TryBindRoot(root.Name, from, bound))
        {
            bound.Add(new BoundStep(root.Name, Key: null));
        }

        foreach (var step in steps)
        {
            bound.Add(BindStep(step, scope));
        }

        return new BoundTarget(target.Span, bound.DrainToImmutable());
    }

    // The alias of a nested source stands for an element: the path to its list, and its position.
    private bool TryBindRoot(string name, ImmutableArray<BoundJoin> from, ImmutableArray<BoundStep>.Builder steps)
    {
        foreach (var join in from)
        {
            if (join.Source.Names.Alias == name)
            {
                AddSteps(join.Source, from, steps);
                return true;
            }
        }

        return false;
    }

    private void AddSteps(BoundSource source, ImmutableArray<BoundJoin> from, ImmutableArray<BoundStep>.Builder steps)
    {
        if (source is not BoundUnnest unnest)
        {
            return;
        }

        var (variable, inner) = unnest.Collection switch
        {
            BoundPath { Root: BoundVariable root } path => (root, path.Steps),
            BoundVariable root => (root, []),
            _ => throw Error(source.Span, "this source is not nested in the document, and cannot be changed"),
        };
        var parent = from.FirstOrDefault(join => join.Source.Slot == variable.Slot)
            ?? throw Error(source.Span, "this source is not nested in the document, and cannot be changed");
        AddSteps(parent.Source, from, steps);
        steps.AddRange(inner);
        steps.Add(new BoundStep(Field: null, new BoundVariable(source.Span, unnest.Names.AtSlot!.Value, unnest.Bit)));
    }
}
