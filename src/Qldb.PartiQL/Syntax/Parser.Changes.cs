using System.Collections.Immutable;

namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    private InsertSyntax ParseInsert()
    {
        var start = Advance().Span;
        Expect(TokenKind.IntoKeyword, "INTO");
        var table = ParseIdentifier("identifier of a table");
        switch (current.Kind)
        {
            case TokenKind.SelectKeyword:
                throw NotSupported("INSERT … SELECT");
            case TokenKind.ValuesKeyword:
                throw NotSupported("VALUES");
            case TokenKind.LeftParenthesis:
                throw NotSupported("a column list");
        }

        var hasValueKeyword = TryTake(TokenKind.ValueKeyword);
        var documents = ParseExpression();
        return new InsertSyntax(SpanFrom(start), table, hasValueKeyword, documents);
    }

    // UPDATE source change WHERE condition.
    private UpdateSyntax ParseUpdate()
    {
        var start = Advance().Span;
        var from = ParseOrigin();
        if (current.Kind == TokenKind.Comma)
        {
            throw NotSupported("an UPDATE of several tables");
        }

        var change = ParseChange();
        var filter = ParseFilter(TokenKind.WhereKeyword);
        return new UpdateSyntax(SpanFrom(start), from, change, filter);
    }

    // FROM sources WHERE condition change.
    private UpdateSyntax ParseFromUpdate()
    {
        var start = Advance().Span;
        var from = ParseSources();
        var filter = ParseFilter(TokenKind.WhereKeyword);
        var change = ParseChange();
        return new UpdateSyntax(SpanFrom(start), from, change, filter);
    }

    private ChangeSyntax ParseChange() => current.Kind switch
    {
        TokenKind.SetKeyword => ParseSet(),
        TokenKind.InsertKeyword => ParseInsertElement(),
        TokenKind.RemoveKeyword => ParseRemove(),
        _ => throw Unexpected("SET, INSERT INTO or REMOVE"),
    };

    private SetSyntax ParseSet()
    {
        var start = Advance().Span;
        var assignments = ImmutableArray.CreateBuilder<AssignmentSyntax>(initialCapacity: 2);
        do
        {
            var target = ParseTarget();
            Expect(TokenKind.Equal, "'='");
            var value = ParseExpression();
            assignments.Add(new AssignmentSyntax(SpanFrom(target.Span), target, value));
        }
        while (TryTake(TokenKind.Comma));
        return new SetSyntax(SpanFrom(start), assignments.DrainToImmutable());
    }

    private InsertElementSyntax ParseInsertElement()
    {
        var start = Advance().Span;
        Expect(TokenKind.IntoKeyword, "INTO");
        var target = ParseTarget();
        Expect(TokenKind.ValueKeyword, "VALUE");
        var value = ParseExpression();
        var at = TryTake(TokenKind.AtKeyword) ? ParseExpression() : null;
        return new InsertElementSyntax(SpanFrom(start), target, value, at);
    }

    private RemoveSyntax ParseRemove()
    {
        var start = Advance().Span;
        var target = ParseTarget();
        return new RemoveSyntax(SpanFrom(start), target);
    }

    private ExpressionSyntax ParseTarget()
    {
        if (!current.IsIdentifier && current.Kind != TokenKind.At)
        {
            throw Unexpected("identifier that begins a path");
        }

        return ParsePath();
    }

    private DeleteSyntax ParseDelete()
    {
        var start = Advance().Span;
        Expect(TokenKind.FromKeyword, "FROM");
        var from = ParseOrigin();
        if (current.Kind == TokenKind.Comma)
        {
            throw NotSupported("a DELETE from several tables");
        }

        var filter = ParseFilter(TokenKind.WhereKeyword);
        return new DeleteSyntax(SpanFrom(start), from, filter);
    }

    private ExecSyntax ParseExec()
    {
        var start = Advance().Span;
        if (!IsWord("redact_revision"))
        {
            throw Unexpected("redact_revision, the only stored procedure");
        }

        Advance();
        var blockAddress = ParseExpression();
        Expect(TokenKind.Comma, "','");
        var tableId = ParseExpression();
        Expect(TokenKind.Comma, "','");
        var documentId = ParseExpression();
        return new ExecSyntax(SpanFrom(start), blockAddress, tableId, documentId);
    }
}
