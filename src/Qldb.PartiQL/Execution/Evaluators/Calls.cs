using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Functions;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Evaluators;

/// <summary>A call of a function with values.</summary>
internal sealed class CallEvaluator(SourceSpan span, Function function, ImmutableArray<Evaluator> operands) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var few = new FewValues();
        var arguments = operands.Length <= FewValues.Capacity ? ((Span<Value>)few)[..operands.Length] : new Value[operands.Length];
        var isUnknown = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = operands[i].Evaluate(frame);
            isUnknown |= arguments[i].IsUnknown;
        }

        return isUnknown && function.IsStrict ? Value.Null : Invoke(frame, span, function, arguments);
    }

    public static Value Invoke(Frame frame, SourceSpan span, Function function, ReadOnlySpan<Value> arguments)
    {
        try
        {
            return function.Body(new Arguments(arguments, frame.Context));
        }
        catch (ValueException exception)
        {
            throw frame.Error(span, $"{function.Name}: {exception.Message}", exception);
        }
    }

    [InlineArray(Capacity)]
    private struct FewValues
    {
        public const int Capacity = 3;
        private Value first;
    }
}

/// <summary>A run of arithmetic or concatenation.</summary>
internal sealed class ChainEvaluator(SourceSpan span, Evaluator first, ImmutableArray<(Function Function, Evaluator Operand)> links) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var pair = new Pair();
        Span<Value> operands = pair;
        operands[0] = first.Evaluate(frame);
        foreach (var link in links)
        {
            operands[1] = link.Operand.Evaluate(frame);
            operands[0] = operands[0].IsUnknown || operands[1].IsUnknown
                ? Value.Null
                : CallEvaluator.Invoke(frame, span, link.Function, operands);
        }

        return operands[0];
    }

    [InlineArray(2)]
    private struct Pair
    {
        private Value first;
    }
}

/// <summary>The first argument that is known; the others after it are not evaluated.</summary>
internal sealed class CoalesceEvaluator(ImmutableArray<Evaluator> operands) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(frame);
            if (!value.IsUnknown)
            {
                return value;
            }
        }

        return Value.Null;
    }
}
