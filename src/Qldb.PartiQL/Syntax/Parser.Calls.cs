using System.Collections.Immutable;

namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    private ExpressionSyntax? TryParseFunction() => current.Kind switch
    {
        TokenKind.CountKeyword or TokenKind.SumKeyword or TokenKind.AvgKeyword or TokenKind.MinKeyword or TokenKind.MaxKeyword =>
            ParseAggregate(),
        TokenKind.CastKeyword => ParseCast(),
        TokenKind.TrimKeyword => ParseTrim(),
        TokenKind.ExtractKeyword => ParseExtract(),
        TokenKind.DateAddKeyword or TokenKind.DateDiffKeyword => ParseDatePartCall(),
        TokenKind.SubstringKeyword => ParseSubstring(),
        TokenKind.SizeKeyword
            or TokenKind.CoalesceKeyword
            or TokenKind.ExistsKeyword
            or TokenKind.NullIfKeyword
            or TokenKind.UtcNowKeyword
            or TokenKind.TxIdKeyword
            or TokenKind.CharLengthKeyword
            or TokenKind.CharacterLengthKeyword
            or TokenKind.LowerKeyword
            or TokenKind.UpperKeyword
            or TokenKind.ToStringKeyword
            or TokenKind.ToTimestampKeyword => ParseCall(),
        _ => null,
    };

    private CallSyntax ParseCall()
    {
        var name = OpenCall();
        if (current.Kind == TokenKind.SelectKeyword)
        {
            // EXISTS(SELECT …): the call's parentheses serve the query too.
            var query = ParseSubquery(current.Span);
            return new CallSyntax(SpanFrom(name.Span), NameOf(name), [query]);
        }

        var arguments = ParseList(static parser => parser.ParseExpression(), TokenKind.RightParenthesis, "')'");
        return new CallSyntax(SpanFrom(name.Span), NameOf(name), arguments);
    }

    private Token OpenCall()
    {
        var name = Advance();
        Expect(TokenKind.LeftParenthesis, "'('");
        return name;
    }

    private AggregateSyntax ParseAggregate()
    {
        var function = OpenCall();
        if (function.Kind == TokenKind.CountKeyword && TryTake(TokenKind.Star))
        {
            Expect(TokenKind.RightParenthesis, "')'");
            return new AggregateSyntax(SpanFrom(function.Span), function.Kind, IsDistinct: false, Argument: null);
        }

        var isDistinct = ParseDistinct();
        var argument = ParseExpression();
        Expect(TokenKind.RightParenthesis, "')'");
        return new AggregateSyntax(SpanFrom(function.Span), function.Kind, isDistinct, argument);
    }

    private bool ParseDistinct()
    {
        if (current.Kind == TokenKind.DistinctKeyword)
        {
            RequireExtended("DISTINCT");
        }

        return TryTake(TokenKind.DistinctKeyword);
    }

    private CastSyntax ParseCast()
    {
        var name = OpenCall();
        var operand = ParseExpression();
        Expect(TokenKind.AsKeyword, "AS");
        var type = ParseType();
        Expect(TokenKind.RightParenthesis, "')'");
        return new CastSyntax(SpanFrom(name.Span), operand, type);
    }

    // TRIM(x), TRIM(FROM x), TRIM(c FROM x), TRIM(LEADING FROM x), TRIM(LEADING c FROM x).
    private TrimSyntax ParseTrim()
    {
        var name = OpenCall();
        var hasSide = current.Kind is TokenKind.LeadingKeyword or TokenKind.TrailingKeyword or TokenKind.BothKeyword;
        var side = hasSide ? Advance().Kind : TokenKind.BothKeyword;
        var first = current.Kind == TokenKind.FromKeyword ? null : ParseExpression();
        if (hasSide && current.Kind != TokenKind.FromKeyword)
        {
            throw Unexpected("FROM");
        }

        var hasFrom = TryTake(TokenKind.FromKeyword);
        var operand = hasFrom ? ParseExpression() : first!;
        Expect(TokenKind.RightParenthesis, "')'");
        return new TrimSyntax(SpanFrom(name.Span), side, hasFrom ? first : null, operand);
    }

    private DatePartCallSyntax ParseExtract()
    {
        var name = OpenCall();
        var part = ParseDatePart();
        Expect(TokenKind.FromKeyword, "FROM");
        var operand = ParseExpression();
        Expect(TokenKind.RightParenthesis, "')'");
        return new DatePartCallSyntax(SpanFrom(name.Span), NameOf(name), part, [operand]);
    }

    private DatePartCallSyntax ParseDatePartCall()
    {
        var name = OpenCall();
        var part = ParseDatePart();
        Expect(TokenKind.Comma, "','");
        var arguments = ParseList(static parser => parser.ParseExpression(), TokenKind.RightParenthesis, "')'");
        return new DatePartCallSyntax(SpanFrom(name.Span), NameOf(name), part, arguments);
    }

    private DatePartSyntax ParseDatePart()
    {
        if (current.Kind != TokenKind.Identifier && !current.IsReserved)
        {
            throw Unexpected("part of a date, such as YEAR or MINUTE");
        }

        var token = Advance();
        return new DatePartSyntax(token.Span, NameOf(token));
    }

    // SUBSTRING(s, 2, 3), or in SQL's words SUBSTRING(s FROM 2 FOR 3).
    private CallSyntax ParseSubstring()
    {
        var name = OpenCall();
        var arguments = ImmutableArray.CreateBuilder<ExpressionSyntax>(initialCapacity: 3);
        arguments.Add(ParseExpression());
        if (TryTake(TokenKind.FromKeyword))
        {
            arguments.Add(ParseExpression());
            if (TryTake(TokenKind.ForKeyword))
            {
                arguments.Add(ParseExpression());
            }
        }

        while (TryTake(TokenKind.Comma))
        {
            arguments.Add(ParseExpression());
        }

        Expect(TokenKind.RightParenthesis, "')'");
        return new CallSyntax(SpanFrom(name.Span), NameOf(name), arguments.DrainToImmutable());
    }
}
