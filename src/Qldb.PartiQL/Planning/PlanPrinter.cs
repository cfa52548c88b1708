using System.Collections.Immutable;
using System.Text;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Planning;

/// <summary>Prints a plan, one step a line, the steps that feed a step indented below it.</summary>
internal sealed class PlanPrinter
{
    private readonly string text;
    private readonly StringBuilder output = new();

    private PlanPrinter(string text) => this.text = text;

    public static string Print(LogicalNode plan, string text)
    {
        var printer = new PlanPrinter(text);
        printer.Print(plan, depth: 0);
        return printer.output.ToString().TrimEnd('\n');
    }

    private void Print(LogicalNode node, int depth)
    {
        output.Append(' ', depth * 2).Append(Describe(node)).Append('\n');
        foreach (var input in InputsOf(node))
        {
            Print(input, depth + 1);
        }
    }

    private static IEnumerable<LogicalNode> InputsOf(LogicalNode node) => node switch
    {
        LogicalDerived derived => [derived.Query],
        LogicalFilter filter => [filter.Input],
        LogicalNestedLoop loop => [loop.Outer, loop.Inner],
        LogicalLeftJoin join => [join.Outer, join.Inner],
        LogicalHashJoin join => [join.Outer, join.Inner],
        LogicalAggregate aggregate => [aggregate.Input],
        LogicalSort sort => [sort.Input],
        LogicalProject project => [project.Input],
        LogicalDistinct distinct => [distinct.Input],
        LogicalLimit limit => [limit.Input],
        LogicalUpdate update => [update.Input],
        LogicalDelete delete => [delete.Input],
        _ => [],
    };

    private string Describe(LogicalNode node) => node switch
    {
        LogicalScan scan => $"Scan {Text(scan.Source.Span)}",
        LogicalLookup lookup => DescribeLookup(lookup),
        LogicalHistory { DocumentId: { } id } history =>
            $"Document id lookup in {Text(history.Source.Span)} {(history.IsCollection ? "in" : "=")} {Text(id.Span)}",
        LogicalHistory history => $"Scan {Text(history.Source.Span)}",
        LogicalUnnest unnest => $"Unnest {Text(unnest.Source.Span)}",
        LogicalDerived derived => $"Rows of {derived.Source.Names.Alias ?? "subquery"}",
        LogicalFilter filter => $"Filter {string.Join(" AND ", filter.Conditions.Select(condition => Text(condition.Span)))}",
        LogicalNestedLoop => "Nested loop",
        LogicalLeftJoin => "Nested loop, keeping outer rows",
        LogicalHashJoin join => $"Hash join on {Pairs(join)}",
        LogicalAggregate aggregate => DescribeAggregate(aggregate.Grouping),
        LogicalSort sort => $"Sort by {string.Join(", ", sort.Keys.Select(DescribeKey))}",
        LogicalProject project => $"Project {Text(project.Projection.Span)}",
        LogicalDistinct => "Distinct",
        LogicalLimit limit => DescribeLimit(limit),
        LogicalInsert insert => $"Insert into {insert.Insert.Table.Name}",
        LogicalUpdate update => $"Update {update.Update.Target.Table.Name}: {DescribeChanges(update.Update.Changes)}",
        LogicalDelete delete => $"Delete from {delete.Target.Table.Name}",
        LogicalCommand => Text(new SourceSpan(0, text.Length)),
        _ => node.GetType().Name,
    };

    private string DescribeLookup(LogicalLookup lookup)
    {
        var kind = lookup.Path.Kind == LookupKind.Index ? "Index" : "Document id";
        var path = lookup.Path.Kind == LookupKind.Index ? $" on {string.Join('.', lookup.Path.Path)}" : "";
        return $"{kind} lookup in {Text(lookup.Source.Span)}{path} {(lookup.IsCollection ? "in" : "=")} {Text(lookup.Key.Span)}";
    }

    private string Pairs(LogicalHashJoin join) =>
        string.Join(" AND ", join.OuterKeys.Zip(join.InnerKeys, (outer, inner) => $"{Text(outer.Span)} = {Text(inner.Span)}"));

    private string DescribeAggregate(BoundGrouping grouping)
    {
        var aggregates = string.Join(", ", grouping.Aggregates.Select(aggregate => Text(aggregate.Span)).Distinct());
        return grouping.IsImplicit
            ? $"Aggregate {aggregates}"
            : $"Group by {string.Join(", ", grouping.Keys.Select(key => Text(key.Span)))}: {aggregates}";
    }

    private string DescribeKey(BoundSortKey key) => Text(key.Value.Span) + (key.IsDescending ? " descending" : "");

    private string DescribeLimit(LogicalLimit limit)
    {
        var most = limit.Limit is { } count ? $" {Text(count.Span)}" : "";
        var skipped = limit.Offset is { } offset ? $" after {Text(offset.Span)}" : "";
        return $"Limit{most}{skipped}";
    }

    private string DescribeChanges(ImmutableArray<BoundChange> changes) => string.Join(", ", changes.Select(change => change switch
    {
        BoundAssignment => $"set {Text(change.Span)}",
        BoundRemoval => $"remove {Text(change.Target.Span)}",
        _ => $"insert into {Text(change.Target.Span)}",
    }));

    // White space in a plan is one blank, however the statement was laid out.
    private string Text(SourceSpan span)
    {
        var source = span.Of(text).ToString();
        var lexer = new Lexer(source);
        var words = new StringBuilder();
        var end = 0;
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            words.Append(token.Span.Start > end && words.Length > 0 ? " " : "").Append(token.Span.Of(source));
            end = token.Span.End;
        }

        return words.ToString();
    }
}
