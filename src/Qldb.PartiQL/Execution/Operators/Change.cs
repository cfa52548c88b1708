using System.Collections.Immutable;
using System.Diagnostics;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>A change whose target and values are computed anew for each row.</summary>
internal sealed class Change(
    ChangeKind kind, SourceSpan span, ImmutableArray<EvaluatorStep> target, Evaluator? value, Evaluator? at)
{
    public static Change Compile(BoundChange change)
    {
        var target = EvaluatorCompiler.Compile(change.Target.Steps);
        return change switch
        {
            BoundAssignment set => new Change(ChangeKind.Set, set.Target.Span, target, EvaluatorCompiler.Compile(set.Value), at: null),
            BoundElementInsertion insert => new Change(
                ChangeKind.Insert,
                insert.Target.Span,
                target,
                EvaluatorCompiler.Compile(insert.Value),
                insert.At is { } at ? EvaluatorCompiler.Compile(at) : null),
            BoundRemoval removal => new Change(ChangeKind.Remove, removal.Target.Span, target, value: null, at: null),
            _ => throw new UnreachableException(change.GetType().Name),
        };
    }

    public ResolvedChange Resolve(Frame row)
    {
        var path = ImmutableArray.CreateBuilder<DocumentStep>(target.Length);
        foreach (var step in target)
        {
            if (step.Field is { } field)
            {
                path.Add(new DocumentStep(field, 0));
            }
            else if (step.Key!.Evaluate(row) is { IsMissing: false } key)
            {
                path.Add(StepOf(key, row));
            }
        }

        return new ResolvedChange(
            kind, span, path.DrainToImmutable(), value?.Evaluate(row) ?? Value.Missing, at is null ? null : StepOf(at.Evaluate(row), row));
    }

    private DocumentStep StepOf(in Value key, Frame row) => key.Kind switch
    {
        ValueKind.Integer when key.TryGetInt64(out var index) => new DocumentStep(null, index),
        ValueKind.String or ValueKind.Symbol => new DocumentStep(key.Text, 0),
        _ => throw row.Error(span, $"a place in a document is a name or a position, not {key}"),
    };
}

internal enum ChangeKind
{
    Set,
    Insert,
    Remove,
}

/// <summary>A change of one document.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Span">The target in the text.</param>
/// <param name="Path">The target in the document; empty for the document itself.</param>
/// <param name="Value">The new value; MISSING removes.</param>
/// <param name="At">Where an insertion puts it: a position in a list, a name in a struct; null for the end of a list.</param>
internal sealed record ResolvedChange(ChangeKind Kind, SourceSpan Span, ImmutableArray<DocumentStep> Path, Value Value, DocumentStep? At);

/// <summary>One step into a document: a field, or a position in a list.</summary>
internal readonly record struct DocumentStep(string? Field, long Index)
{
    public override string ToString() => Field is null ? $"Index(index={Index})" : $"Field(name={Field})";
}
