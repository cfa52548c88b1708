using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Functions;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Binding;

/// <summary>An expression whose every name is resolved.</summary>
/// <param name="Span">Its place in the text.</param>
/// <param name="Sources">The sources it reads, one bit for each ordinal.</param>
internal abstract record BoundExpression(SourceSpan Span, ulong Sources);

internal sealed record BoundConstant(SourceSpan Span, Value Value) : BoundExpression(Span, 0);

internal sealed record BoundParameter(SourceSpan Span, int Index) : BoundExpression(Span, 0);

/// <summary>The value of a slot of the frame: of a source, a position, a document id, a group key or an aggregate.</summary>
internal sealed record BoundVariable(SourceSpan Span, int Slot, ulong Sources) : BoundExpression(Span, Sources);

/// <summary>A name that any of several sources may have as a field: the first that has it gives the value.</summary>
internal sealed record BoundName(SourceSpan Span, string Name, ImmutableArray<int> Slots, ulong Sources) : BoundExpression(Span, Sources);

internal sealed record BoundPath(SourceSpan Span, BoundExpression Root, ImmutableArray<BoundStep> Steps)
    : BoundExpression(Span, Root.Sources | SourcesOf(Steps))
{
    private static ulong SourcesOf(ImmutableArray<BoundStep> steps)
    {
        var sources = 0UL;
        foreach (var step in steps)
        {
            sources |= step.Key?.Sources ?? 0;
        }

        return sources;
    }
}

/// <summary>One step of a path: the name of a field, or a key that is known only when the statement runs.</summary>
internal readonly record struct BoundStep(string? Field, BoundExpression? Key);

internal sealed record BoundLogical(SourceSpan Span, bool IsAnd, ImmutableArray<BoundExpression> Operands)
    : BoundExpression(Span, All.Sources(Operands));

internal sealed record BoundNot(SourceSpan Span, BoundExpression Operand) : BoundExpression(Span, Operand.Sources);

internal sealed record BoundComparison(SourceSpan Span, ComparisonOperator Operator, BoundExpression Left, BoundExpression Right)
    : BoundExpression(Span, Left.Sources | Right.Sources);

internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal sealed record BoundIn(SourceSpan Span, BoundExpression Operand, BoundExpression Collection)
    : BoundExpression(Span, Operand.Sources | Collection.Sources);

/// <summary>A run of arithmetic or concatenation, carried out from left to right.</summary>
internal sealed record BoundChain(SourceSpan Span, BoundExpression First, ImmutableArray<BoundLink> Links)
    : BoundExpression(Span, First.Sources | SourcesOf(Links))
{
    private static ulong SourcesOf(ImmutableArray<BoundLink> links)
    {
        var sources = 0UL;
        foreach (var link in links)
        {
            sources |= link.Operand.Sources;
        }

        return sources;
    }
}

/// <summary>A binary function of a <see cref="BoundChain"/> and its right operand.</summary>
internal readonly record struct BoundLink(Function Function, BoundExpression Operand);

internal sealed record BoundCall(SourceSpan Span, Function Function, ImmutableArray<BoundExpression> Arguments)
    : BoundExpression(Span, All.Sources(Arguments));

internal sealed record BoundStruct(SourceSpan Span, ImmutableArray<BoundField> Fields) : BoundExpression(Span, SourcesOf(Fields))
{
    private static ulong SourcesOf(ImmutableArray<BoundField> fields)
    {
        var sources = 0UL;
        foreach (var field in fields)
        {
            sources |= field.Name.Sources | field.Value.Sources;
        }

        return sources;
    }
}

internal readonly record struct BoundField(BoundExpression Name, BoundExpression Value);

internal sealed record BoundCollection(SourceSpan Span, bool IsBag, ImmutableArray<BoundExpression> Items)
    : BoundExpression(Span, All.Sources(Items));

/// <summary>A query as a value: a bag.</summary>
internal sealed record BoundSubquery(SourceSpan Span, BoundSelect Select, ulong Sources) : BoundExpression(Span, Sources);

internal sealed record BoundCase(SourceSpan Span, ImmutableArray<BoundBranch> Branches, BoundExpression? Otherwise)
    : BoundExpression(Span, SourcesOf(Branches) | (Otherwise?.Sources ?? 0))
{
    private static ulong SourcesOf(ImmutableArray<BoundBranch> branches)
    {
        var sources = 0UL;
        foreach (var branch in branches)
        {
            sources |= branch.When.Sources | branch.Then.Sources;
        }

        return sources;
    }
}

internal readonly record struct BoundBranch(BoundExpression When, BoundExpression Then);

file static class All
{
    public static ulong Sources(ImmutableArray<BoundExpression> expressions)
    {
        var sources = 0UL;
        foreach (var expression in expressions)
        {
            sources |= expression.Sources;
        }

        return sources;
    }
}
