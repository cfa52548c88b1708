using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

/// <summary>A query. What only the extended dialect has is null or false in QLDB's.</summary>
internal sealed record SelectSyntax(
    SourceSpan Span,
    bool IsDistinct,
    ProjectionSyntax Projection,
    SourceSyntax From,
    FilterSyntax? Filter,
    GroupSyntax? Group,
    FilterSyntax? Having,
    SortSyntax? Sort,
    ExpressionSyntax? Limit,
    ExpressionSyntax? Offset) : StatementSyntax(Span);

internal abstract record ProjectionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>SELECT *</c>.</summary>
internal sealed record AllProjectionSyntax(SourceSpan Span) : ProjectionSyntax(Span);

/// <summary><c>SELECT VALUE x</c>.</summary>
internal sealed record ValueProjectionSyntax(SourceSpan Span, ExpressionSyntax Value) : ProjectionSyntax(Span);

/// <summary><c>SELECT a, b AS c, d.*</c>.</summary>
internal sealed record ItemProjectionSyntax(SourceSpan Span, ImmutableArray<ItemSyntax> Items) : ProjectionSyntax(Span);

/// <summary>One item of a select list; <paramref name="IsAll"/> for <c>path.*</c>.</summary>
internal sealed record ItemSyntax(SourceSpan Span, ExpressionSyntax Value, IdentifierSyntax? Alias, bool IsAll) : SyntaxNode(Span);

internal sealed record IdentifierSyntax(SourceSpan Span, string Name) : SyntaxNode(Span);

internal abstract record SourceSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A table, path, literal, history or subquery, and the names it is bound to.</summary>
internal sealed record OriginSyntax(SourceSpan Span, ExpressionSyntax Origin, IdentifierSyntax? As, IdentifierSyntax? At, IdentifierSyntax? By)
    : SourceSyntax(Span);

/// <summary>Two sources side by side; a comma is a cross join.</summary>
internal sealed record JoinSyntax(SourceSpan Span, JoinKind Kind, SourceSyntax Left, SourceSyntax Right, ExpressionSyntax? Condition)
    : SourceSyntax(Span);

internal enum JoinKind
{
    Cross,
    Inner,
    Left,
}

/// <summary><c>history(table, start, end)</c>, which is an origin only.</summary>
internal sealed record HistorySyntax(SourceSpan Span, string NameOrId, SourceSpan NameSpan, bool IsId, ExpressionSyntax? Start, ExpressionSyntax? End)
    : ExpressionSyntax(Span);

/// <summary>A <c>WHERE</c> or <c>HAVING</c> clause.</summary>
internal sealed record FilterSyntax(SourceSpan Span, ExpressionSyntax Condition) : SyntaxNode(Span);

/// <summary><c>GROUP BY a AS x, b</c>, optionally with <c>GROUP AS g</c>.</summary>
internal sealed record GroupSyntax(SourceSpan Span, ImmutableArray<GroupKeySyntax> Keys, IdentifierSyntax? GroupAs) : SyntaxNode(Span);

internal sealed record GroupKeySyntax(SourceSpan Span, ExpressionSyntax Value, IdentifierSyntax? Alias) : SyntaxNode(Span);

internal sealed record SortSyntax(SourceSpan Span, ImmutableArray<SortKeySyntax> Keys) : SyntaxNode(Span);

internal sealed record SortKeySyntax(SourceSpan Span, ExpressionSyntax Value, bool IsDescending, bool NullsFirst) : SyntaxNode(Span);
