using System.Collections.Immutable;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Evaluators;

/// <summary>A run of AND or OR in three-valued logic; what decides it ends it.</summary>
internal sealed class LogicalEvaluator(SourceSpan span, bool isAnd, ImmutableArray<Evaluator> operands) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var isUnknown = false;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(frame);
            if (value.IsUnknown)
            {
                isUnknown = true;
            }
            else if (value.Kind != ValueKind.Boolean)
            {
                throw frame.Error(span, $"{(isAnd ? "AND" : "OR")} needs booleans, and is given {value.Kind.ToString().ToLowerInvariant()}");
            }
            else if (value.Boolean != isAnd)
            {
                return value;
            }
        }

        return isUnknown ? Value.Null : Value.Of(isAnd);
    }
}

internal sealed class NotEvaluator(SourceSpan span, Evaluator operand) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        return value.IsUnknown ? Value.Null
            : value.Kind == ValueKind.Boolean ? Value.Of(!value.Boolean)
            : throw frame.Error(span, $"NOT needs a boolean, and is given {value.Kind.ToString().ToLowerInvariant()}");
    }
}

internal sealed class EqualityEvaluator(Evaluator left, Evaluator right, bool isNegated) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        var b = right.Evaluate(frame);
        return a.IsUnknown || b.IsUnknown ? Value.Null : Value.Of(Equality.AreEqual(a, b) != isNegated);
    }
}

internal sealed class OrderEvaluator(SourceSpan span, ComparisonOperator operation, Evaluator left, Evaluator right) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        var b = right.Evaluate(frame);
        if (a.IsUnknown || b.IsUnknown)
        {
            return Value.Null;
        }

        try
        {
            var order = Ordering.Compare(a, b);
            return Value.Of(operation switch
            {
                ComparisonOperator.Less => order < 0,
                ComparisonOperator.LessOrEqual => order <= 0,
                ComparisonOperator.Greater => order > 0,
                _ => order >= 0,
            });
        }
        catch (ValueException exception)
        {
            throw frame.Error(span, exception.Message, exception);
        }
    }
}

/// <summary>True for an element that is equal; a collection of anything else is an error, an unknown one gives NULL.</summary>
internal sealed class InEvaluator(SourceSpan span, Evaluator operand, Evaluator collection) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        var values = collection.Evaluate(frame);
        if (value.IsUnknown || values.IsUnknown)
        {
            return Value.Null;
        }

        if (!values.IsCollection)
        {
            throw frame.Error(span, $"IN needs a collection, and is given {values.Kind.ToString().ToLowerInvariant()}");
        }

        foreach (var item in values.Elements)
        {
            if (!item.IsUnknown && Equality.AreEqual(value, item))
            {
                return Value.True;
            }
        }

        return Value.False;
    }
}

/// <summary>IN with a list of constants: found by canonical key, however long the list is.</summary>
internal sealed class ConstantInEvaluator(Evaluator operand, HashSet<ReadOnlyMemory<byte>> keys) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        return value.IsUnknown ? Value.Null : Value.Of(keys.Contains(CanonicalKey.Of(value)));
    }
}
