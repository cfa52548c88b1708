using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Qldb.Ion;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    // A dot before a star belongs to the select list (t.*), not to the path.
    private ExpressionSyntax ParsePath()
    {
        var root = ParsePrimary();
        if (current.Kind is not (TokenKind.Dot or TokenKind.LeftBracket))
        {
            return root;
        }

        var steps = ImmutableArray.CreateBuilder<PathStepSyntax>(initialCapacity: 2);
        while (current.Kind == TokenKind.LeftBracket || (current.Kind == TokenKind.Dot && PeekKind() != TokenKind.Star))
        {
            steps.Add(ParsePathStep());
        }

        return steps.Count == 0 ? root : new PathSyntax(SpanFrom(root.Span), root, steps.DrainToImmutable());
    }

    private PathStepSyntax ParsePathStep()
    {
        if (Advance().Kind == TokenKind.Dot)
        {
            return new PathStepSyntax(ParseIdentifier("identifier of a field").Name, Key: null);
        }

        var key = ParseExpression();
        Expect(TokenKind.RightBracket, "']'");
        return new PathStepSyntax(Field: null, key);
    }

    private ExpressionSyntax ParsePrimary()
    {
        switch (current.Kind)
        {
            case TokenKind.Identifier or TokenKind.QuotedIdentifier:
                return PeekKind() == TokenKind.LeftParenthesis && current.Kind == TokenKind.Identifier ? ParseCall() : ParseName();
            case TokenKind.At:
                return ParseName();
            case TokenKind.AtKeyword:
                // Reserved, yet the service's own guide selects a field named "at" without quotes (partiql-dialect, case C24), and no
                // expression begins with this word otherwise.
                return ParseName();
            case TokenKind.Parameter:
                return new ParameterSyntax(Advance().Span, parameterCount++);
            case TokenKind.LeftParenthesis:
                return ParseParenthesised();
            case TokenKind.LeftBrace:
                return ParseStruct();
            case TokenKind.LeftBracket:
                return ParseCollection(TokenKind.RightBracket, "']'");
            case TokenKind.LeftBag:
                return ParseCollection(TokenKind.RightBag, "'>>'");
            case TokenKind.CaseKeyword:
                return ParseCase();
            default:
                return (ExpressionSyntax?)TryParseLiteral() ?? TryParseFunction() ?? throw Unexpected("expression");
        }
    }

    private NameSyntax ParseName()
    {
        var start = current.Span;
        if (current.Kind == TokenKind.AtKeyword)
        {
            return new NameSyntax(start, NameOf(Advance()), IsLocal: false);
        }

        var isLocal = TryTake(TokenKind.At);
        var identifier = ParseIdentifier("identifier");
        return new NameSyntax(SpanFrom(start), identifier.Name, isLocal);
    }

    private LiteralSyntax? TryParseLiteral()
    {
        switch (current.Kind)
        {
            case TokenKind.String:
                var text = Advance();
                return new LiteralSyntax(text.Span, Value.Of(Unquote(text, '\'')));
            case TokenKind.Integer:
                var integer = Advance();
                return new LiteralSyntax(integer.Span, IntegerOf(integer));
            case TokenKind.Decimal:
                var number = Advance();
                return new LiteralSyntax(number.Span, DecimalOf(number));
            case TokenKind.Ion:
                var ion = Advance();
                return new LiteralSyntax(ion.Span, IonOf(ion));
            case TokenKind.TrueKeyword or TokenKind.FalseKeyword:
                var boolean = Advance();
                return new LiteralSyntax(boolean.Span, Value.Of(boolean.Kind == TokenKind.TrueKeyword));
            case TokenKind.NullKeyword:
                return new LiteralSyntax(Advance().Span, Value.Null);
            case TokenKind.MissingKeyword:
                return new LiteralSyntax(Advance().Span, Value.Missing);
            default:
                return null;
        }
    }

    private Value IntegerOf(Token token)
    {
        var digits = token.Span.Of(text);
        if (digits.Length > IonLimits.MaxNumberDigits)
        {
            throw Error(PartiQLStage.Limit, token.Span.Start, $"the number has more than the limit of {IonLimits.MaxNumberDigits} digits");
        }

        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var small)
            ? Value.Of(small)
            : Value.Of(BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    // Ion knows neither .5 nor an exponent that makes a decimal: it says 0.5 and 1d5.
    private Value DecimalOf(Token token)
    {
        var number = token.Span.Of(text).ToString().Replace('e', 'd').Replace('E', 'd');
        try
        {
            return Value.Of(IonDecimal.Parse(number.StartsWith('.') ? $"0{number}" : number));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw BadLiteral(token, "decimal", exception);
        }
    }

    private Value IonOf(Token token)
    {
        var ion = text.Substring(token.Span.Start + 1, token.Span.Length - 2);
        try
        {
            return Value.Of(IonElement.ParseText(ion));
        }
        catch (IonFormatException exception)
        {
            throw BadLiteral(token, "Ion literal", exception);
        }
    }

    private PartiQLException BadLiteral(Token token, string what, Exception cause) => PartiQLException.At(
        PartiQLStage.Lexer, text, token.Span.Start, $"malformed {what}: {cause.Message}", found: Describe(token), innerException: cause);

    private ExpressionSyntax ParseParenthesised()
    {
        var start = Advance().Span;
        if (current.Kind == TokenKind.SelectKeyword)
        {
            return ParseSubquery(start);
        }

        var inner = ParseExpression();
        if (current.Kind == TokenKind.Comma)
        {
            throw Unexpected("')' (a list is written in brackets: [a, b])");
        }

        Expect(TokenKind.RightParenthesis, "')'");
        return inner;
    }

    private SubquerySyntax ParseSubquery(SourceSpan start)
    {
        Enter();
        var select = ParseSelect();
        Leave();
        Expect(TokenKind.RightParenthesis, "')'");
        return new SubquerySyntax(SpanFrom(start), select);
    }

    private StructSyntax ParseStruct()
    {
        var start = Advance().Span;
        var fields = ParseList(static parser => parser.ParseStructField(), TokenKind.RightBrace, "'}'");
        return new StructSyntax(SpanFrom(start), fields);
    }

    private StructFieldSyntax ParseStructField()
    {
        var name = ParseExpression();
        Expect(TokenKind.Colon, "':'");
        return new StructFieldSyntax(name, ParseExpression());
    }

    private CollectionSyntax ParseCollection(TokenKind end, string expected)
    {
        var start = Advance().Span;
        var items = ParseList(static parser => parser.ParseExpression(), end, expected);
        return new CollectionSyntax(SpanFrom(start), IsBag: end == TokenKind.RightBag, items);
    }

    private CaseSyntax ParseCase()
    {
        RequireExtended("CASE");
        var start = Advance().Span;
        var operand = current.Kind == TokenKind.WhenKeyword ? null : ParseExpression();
        var branches = ImmutableArray.CreateBuilder<CaseBranchSyntax>();
        do
        {
            Expect(TokenKind.WhenKeyword, "WHEN");
            var when = ParseExpression();
            Expect(TokenKind.ThenKeyword, "THEN");
            branches.Add(new CaseBranchSyntax(when, ParseExpression()));
        }
        while (current.Kind == TokenKind.WhenKeyword);
        var otherwise = TryTake(TokenKind.ElseKeyword) ? ParseExpression() : null;
        Expect(TokenKind.EndKeyword, "WHEN, ELSE or END");
        return new CaseSyntax(SpanFrom(start), operand, branches.DrainToImmutable(), otherwise);
    }
}
