namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    private StatementSyntax ParseCreate()
    {
        var start = Advance().Span;
        if (TryTake(TokenKind.TableKeyword))
        {
            var name = ParseIdentifier("identifier of a table");
            var tags = current.Kind == TokenKind.WithKeyword ? ParseTags() : null;
            return new CreateTableSyntax(SpanFrom(start), name, tags);
        }

        Expect(TokenKind.IndexKeyword, "TABLE or INDEX");
        Expect(TokenKind.OnKeyword, "ON");
        var table = ParseIdentifier("identifier of a table");
        Expect(TokenKind.LeftParenthesis, "'('");
        var field = ParseIdentifier("identifier of a field");
        Expect(TokenKind.RightParenthesis, "')' (an index has exactly one top-level field)");
        return new CreateIndexSyntax(SpanFrom(start), table, field);
    }

    private LiteralSyntax ParseTags()
    {
        Advance();
        Expect(TokenKind.LeftParenthesis, "'('");
        if (!IsWord("aws_tags", StringComparison.Ordinal))
        {
            throw Unexpected("aws_tags");
        }

        Advance();
        Expect(TokenKind.Equal, "'='");
        if (current.Kind != TokenKind.Ion)
        {
            throw Unexpected("Ion literal of a struct");
        }

        var literal = Advance();
        Expect(TokenKind.RightParenthesis, "')'");
        return new LiteralSyntax(literal.Span, IonOf(literal));
    }

    private StatementSyntax ParseDrop()
    {
        var start = Advance().Span;
        if (TryTake(TokenKind.TableKeyword))
        {
            var name = ParseIdentifier("identifier of a table");
            return new DropTableSyntax(SpanFrom(start), name);
        }

        Expect(TokenKind.IndexKeyword, "TABLE or INDEX");
        var indexId = Unquote(Expect(TokenKind.QuotedIdentifier, "index id in double quotes"), '"');
        Expect(TokenKind.OnKeyword, "ON");
        var table = ParseIdentifier("identifier of a table");
        ParsePurge();
        return new DropIndexSyntax(SpanFrom(start), indexId, table);
    }

    // Mandatory, and the word itself in lower case (partiql-dialect, section 1.2).
    private void ParsePurge()
    {
        const string Purge = "WITH (purge = true)";
        Expect(TokenKind.WithKeyword, Purge);
        Expect(TokenKind.LeftParenthesis, Purge);
        if (!IsWord("purge", StringComparison.Ordinal))
        {
            throw Unexpected(Purge);
        }

        Advance();
        Expect(TokenKind.Equal, Purge);
        Expect(TokenKind.TrueKeyword, Purge);
        Expect(TokenKind.RightParenthesis, Purge);
    }

    private UndropTableSyntax ParseUndrop()
    {
        var start = Advance().Span;
        Expect(TokenKind.TableKeyword, "TABLE");
        var tableId = Unquote(Expect(TokenKind.QuotedIdentifier, "table id in double quotes"), '"');
        return new UndropTableSyntax(SpanFrom(start), tableId);
    }
}
