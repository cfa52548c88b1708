using System.Collections.Immutable;

namespace Qldb.PartiQL.Syntax;

internal sealed partial class Parser
{
    /// <summary>How many sources a statement can have: sets of sources are bits of one word in the stages that follow.</summary>
    private const int MaxSources = 64;

    private SelectSyntax ParseSelect()
    {
        var start = Advance().Span;
        var isDistinct = ParseDistinct();
        var projection = ParseProjection();
        if (current.Kind != TokenKind.FromKeyword)
        {
            throw Unexpected("FROM after the SELECT list");
        }

        Advance();
        var from = ParseSources();
        var filter = ParseFilter(TokenKind.WhereKeyword);
        var group = ParseGroup();
        var having = ParseHaving();
        RefuseSetOperators();
        var sort = ParseSort();
        var limit = ParseLimit();
        var offset = ParseOffset();
        RefuseSetOperators();
        return new SelectSyntax(SpanFrom(start), isDistinct, projection, from, filter, group, having, sort, limit, offset);
    }

    private ProjectionSyntax ParseProjection()
    {
        var start = current.Span;
        switch (current.Kind)
        {
            case TokenKind.Star:
                Advance();
                return new AllProjectionSyntax(start);
            case TokenKind.ValueKeyword:
                Advance();
                var value = ParseExpression();
                return new ValueProjectionSyntax(SpanFrom(start), value);
            case TokenKind.FromKeyword:
                throw Error(PartiQLStage.Parser, start.Start, "found empty SELECT list", found: "keyword FROM");
        }

        var items = ImmutableArray.CreateBuilder<ItemSyntax>(initialCapacity: 4);
        do
        {
            items.Add(ParseItem());
        }
        while (TryTake(TokenKind.Comma));
        return new ItemProjectionSyntax(SpanFrom(start), items.DrainToImmutable());
    }

    private ItemSyntax ParseItem()
    {
        var value = ParseExpression();
        if (current.Kind == TokenKind.Dot)
        {
            Advance();
            Expect(TokenKind.Star, "'*'");
            return new ItemSyntax(SpanFrom(value.Span), value, Alias: null, IsAll: true);
        }

        var alias = ParseOptionalAlias();
        return new ItemSyntax(SpanFrom(value.Span), value, alias, IsAll: false);
    }

    private IdentifierSyntax? ParseOptionalAlias() =>
        TryTake(TokenKind.AsKeyword) || (current.IsIdentifier && !IsOffset()) ? ParseIdentifier("identifier for alias") : null;

    // OFFSET is no reserved word, so only the extended dialect may see a clause in it.
    private bool IsOffset() => options.Dialect == Dialect.Extended && IsWord("OFFSET");

    private SourceSyntax ParseSources()
    {
        var left = ParseJoins();
        while (TryTake(TokenKind.Comma))
        {
            var right = ParseJoins();
            left = new JoinSyntax(SpanFrom(left.Span), JoinKind.Cross, left, right, Condition: null);
        }

        return left;
    }

    private SourceSyntax ParseJoins()
    {
        SourceSyntax left = ParseOrigin();
        while (ParseJoinKind() is { } kind)
        {
            var right = ParseOrigin();
            if (kind != JoinKind.Cross)
            {
                Expect(TokenKind.OnKeyword, "ON");
            }

            var condition = kind == JoinKind.Cross ? null : ParseExpression();
            left = new JoinSyntax(SpanFrom(left.Span), kind, left, right, condition);
        }

        return left;
    }

    private JoinKind? ParseJoinKind()
    {
        switch (current.Kind)
        {
            case TokenKind.JoinKeyword:
                Advance();
                return JoinKind.Inner;
            case TokenKind.InnerKeyword:
                Advance();
                Expect(TokenKind.JoinKeyword, "JOIN");
                return JoinKind.Inner;
            case TokenKind.LeftKeyword:
                RequireExtended("an outer join");
                Advance();
                TryTake(TokenKind.OuterKeyword);
                Expect(TokenKind.JoinKeyword, "JOIN");
                return JoinKind.Left;
            case TokenKind.CrossKeyword:
                RequireExtended("CROSS JOIN");
                Advance();
                Expect(TokenKind.JoinKeyword, "JOIN");
                return JoinKind.Cross;
            case TokenKind.RightKeyword or TokenKind.FullKeyword or TokenKind.OuterKeyword:
                throw NotSupported("an outer join");
            default:
                return null;
        }
    }

    private OriginSyntax ParseOrigin()
    {
        var start = current.Span;
        if (++sourceCount > MaxSources)
        {
            throw Error(PartiQLStage.Limit, start.Start, $"the statement has more than the limit of {MaxSources} sources");
        }

        if (current.Kind is TokenKind.UnpivotKeyword)
        {
            throw NotSupported("UNPIVOT");
        }

        var origin = IsWord("history") && PeekKind() == TokenKind.LeftParenthesis ? ParseHistory() : ParseOriginExpression();
        var alias = ParseOptionalAlias();
        var at = TryTake(TokenKind.AtKeyword) ? ParseIdentifier("identifier for alias") : null;
        var by = TryTake(TokenKind.ByKeyword) ? ParseIdentifier("identifier for alias") : null;
        return new OriginSyntax(SpanFrom(start), origin, alias, at, by);
    }

    // No operators here: IN, AND and the like would swallow what follows the source.
    private ExpressionSyntax ParseOriginExpression()
    {
        Enter();
        var origin = ParsePath();
        Leave();
        return origin;
    }

    private HistorySyntax ParseHistory()
    {
        var start = Advance().Span;
        Expect(TokenKind.LeftParenthesis, "'('");
        var isId = current.Kind == TokenKind.String;
        if (!isId && !current.IsIdentifier)
        {
            throw Unexpected("identifier of a table, or a table id as a string");
        }

        var table = Advance();
        var name = isId ? Unquote(table, '\'') : NameOf(table);
        var from = TryTake(TokenKind.Comma) ? ParseExpression() : null;
        var to = from is not null && TryTake(TokenKind.Comma) ? ParseExpression() : null;
        Expect(TokenKind.RightParenthesis, "')'");
        return new HistorySyntax(SpanFrom(start), name, table.Span, isId, from, to);
    }

    private FilterSyntax? ParseFilter(TokenKind keyword)
    {
        var start = current.Span;
        if (!TryTake(keyword))
        {
            return null;
        }

        var condition = ParseExpression();
        return new FilterSyntax(SpanFrom(start), condition);
    }

    private GroupSyntax? ParseGroup()
    {
        var start = current.Span;
        if (current.Kind != TokenKind.GroupKeyword)
        {
            return null;
        }

        RequireExtended("GROUP BY");
        Advance();
        Expect(TokenKind.ByKeyword, "BY");
        var keys = ImmutableArray.CreateBuilder<GroupKeySyntax>(initialCapacity: 2);
        do
        {
            var value = ParseExpression();
            var alias = ParseOptionalAlias();
            keys.Add(new GroupKeySyntax(SpanFrom(value.Span), value, alias));
        }
        while (TryTake(TokenKind.Comma));
        return new GroupSyntax(SpanFrom(start), keys.DrainToImmutable(), ParseGroupAs());
    }

    private IdentifierSyntax? ParseGroupAs()
    {
        if (!TryTake(TokenKind.GroupKeyword))
        {
            return null;
        }

        Expect(TokenKind.AsKeyword, "AS");
        return ParseIdentifier("identifier for alias");
    }

    private FilterSyntax? ParseHaving()
    {
        if (current.Kind == TokenKind.HavingKeyword)
        {
            RequireExtended("HAVING");
        }

        return ParseFilter(TokenKind.HavingKeyword);
    }

    private SortSyntax? ParseSort()
    {
        var start = current.Span;
        if (current.Kind != TokenKind.OrderKeyword)
        {
            return null;
        }

        RequireExtended("ORDER BY");
        Advance();
        Expect(TokenKind.ByKeyword, "BY");
        var keys = ImmutableArray.CreateBuilder<SortKeySyntax>(initialCapacity: 2);
        do
        {
            keys.Add(ParseSortKey());
        }
        while (TryTake(TokenKind.Comma));
        return new SortSyntax(SpanFrom(start), keys.DrainToImmutable());
    }

    // As in PartiQL, unknown values come last in ascending order and first in descending order unless NULLS says otherwise.
    private SortKeySyntax ParseSortKey()
    {
        var value = ParseExpression();
        var isDescending = TryTake(TokenKind.DescKeyword);
        if (!isDescending)
        {
            TryTake(TokenKind.AscKeyword);
        }

        var nullsFirst = isDescending;
        if (IsWord("NULLS"))
        {
            Advance();
            nullsFirst = TryTake(TokenKind.FirstKeyword);
            if (!nullsFirst)
            {
                Expect(TokenKind.LastKeyword, "FIRST or LAST");
            }
        }

        return new SortKeySyntax(SpanFrom(value.Span), value, isDescending, nullsFirst);
    }

    private ExpressionSyntax? ParseLimit()
    {
        if (current.Kind != TokenKind.LimitKeyword)
        {
            return null;
        }

        RequireExtended("LIMIT");
        Advance();
        return ParseExpression();
    }

    private ExpressionSyntax? ParseOffset()
    {
        if (!IsOffset())
        {
            return null;
        }

        Advance();
        return ParseExpression();
    }

    private void RefuseSetOperators()
    {
        if (current.Kind is TokenKind.UnionKeyword or TokenKind.IntersectKeyword or TokenKind.ExceptKeyword)
        {
            throw NotSupported(current.Span.Of(text).ToString().ToUpperInvariant());
        }
    }
}
