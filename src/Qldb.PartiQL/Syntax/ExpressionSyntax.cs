using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Syntax;

internal abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A number, string, boolean, null, missing or Ion literal.</summary>
internal sealed record LiteralSyntax(SourceSpan Span, Value Value) : ExpressionSyntax(Span);

/// <summary>A <c>?</c>; the first in the text has index 0.</summary>
internal sealed record ParameterSyntax(SourceSpan Span, int Index) : ExpressionSyntax(Span);

/// <summary>A name; with <c>@</c> in front it is looked up among the aliases first.</summary>
internal sealed record NameSyntax(SourceSpan Span, string Name, bool IsLocal) : ExpressionSyntax(Span);

/// <summary><c>root.field[key]</c>.</summary>
internal sealed record PathSyntax(SourceSpan Span, ExpressionSyntax Root, ImmutableArray<PathStepSyntax> Steps) : ExpressionSyntax(Span);

/// <summary>One step of a path: the name of a field, or a key in brackets.</summary>
internal readonly record struct PathStepSyntax(string? Field, ExpressionSyntax? Key);

/// <summary><c>-x</c> or <c>+x</c>.</summary>
internal sealed record SignSyntax(SourceSpan Span, TokenKind Sign, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary>
/// A run of left-associative operators of one precedence, such as <c>a + b - c</c>. Kept flat, so that its length is no nesting.
/// </summary>
internal sealed record ChainSyntax(SourceSpan Span, ExpressionSyntax First, ImmutableArray<ChainLink> Links) : ExpressionSyntax(Span);

/// <summary>An operator of a <see cref="ChainSyntax"/> and the operand to its right.</summary>
internal readonly record struct ChainLink(TokenKind Operator, ExpressionSyntax Operand);

internal sealed record ComparisonSyntax(SourceSpan Span, TokenKind Operator, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(Span);

/// <summary>A run of <c>AND</c>, or a run of <c>OR</c>.</summary>
internal sealed record LogicalSyntax(SourceSpan Span, TokenKind Operator, ImmutableArray<ExpressionSyntax> Operands)
    : ExpressionSyntax(Span);

internal sealed record NotSyntax(SourceSpan Span, ExpressionSyntax Operand) : ExpressionSyntax(Span);

internal sealed record BetweenSyntax(SourceSpan Span, ExpressionSyntax Operand, ExpressionSyntax Low, ExpressionSyntax High)
    : ExpressionSyntax(Span);

internal sealed record LikeSyntax(SourceSpan Span, ExpressionSyntax Operand, ExpressionSyntax Pattern, ExpressionSyntax? Escape)
    : ExpressionSyntax(Span);

internal sealed record InSyntax(SourceSpan Span, ExpressionSyntax Operand, ExpressionSyntax Collection) : ExpressionSyntax(Span);

/// <summary><c>x IS type</c>.</summary>
internal sealed record IsSyntax(SourceSpan Span, ExpressionSyntax Operand, TypeSyntax Type) : ExpressionSyntax(Span);

internal sealed record CastSyntax(SourceSpan Span, ExpressionSyntax Operand, TypeSyntax Type) : ExpressionSyntax(Span);

/// <summary>A type name of <c>CAST</c> or <c>IS</c>.</summary>
internal sealed record TypeSyntax(SourceSpan Span, ValueKind Kind) : SyntaxNode(Span);

internal sealed record CallSyntax(SourceSpan Span, string Name, ImmutableArray<ExpressionSyntax> Arguments) : ExpressionSyntax(Span);

/// <summary><c>TRIM(side characters FROM text)</c>.</summary>
internal sealed record TrimSyntax(SourceSpan Span, TokenKind Side, ExpressionSyntax? Characters, ExpressionSyntax Text)
    : ExpressionSyntax(Span);

/// <summary><c>DATE_ADD</c>, <c>DATE_DIFF</c> and <c>EXTRACT</c>: calls whose first argument is the name of a part of a date.</summary>
internal sealed record DatePartCallSyntax(SourceSpan Span, string Name, DatePartSyntax Part, ImmutableArray<ExpressionSyntax> Arguments)
    : ExpressionSyntax(Span);

internal sealed record DatePartSyntax(SourceSpan Span, string Name) : SyntaxNode(Span);

/// <summary>An aggregate over rows; without an argument it is <c>COUNT(*)</c>.</summary>
internal sealed record AggregateSyntax(SourceSpan Span, TokenKind Function, bool IsDistinct, ExpressionSyntax? Argument)
    : ExpressionSyntax(Span);

internal sealed record StructSyntax(SourceSpan Span, ImmutableArray<StructFieldSyntax> Fields) : ExpressionSyntax(Span);

internal readonly record struct StructFieldSyntax(ExpressionSyntax Name, ExpressionSyntax Value);

/// <summary><c>[a, b]</c> or <c>&lt;&lt;a, b&gt;&gt;</c>; also the parenthesised list of <c>IN (a, b)</c>.</summary>
internal sealed record CollectionSyntax(SourceSpan Span, bool IsBag, ImmutableArray<ExpressionSyntax> Items) : ExpressionSyntax(Span);

internal sealed record SubquerySyntax(SourceSpan Span, SelectSyntax Select) : ExpressionSyntax(Span);

/// <summary><c>CASE operand WHEN … THEN … ELSE … END</c>.</summary>
internal sealed record CaseSyntax(
    SourceSpan Span,
    ExpressionSyntax? Operand,
    ImmutableArray<CaseBranchSyntax> Branches,
    ExpressionSyntax? Otherwise) : ExpressionSyntax(Span);

internal readonly record struct CaseBranchSyntax(ExpressionSyntax When, ExpressionSyntax Then);
