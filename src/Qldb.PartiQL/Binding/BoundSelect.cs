using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Syntax;

namespace Qldb.PartiQL.Binding;

/// <summary>A query. Its own slots, and those of everything inside it, are <paramref name="FirstSlot"/> up to <paramref name="EndSlot"/>.</summary>
internal sealed record BoundSelect(
    SourceSpan Span,
    ImmutableArray<BoundJoin> From,
    BoundExpression? Filter,
    BoundGrouping? Grouping,
    BoundExpression? Having,
    BoundProjection Projection,
    bool IsDistinct,
    ImmutableArray<BoundSortKey> Sort,
    BoundExpression? Limit,
    BoundExpression? Offset,
    int FirstSlot,
    int EndSlot);

/// <summary>A source and how it joins those before it; the first one joins nothing.</summary>
internal sealed record BoundJoin(BoundSource Source, JoinKind Kind, BoundExpression? Condition);

/// <summary>Aggregates, and the keys they are grouped by; without keys all rows are one group.</summary>
internal sealed record BoundGrouping(
    ImmutableArray<BoundGroupKey> Keys,
    ImmutableArray<BoundAggregate> Aggregates,
    BoundGroupAs? GroupAs,
    bool IsImplicit);

internal sealed record BoundGroupKey(SourceSpan Span, BoundExpression Value, string? Alias, int Slot);

/// <summary>An aggregate; without an argument it counts rows.</summary>
internal sealed record BoundAggregate(SourceSpan Span, TokenKind Function, bool IsDistinct, BoundExpression? Argument, int Slot);

/// <summary>The rows of each group as a bag of structs, one field for each source.</summary>
internal sealed record BoundGroupAs(string Alias, int Slot);

internal sealed record BoundSortKey(SourceSpan Span, BoundExpression Value, bool IsDescending, bool NullsFirst);

internal abstract record BoundProjection(SourceSpan Span);

/// <summary>All fields of all sources, with the names that <c>AT</c> and <c>BY</c> add.</summary>
internal sealed record BoundAllProjection(SourceSpan Span, ImmutableArray<BoundNames> Sources) : BoundProjection(Span);

internal sealed record BoundValueProjection(SourceSpan Span, BoundExpression Value) : BoundProjection(Span);

internal sealed record BoundItemProjection(SourceSpan Span, ImmutableArray<BoundItem> Items) : BoundProjection(Span);

/// <summary>A field of the result; without a name all fields of the value.</summary>
internal sealed record BoundItem(SourceSpan Span, string? Name, BoundExpression Value);
