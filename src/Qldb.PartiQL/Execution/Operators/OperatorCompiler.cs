using System.Diagnostics;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Planning;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>Makes operators of a plan.</summary>
internal static class OperatorCompiler
{
    public static RowOperator CompileRows(LogicalNode node) => node switch
    {
        LogicalScan { Source: var source } => new ScanOperator(source.Names, source.Table),
        LogicalLookup lookup => new LookupOperator(
            lookup.Source.Names, lookup.Source.Table, lookup.Path, KeysOf(lookup.Key, lookup.IsCollection)),
        LogicalHistory history => new HistoryOperator(
            history.Source,
            CompileOptional(history.Source.Start),
            CompileOptional(history.Source.End),
            history.DocumentId is { } id ? KeysOf(id, history.IsCollection) : null),
        LogicalUnnest { Source: var source } => new UnnestOperator(source.Names, EvaluatorCompiler.Compile(source.Collection)),
        LogicalDerived derived => new DerivedOperator(derived.Source.Names, CompileQuery(derived.Query)),
        LogicalFilter filter => new FilterOperator(CompileRows(filter.Input), EvaluatorCompiler.CompileAll(filter.Conditions)),
        LogicalNestedLoop loop => new NestedLoopOperator(CompileRows(loop.Outer), CompileRows(loop.Inner)),
        LogicalLeftJoin join => new LeftJoinOperator(CompileRows(join.Outer), CompileRows(join.Inner), join.InnerNames),
        LogicalHashJoin join => new HashJoinOperator(
            CompileRows(join.Outer),
            CompileRows(join.Inner),
            join.InnerNames,
            EvaluatorCompiler.CompileAll(join.OuterKeys),
            EvaluatorCompiler.CompileAll(join.InnerKeys)),
        LogicalAggregate aggregate => new AggregateOperator(
            CompileRows(aggregate.Input),
            aggregate.Grouping,
            EvaluatorCompiler.CompileAll([.. aggregate.Grouping.Keys.Select(static key => key.Value)]),
            [.. aggregate.Grouping.Aggregates.Select(static function => CompileOptional(function.Argument))],
            aggregate.Sources),
        LogicalSort sort => new SortOperator(
            CompileRows(sort.Input),
            sort.Keys,
            EvaluatorCompiler.CompileAll([.. sort.Keys.Select(static key => key.Value)]),
            sort.FirstSlot,
            sort.EndSlot),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    public static QueryOperator CompileQuery(LogicalNode node) => node switch
    {
        LogicalProject project => Compile(project),
        LogicalDistinct distinct => new DistinctOperator(CompileQuery(distinct.Input)),
        LogicalLimit limit => new LimitOperator(
            CompileQuery(limit.Input), (limit.Limit ?? limit.Offset)!.Span, CompileOptional(limit.Limit), CompileOptional(limit.Offset)),
        _ => throw new UnreachableException(node.GetType().Name),
    };

    public static StatementOperator CompileStatement(LogicalNode node) => node switch
    {
        LogicalInsert { Insert: var insert } =>
            new InsertOperator(insert.Table, insert.Documents.Span, EvaluatorCompiler.Compile(insert.Documents), insert.IsSingle),
        LogicalUpdate update => new UpdateOperator(
            CompileRows(update.Input), update.Update.Target, [.. update.Update.Changes.Select(Change.Compile)]),
        LogicalDelete delete => new DeleteOperator(CompileRows(delete.Input), delete.Target),
        LogicalCommand { Statement: BoundRedaction redaction } => new RedactOperator(
            redaction.Span,
            EvaluatorCompiler.Compile(redaction.BlockAddress),
            EvaluatorCompiler.Compile(redaction.TableId),
            EvaluatorCompiler.Compile(redaction.DocumentId)),
        LogicalCommand { Statement: var statement } => new DefinitionOperator(statement),
        _ => new SelectOperator(CompileQuery(node)),
    };

    private static QueryOperator Compile(LogicalProject project)
    {
        var input = CompileRows(project.Input);
        return project.Projection switch
        {
            BoundValueProjection value => new ValueOperator(input, EvaluatorCompiler.Compile(value.Value)),
            BoundAllProjection all => new ProjectAllOperator(input, all.Sources),
            BoundItemProjection list => new ProjectOperator(
                input, [.. list.Items.Select(static item => new ProjectItem(item.Name, EvaluatorCompiler.Compile(item.Value)))]),
            _ => throw new UnreachableException(project.Projection.GetType().Name),
        };
    }

    private static LookupKeys KeysOf(BoundExpression key, bool isCollection) =>
        new(key.Span, EvaluatorCompiler.Compile(key), isCollection);

    private static Evaluator? CompileOptional(BoundExpression? expression) =>
        expression is null ? null : EvaluatorCompiler.Compile(expression);
}
