using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

internal abstract record StatementSyntax(SourceSpan Span) : SyntaxNode(Span);

internal sealed record InsertSyntax(SourceSpan Span, IdentifierSyntax Table, bool HasValueKeyword, ExpressionSyntax Documents) : StatementSyntax(Span);

/// <summary><c>UPDATE</c> and the FROM form, which differ only in where the filter stands.</summary>
internal sealed record UpdateSyntax(SourceSpan Span, SourceSyntax From, ChangeSyntax Change, FilterSyntax? Filter) : StatementSyntax(Span);

internal sealed record DeleteSyntax(SourceSpan Span, OriginSyntax From, FilterSyntax? Filter) : StatementSyntax(Span);

/// <summary>What an update does to each document.</summary>
internal abstract record ChangeSyntax(SourceSpan Span) : SyntaxNode(Span);

internal sealed record SetSyntax(SourceSpan Span, ImmutableArray<AssignmentSyntax> Assignments) : ChangeSyntax(Span);

internal sealed record AssignmentSyntax(SourceSpan Span, ExpressionSyntax Target, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary><c>INSERT INTO path VALUE x AT y</c> within a document.</summary>
internal sealed record InsertElementSyntax(SourceSpan Span, ExpressionSyntax Target, ExpressionSyntax Value, ExpressionSyntax? At)
    : ChangeSyntax(Span);

internal sealed record RemoveSyntax(SourceSpan Span, ExpressionSyntax Target) : ChangeSyntax(Span);

internal sealed record CreateTableSyntax(SourceSpan Span, IdentifierSyntax Table, LiteralSyntax? Tags) : StatementSyntax(Span);

internal sealed record DropTableSyntax(SourceSpan Span, IdentifierSyntax Table) : StatementSyntax(Span);

internal sealed record UndropTableSyntax(SourceSpan Span, string TableId) : StatementSyntax(Span);

internal sealed record CreateIndexSyntax(SourceSpan Span, IdentifierSyntax Table, IdentifierSyntax Field) : StatementSyntax(Span);

internal sealed record DropIndexSyntax(SourceSpan Span, string IndexId, IdentifierSyntax Table) : StatementSyntax(Span);

/// <summary><c>EXEC redact_revision blockAddress, tableId, documentId</c>.</summary>
internal sealed record ExecSyntax(SourceSpan Span, ExpressionSyntax BlockAddress, ExpressionSyntax TableId, ExpressionSyntax DocumentId)
    : StatementSyntax(Span);
