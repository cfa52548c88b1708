using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Binding;

internal abstract record BoundStatement(StatementKind Kind);

internal sealed record BoundQuery(BoundSelect Select) : BoundStatement(StatementKind.Select);

internal sealed record BoundInsert(ITable Table, BoundExpression Documents, bool IsSingle) : BoundStatement(StatementKind.Insert);

/// <summary>Changes to the documents of the first source.</summary>
internal sealed record BoundUpdate(
    BoundTable Target,
    ImmutableArray<BoundJoin> From,
    BoundExpression? Filter,
    ImmutableArray<BoundChange> Changes) : BoundStatement(StatementKind.Update);

/// <summary>Deletion of the documents of the first source, by DELETE or by the removal of a whole document.</summary>
internal sealed record BoundDelete(StatementKind Kind, BoundTable Target, ImmutableArray<BoundJoin> From, BoundExpression? Filter)
    : BoundStatement(Kind);

internal sealed record BoundCreateTable(string Name, IonElement Tags) : BoundStatement(StatementKind.CreateTable);

internal sealed record BoundDropTable(ITable Table) : BoundStatement(StatementKind.DropTable);

internal sealed record BoundUndropTable(string TableId) : BoundStatement(StatementKind.UndropTable);

internal sealed record BoundCreateIndex(ITable Table, string Field) : BoundStatement(StatementKind.CreateIndex);

internal sealed record BoundDropIndex(ITable Table, string IndexId) : BoundStatement(StatementKind.DropIndex);

internal sealed record BoundRedaction(SourceSpan Span, BoundExpression BlockAddress, BoundExpression TableId, BoundExpression DocumentId)
    : BoundStatement(StatementKind.Exec);

/// <summary>One change within a document.</summary>
internal abstract record BoundChange(SourceSpan Span, BoundTarget Target);

internal sealed record BoundAssignment(SourceSpan Span, BoundTarget Target, BoundExpression Value) : BoundChange(Span, Target);

internal sealed record BoundElementInsertion(SourceSpan Span, BoundTarget Target, BoundExpression Value, BoundExpression? At)
    : BoundChange(Span, Target);

internal sealed record BoundRemoval(SourceSpan Span, BoundTarget Target) : BoundChange(Span, Target);

/// <summary>A place in the document: steps from its root. No steps are the document itself.</summary>
/// <remarks>A step whose key is MISSING when the statement runs is left out: a nested source that was no list has no position.</remarks>
internal sealed record BoundTarget(SourceSpan Span, ImmutableArray<BoundStep> Steps);
