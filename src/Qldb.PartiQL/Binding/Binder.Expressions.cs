using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Qldb.PartiQL.Functions;
using Qldb.PartiQL.Syntax;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Binding;

internal sealed partial class Binder
{
    /// <summary>How many operators may be nested for each level that <see cref="PartiQLOptions.MaxDepth"/> allows.</summary>
    private const int HeightsPerLevel = 2;

    private int height;

    // Operators nest without parentheses too, so what the parser let pass is measured again, as a tree. The stack is asked besides,
    // for callers that have little of it left.
    private BoundExpression BindExpression(ExpressionSyntax expression, Scope scope)
    {
        if (++height > HeightsPerLevel * options.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw PartiQLException.At(
                PartiQLStage.Limit, text, expression.Span.Start, $"nesting is deeper than the limit of {options.MaxDepth} levels");
        }

        var bound = FindGroupKey(expression) ?? Bind(expression, scope);
        height--;
        return bound;
    }

    private BoundExpression Bind(ExpressionSyntax expression, Scope scope) => expression switch
    {
        LiteralSyntax literal => new BoundConstant(literal.Span, literal.Value),
        ParameterSyntax parameter => new BoundParameter(parameter.Span, parameter.Index),
        NameSyntax name => BindName(name, scope),
        PathSyntax path => BindPath(path, scope),
        SignSyntax sign => BindSign(sign, scope),
        ChainSyntax chain => BindChain(chain, scope),
        ComparisonSyntax comparison => new BoundComparison(
            comparison.Span, OperatorOf(comparison.Operator), BindExpression(comparison.Left, scope), BindExpression(comparison.Right, scope)),
        LogicalSyntax logical => new BoundLogical(
            logical.Span, logical.Operator == TokenKind.AndKeyword, BindAll(logical.Operands, scope)),
        NotSyntax not => new BoundNot(not.Span, BindExpression(not.Operand, scope)),
        BetweenSyntax between => new BoundCall(
            between.Span, Operators.Between, BindAll([between.Operand, between.Low, between.High], scope)),
        LikeSyntax like => new BoundCall(
            like.Span,
            LikePattern.Like,
            BindAll(like.Escape is { } escape ? [like.Operand, like.Pattern, escape] : [like.Operand, like.Pattern], scope)),
        InSyntax membership => new BoundIn(
            membership.Span, BindExpression(membership.Operand, scope), BindExpression(membership.Collection, scope)),
        IsSyntax test => new BoundCall(test.Span, TypeNames.Is(test.Type.Kind), BindAll([test.Operand], scope)),
        CastSyntax cast => new BoundCall(cast.Span, Casts.To(cast.Type.Kind), BindAll([cast.Operand], scope)),
        CallSyntax call => BindCall(call, scope),
        TrimSyntax trim => new BoundCall(
            trim.Span, TextFunctions.Trim(trim.Side), BindAll(trim.Characters is { } set ? [trim.Text, set] : [trim.Text], scope)),
        DatePartCallSyntax call => BindDatePartCall(call, scope),
        AggregateSyntax aggregate => BindAggregate(aggregate, scope),
        StructSyntax structure => BindStruct(structure, scope),
        CollectionSyntax collection => new BoundCollection(collection.Span, collection.IsBag, BindAll(collection.Items, scope)),
        SubquerySyntax subquery => BindSubquery(subquery, scope),
        CaseSyntax choice => BindCase(choice, scope),
        HistorySyntax history => throw Error(history.Span, "history() can stand only in FROM"),
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    private ImmutableArray<BoundExpression> BindAll(ImmutableArray<ExpressionSyntax> expressions, Scope scope)
    {
        var bound = ImmutableArray.CreateBuilder<BoundExpression>(expressions.Length);
        foreach (var expression in expressions)
        {
            bound.Add(BindExpression(expression, scope));
        }

        return bound.MoveToImmutable();
    }

    // An alias first, else a field of whichever source has it (partiql-dialect, section 1.4).
    private BoundExpression BindName(NameSyntax name, Scope scope) =>
        scope.FindAlias(name.Name, name.Span)
        ?? scope.FindField(name.Name, name.Span)
        ?? throw PartiQLException.UnknownName(text, name.Span, name.Name);

    private BoundPath BindPath(PathSyntax path, Scope scope)
    {
        var root = BindExpression(path.Root, scope);
        var steps = ImmutableArray.CreateBuilder<BoundStep>(path.Steps.Length + 1);
        if (root is BoundPath inner)
        {
            root = inner.Root;
            steps.AddRange(inner.Steps);
        }

        foreach (var step in path.Steps)
        {
            steps.Add(BindStep(step, scope));
        }

        return new BoundPath(path.Span, root, steps.DrainToImmutable());
    }

    private BoundStep BindStep(PathStepSyntax step, Scope scope) => step switch
    {
        { Field: { } field } => new BoundStep(field, Key: null),
        { Key: LiteralSyntax { Value.IsText: true } key } when key.Value.TextOrNull is { } field => new BoundStep(field, Key: null),
        _ => new BoundStep(Field: null, BindExpression(step.Key!, scope)),
    };

    // A sign before a literal is part of the number.
    private BoundExpression BindSign(SignSyntax sign, Scope scope)
    {
        var operand = BindExpression(sign.Operand, scope);
        return operand is BoundConstant { Value.IsNumber: true } constant
            ? new BoundConstant(sign.Span, sign.Sign == TokenKind.Minus ? Number.Negate(constant.Value) : constant.Value)
            : new BoundCall(sign.Span, Operators.Sign(sign.Sign), [operand]);
    }

    private BoundChain BindChain(ChainSyntax chain, Scope scope)
    {
        var links = ImmutableArray.CreateBuilder<BoundLink>(chain.Links.Length);
        var first = BindExpression(chain.First, scope);
        foreach (var link in chain.Links)
        {
            links.Add(new BoundLink(Operators.Binary(link.Operator), BindExpression(link.Operand, scope)));
        }

        return new BoundChain(chain.Span, first, links.MoveToImmutable());
    }

    private static ComparisonOperator OperatorOf(TokenKind token) => token switch
    {
        TokenKind.Equal => ComparisonOperator.Equal,
        TokenKind.NotEqual => ComparisonOperator.NotEqual,
        TokenKind.Less => ComparisonOperator.Less,
        TokenKind.LessOrEqual => ComparisonOperator.LessOrEqual,
        TokenKind.Greater => ComparisonOperator.Greater,
        _ => ComparisonOperator.GreaterOrEqual,
    };

    private BoundCall BindCall(CallSyntax call, Scope scope)
    {
        var function = FunctionTable.Find(call.Name) ?? throw Error(call.Span, $"No such function: {call.Name}");
        var count = call.Arguments.Length;
        if (count < function.MinArguments || count > function.MaxArguments)
        {
            var expected = function.MinArguments == function.MaxArguments ? $"{function.MinArguments}"
                : function.MaxArguments == int.MaxValue ? $"at least {function.MinArguments}"
                : $"{function.MinArguments} to {function.MaxArguments}";
            throw Error(call.Span, $"{function.Name} takes {expected} arguments, and is given {count}");
        }

        return new BoundCall(call.Span, function, BindAll(call.Arguments, scope));
    }

    private BoundCall BindDatePartCall(DatePartCallSyntax call, Scope scope)
    {
        var isExtract = call.Name.Equals("EXTRACT", StringComparison.OrdinalIgnoreCase);
        if (DateFunctions.FindPart(call.Part.Name) is not { } part || (part > DatePart.Second && !isExtract))
        {
            throw Error(call.Part.Span, $"No such part of a date for {call.Name.ToUpperInvariant()}: {call.Part.Name}");
        }

        var function = isExtract ? DateFunctions.Extract(part)
            : call.Name.Equals("DATE_ADD", StringComparison.OrdinalIgnoreCase) ? DateFunctions.Add(part)
            : DateFunctions.Difference(part);
        return call.Arguments.Length == function.MinArguments
            ? new BoundCall(call.Span, function, BindAll(call.Arguments, scope))
            : throw Error(call.Span, $"{function.Name} takes {function.MinArguments + 1} arguments, and is given {call.Arguments.Length + 1}");
    }

    private BoundStruct BindStruct(StructSyntax structure, Scope scope)
    {
        var fields = ImmutableArray.CreateBuilder<BoundField>(structure.Fields.Length);
        foreach (var field in structure.Fields)
        {
            fields.Add(new BoundField(BindExpression(field.Name, scope), BindExpression(field.Value, scope)));
        }

        return new BoundStruct(structure.Span, fields.MoveToImmutable());
    }

    private BoundSubquery BindSubquery(SubquerySyntax subquery, Scope scope)
    {
        var select = BindSelect(subquery.Select, scope);
        return new BoundSubquery(subquery.Span, select, OuterSources(select));
    }

    // CASE x WHEN a … is CASE WHEN x = a …
    private BoundCase BindCase(CaseSyntax choice, Scope scope)
    {
        var operand = choice.Operand is { } compared ? BindExpression(compared, scope) : null;
        var branches = choice.Branches.Select(branch =>
        {
            var when = BindExpression(branch.When, scope);
            return new BoundBranch(
                operand is null ? when : new BoundComparison(when.Span, ComparisonOperator.Equal, operand, when),
                BindExpression(branch.Then, scope));
        });
        return new BoundCase(choice.Span, [.. branches], choice.Otherwise is { } otherwise ? BindExpression(otherwise, scope) : null);
    }
}
