using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;

namespace Qldb.PartiQL.Syntax;

/// <summary>Reads one statement by recursive descent. What the dialect lacks is refused where it begins, by name.</summary>
internal sealed partial class Parser
{
    private readonly string text;
    private readonly PartiQLOptions options;
    private Lexer lexer;
    private Token current;
    private int previousEnd;
    private int depth;
    private int repeatedPredicates;
    private int sourceCount;
    private int parameterCount;

    private Parser(string text, PartiQLOptions options)
    {
        this.text = text;
        this.options = options;
        lexer = new Lexer(text);
        current = lexer.Next();
    }

    public static StatementSyntax Parse(string text, PartiQLOptions options, out int parameterCount)
    {
        if (text.Length > options.MaxLength)
        {
            throw new PartiQLException(
                PartiQLStage.Limit,
                $"Limit Error: the statement has {text.Length} characters; at most {options.MaxLength} are allowed");
        }

        RequireUnicode(text);
        var parser = new Parser(text, options);
        var statement = parser.ParseStatement();
        parser.TryTake(TokenKind.Semicolon);
        if (parser.current.Kind != TokenKind.End)
        {
            throw parser.Unexpected("end of statement");
        }

        parameterCount = parser.parameterCount;
        return statement;
    }

    private StatementSyntax ParseStatement() => current.Kind switch
    {
        TokenKind.SelectKeyword => ParseSelect(),
        TokenKind.InsertKeyword => ParseInsert(),
        TokenKind.UpdateKeyword => ParseUpdate(),
        TokenKind.FromKeyword => ParseFromUpdate(),
        TokenKind.DeleteKeyword => ParseDelete(),
        TokenKind.CreateKeyword => ParseCreate(),
        TokenKind.DropKeyword => ParseDrop(),
        TokenKind.UndropKeyword => ParseUndrop(),
        TokenKind.ExecKeyword => ParseExec(),
        _ => throw Unexpected("SELECT, INSERT, UPDATE, DELETE, FROM, CREATE, DROP, UNDROP or EXEC"),
    };

    private Token Advance()
    {
        var taken = current;
        previousEnd = taken.Span.End;
        current = lexer.Next();
        return taken;
    }

    private TokenKind PeekKind()
    {
        var ahead = lexer;
        return ahead.Next().Kind;
    }

    private bool TryTake(TokenKind kind)
    {
        if (current.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private Token Expect(TokenKind kind, string expected) => current.Kind == kind ? Advance() : throw Unexpected(expected);

    // A word that is special in one place only, such as history or purge, and an ordinary identifier elsewhere.
    private bool IsWord(string word, StringComparison comparison = StringComparison.OrdinalIgnoreCase) =>
        current.Kind == TokenKind.Identifier && current.Span.Of(text).Equals(word, comparison);

    private IdentifierSyntax ParseIdentifier(string expected)
    {
        if (!current.IsIdentifier)
        {
            throw Unexpected(expected);
        }

        var token = Advance();
        return new IdentifierSyntax(token.Span, NameOf(token));
    }

    private string NameOf(Token token) =>
        token.Kind == TokenKind.QuotedIdentifier ? Unquote(token, '"') : token.Span.Of(text).ToString();

    private string Unquote(Token token, char quote)
    {
        var inner = text.AsSpan(token.Span.Start + 1, token.Span.Length - 2);
        return inner.Contains(quote) ? inner.ToString().Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal) : inner.ToString();
    }

    // Whoever hashes or stores a statement needs it to be Unicode, comments included.
    private static void RequireUnicode(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                throw PartiQLException.At(
                    PartiQLStage.Lexer, text, i, "unpaired surrogate found, which is no character", found: $"U+{(int)text[i]:X4}");
            }

            i++;
        }
    }

    private ImmutableArray<T> ParseList<T>(Func<Parser, T> item, TokenKind end, string expected)
    {
        if (TryTake(end))
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(initialCapacity: 4);
        do
        {
            items.Add(item(this));
        }
        while (TryTake(TokenKind.Comma));
        Expect(end, expected);
        return items.DrainToImmutable();
    }

    // Everything that recurses goes through here, so the stack needed is bounded.
    private void Enter()
    {
        if (++depth > options.MaxDepth)
        {
            throw TooDeep();
        }
    }

    private PartiQLException TooDeep() =>
        Error(PartiQLStage.Limit, current.Span.Start, $"nesting is deeper than the limit of {options.MaxDepth} levels");

    private void Leave() => depth--;

    private SourceSpan SpanFrom(SourceSpan start) => SpanFrom(start.Start);

    private SourceSpan SpanFrom(int start) => new(start, previousEnd - start);

    private void RequireExtended(string feature)
    {
        if (options.Dialect == Dialect.Qldb)
        {
            throw NotSupported(feature);
        }
    }

    private PartiQLException NotSupported(string feature) => Error(
        PartiQLStage.Parser,
        current.Span.Start,
        $"unexpected {Describe(current)} found, {feature} is not part of QLDB's PartiQL",
        found: Describe(current));

    private PartiQLException Unexpected(string expected)
    {
        var found = Describe(current);
        var advice = current.IsReserved && expected.StartsWith("identifier", StringComparison.Ordinal)
            ? " (a reserved word is an identifier only in double quotes)"
            : "";
        return PartiQLException.At(
            PartiQLStage.Parser, text, current.Span.Start, $"unexpected {found} found, expected {expected}{advice}", expected, found);
    }

    private PartiQLException Error(PartiQLStage stage, int offset, string message, string? found = null) =>
        PartiQLException.At(stage, text, offset, message, found: found);

    private string Describe(Token token)
    {
        const int LongestQuote = 40;
        var source = token.Span.Of(text);
        var excerpt = source.Length <= LongestQuote ? source.ToString() : $"{source[..LongestQuote]}...";
        return token.Kind switch
        {
            TokenKind.End => "end of statement",
            TokenKind.Identifier or TokenKind.QuotedIdentifier => $"identifier {excerpt}",
            TokenKind.String or TokenKind.Integer or TokenKind.Decimal or TokenKind.Ion => $"literal {excerpt}",
            _ when token.IsReserved => $"keyword {excerpt}",
            _ => $"'{excerpt}'",
        };
    }
}
