using System.Collections.Immutable;
using Qldb.PartiQL.Functions;

namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    /// <summary>How tightly operators bind, loosest first (partiql-dialect, section 1.9).</summary>
    private enum Precedence
    {
        None,
        Or,
        And,
        Not,
        Equality,
        Relational,
        Concatenation,
        Additive,
        Multiplicative,
        Sign,
    }

    private ExpressionSyntax ParseExpression(Precedence loosest = Precedence.Or)
    {
        Enter();
        var left = ParsePrefix();
        for (var precedence = PrecedenceOfCurrent(); precedence >= loosest; precedence = PrecedenceOfCurrent())
        {
            left = precedence switch
            {
                Precedence.Or or Precedence.And => ParseLogical(left, precedence),
                Precedence.Equality or Precedence.Relational => ParsePredicates(left, precedence),
                _ => ParseChain(left, precedence),
            };
        }

        Leave();
        return left;
    }

    // NOT is an operator between two operands only as the first word of NOT IN, NOT BETWEEN and NOT LIKE.
    private Precedence PrecedenceOfCurrent() => current.Kind != TokenKind.NotKeyword
        ? PrecedenceOf(current.Kind)
        : PeekKind() is var next and (TokenKind.InKeyword or TokenKind.BetweenKeyword or TokenKind.LikeKeyword) ? PrecedenceOf(next) : Precedence.None;

    private static Precedence PrecedenceOf(TokenKind kind) => kind switch
    {
        TokenKind.OrKeyword => Precedence.Or,
        TokenKind.AndKeyword => Precedence.And,
        TokenKind.Equal or TokenKind.NotEqual or TokenKind.IsKeyword or TokenKind.InKeyword => Precedence.Equality,
        TokenKind.Less or TokenKind.LessOrEqual or TokenKind.Greater or TokenKind.GreaterOrEqual => Precedence.Relational,
        TokenKind.BetweenKeyword or TokenKind.LikeKeyword => Precedence.Relational,
        TokenKind.Concat => Precedence.Concatenation,
        TokenKind.Plus or TokenKind.Minus => Precedence.Additive,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => Precedence.Multiplicative,
        _ => Precedence.None,
    };

    private ExpressionSyntax ParsePrefix()
    {
        var start = current.Span;
        switch (current.Kind)
        {
            case TokenKind.NotKeyword:
                Advance();
                var negated = ParseExpression(Precedence.Equality);
                return new NotSyntax(SpanFrom(start), negated);
            case TokenKind.Minus or TokenKind.Plus:
                var sign = Advance().Kind;
                var operand = ParseExpression(Precedence.Sign);
                return new SignSyntax(SpanFrom(start), sign, operand);
            default:
                return ParsePath();
        }
    }

    private LogicalSyntax ParseLogical(ExpressionSyntax first, Precedence precedence)
    {
        var kind = current.Kind;
        var operands = ImmutableArray.CreateBuilder<ExpressionSyntax>(initialCapacity: 4);
        operands.Add(first);
        while (TryTake(kind))
        {
            operands.Add(ParseExpression(precedence + 1));
        }

        return new LogicalSyntax(SpanFrom(first.Span), kind, operands.DrainToImmutable());
    }

    private ChainSyntax ParseChain(ExpressionSyntax first, Precedence precedence)
    {
        var links = ImmutableArray.CreateBuilder<ChainLink>(initialCapacity: 2);
        while (PrecedenceOf(current.Kind) == precedence)
        {
            var operation = Advance().Kind;
            links.Add(new ChainLink(operation, ParseExpression(precedence + 1)));
        }

        return new ChainSyntax(SpanFrom(first.Span), first, links.DrainToImmutable());
    }

    // Predicates that repeat (a = b = c) nest to the left without recursion here, but not in the stages that follow.
    private ExpressionSyntax ParsePredicates(ExpressionSyntax left, Precedence precedence)
    {
        left = ParsePredicate(left, precedence);
        while (PrecedenceOfCurrent() == precedence)
        {
            if (++repeatedPredicates > options.MaxDepth)
            {
                throw TooDeep();
            }

            left = ParsePredicate(left, precedence);
        }

        return left;
    }

    private ExpressionSyntax ParsePredicate(ExpressionSyntax left, Precedence precedence)
    {
        var isNegated = TryTake(TokenKind.NotKeyword);
        var operation = Advance().Kind;
        ExpressionSyntax predicate = operation switch
        {
            TokenKind.IsKeyword => ParseIs(left, out isNegated),
            TokenKind.InKeyword => ParseIn(left),
            TokenKind.BetweenKeyword => ParseBetween(left),
            TokenKind.LikeKeyword => ParseLike(left),
            _ => ParseComparison(left, operation, precedence),
        };
        return isNegated ? new NotSyntax(predicate.Span, predicate) : predicate;
    }

    private ComparisonSyntax ParseComparison(ExpressionSyntax left, TokenKind operation, Precedence precedence)
    {
        var right = ParseExpression(precedence + 1);
        return new ComparisonSyntax(SpanFrom(left.Span), operation, left, right);
    }

    private IsSyntax ParseIs(ExpressionSyntax left, out bool isNegated)
    {
        isNegated = TryTake(TokenKind.NotKeyword);
        var type = ParseType();
        return new IsSyntax(SpanFrom(left.Span), left, type);
    }

    private TypeSyntax ParseType()
    {
        var name = current.Span.Of(text).ToString();
        return TypeNames.Find(name) is { } kind ? new TypeSyntax(Advance().Span, kind) : throw Unexpected("type name");
    }

    private InSyntax ParseIn(ExpressionSyntax left)
    {
        var collection = current.Kind == TokenKind.LeftParenthesis && PeekKind() != TokenKind.SelectKeyword
            ? ParseParenthesisedList()
            : ParseExpression(Precedence.Relational);
        return new InSyntax(SpanFrom(left.Span), left, collection);
    }

    private CollectionSyntax ParseParenthesisedList()
    {
        var start = Advance().Span;
        if (current.Kind == TokenKind.RightParenthesis)
        {
            throw Unexpected("expression");
        }

        var items = ParseList(static parser => parser.ParseExpression(), TokenKind.RightParenthesis, "')'");
        return new CollectionSyntax(SpanFrom(start), IsBag: false, items);
    }

    private BetweenSyntax ParseBetween(ExpressionSyntax left)
    {
        var low = ParseExpression(Precedence.Concatenation);
        Expect(TokenKind.AndKeyword, "AND");
        var high = ParseExpression(Precedence.Concatenation);
        return new BetweenSyntax(SpanFrom(left.Span), left, low, high);
    }

    private LikeSyntax ParseLike(ExpressionSyntax left)
    {
        var pattern = ParseExpression(Precedence.Concatenation);
        var escape = TryTake(TokenKind.EscapeKeyword) ? ParseExpression(Precedence.Concatenation) : null;
        return new LikeSyntax(SpanFrom(left.Span), left, pattern, escape);
    }
}
