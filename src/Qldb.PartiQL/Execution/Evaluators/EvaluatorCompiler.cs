using System.Collections.Immutable;
using System.Diagnostics;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Functions;
using Qldb.PartiQL.Planning;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Evaluators;

/// <summary>Makes evaluators of bound expressions.</summary>
internal static class EvaluatorCompiler
{
    /// <summary>From how many constants on IN looks them up by key instead of one after the other.</summary>
    private const int ManyConstants = 8;

    public static Evaluator Compile(BoundExpression expression) => expression switch
    {
        BoundConstant constant => new ConstantEvaluator(constant.Value),
        BoundParameter parameter => new ParameterEvaluator(parameter.Index),
        BoundVariable variable => new SlotEvaluator(variable.Slot),
        BoundName name => new NameEvaluator(name.Name, name.Slots),
        BoundPath { Root: BoundVariable root, Steps: [{ Field: { } field }] } => new FieldEvaluator(root.Slot, field),
        BoundPath path => new PathEvaluator(Compile(path.Root), Compile(path.Steps)),
        BoundLogical logical => new LogicalEvaluator(logical.Span, logical.IsAnd, CompileAll(logical.Operands)),
        BoundNot not => new NotEvaluator(not.Span, Compile(not.Operand)),
        BoundComparison comparison => CompileComparison(comparison),
        BoundIn membership => CompileIn(membership),
        BoundChain chain => new ChainEvaluator(
            chain.Span, Compile(chain.First), [.. chain.Links.Select(static link => (link.Function, Compile(link.Operand)))]),
        BoundCall { Function.Name: FunctionTable.Coalesce } call => new CoalesceEvaluator(CompileAll(call.Arguments)),
        BoundCall call => new CallEvaluator(call.Span, call.Function, CompileAll(call.Arguments)),
        BoundStruct structure => new StructEvaluator(
            structure.Span, [.. structure.Fields.Select(static field => (Compile(field.Name), Compile(field.Value)))]),
        BoundCollection collection => new CollectionEvaluator(collection.IsBag, CompileAll(collection.Items)),
        BoundSubquery subquery => new SubqueryEvaluator(Operators.OperatorCompiler.CompileQuery(Planner.Plan(subquery.Select))),
        BoundCase choice => new CaseEvaluator(
            [.. choice.Branches.Select(static branch => (Compile(branch.When), Compile(branch.Then)))],
            choice.Otherwise is { } otherwise ? Compile(otherwise) : null),
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    public static ImmutableArray<Evaluator> CompileAll(ImmutableArray<BoundExpression> expressions)
    {
        var evaluators = ImmutableArray.CreateBuilder<Evaluator>(expressions.Length);
        foreach (var expression in expressions)
        {
            evaluators.Add(Compile(expression));
        }

        return evaluators.MoveToImmutable();
    }

    public static ImmutableArray<EvaluatorStep> Compile(ImmutableArray<BoundStep> steps)
    {
        var compiled = ImmutableArray.CreateBuilder<EvaluatorStep>(steps.Length);
        foreach (var step in steps)
        {
            compiled.Add(new EvaluatorStep(step.Field, step.Key is { } key ? Compile(key) : null));
        }

        return compiled.MoveToImmutable();
    }

    private static Evaluator CompileComparison(BoundComparison comparison)
    {
        var (left, right) = (Compile(comparison.Left), Compile(comparison.Right));
        return comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual
            ? new EqualityEvaluator(left, right, isNegated: comparison.Operator == ComparisonOperator.NotEqual)
            : new OrderEvaluator(comparison.Span, comparison.Operator, left, right);
    }

    private static Evaluator CompileIn(BoundIn membership)
    {
        var operand = Compile(membership.Operand);
        if (membership.Collection is BoundCollection { Items.Length: >= ManyConstants } list
            && list.Items.All(static item => item is BoundConstant))
        {
            var keys = list.Items
                .Select(static item => ((BoundConstant)item).Value)
                .Where(static value => !value.IsUnknown)
                .Select(static value => (ReadOnlyMemory<byte>)CanonicalKey.Of(value));
            return new ConstantInEvaluator(operand, new HashSet<ReadOnlyMemory<byte>>(keys, KeyComparer.Instance));
        }

        return new InEvaluator(membership.Span, operand, Compile(membership.Collection));
    }
}
