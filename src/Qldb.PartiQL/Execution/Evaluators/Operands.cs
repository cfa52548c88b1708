using System.Collections.Immutable;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Evaluators;

internal sealed class ConstantEvaluator(Value value) : Evaluator
{
    public override Value Evaluate(Frame frame) => value;
}

internal sealed class ParameterEvaluator(int index) : Evaluator
{
    public override Value Evaluate(Frame frame) => frame.Parameter(index);
}

internal sealed class SlotEvaluator(int slot) : Evaluator
{
    public override Value Evaluate(Frame frame) => frame.Slots[slot];
}

/// <summary>An unqualified name among several sources: the first that has the field gives the value.</summary>
internal sealed class NameEvaluator(string name, ImmutableArray<int> slots) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        foreach (var slot in slots)
        {
            var value = frame.Slots[slot].Field(name);
            if (!value.IsMissing)
            {
                return value;
            }
        }

        return Value.Missing;
    }
}

/// <summary>The commonest path: one field of one source.</summary>
internal sealed class FieldEvaluator(int slot, string name) : Evaluator
{
    public override Value Evaluate(Frame frame) => frame.Slots[slot].Field(name);
}

internal sealed class PathEvaluator(Evaluator root, ImmutableArray<EvaluatorStep> steps) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var value = root.Evaluate(frame);
        foreach (var step in steps)
        {
            value = step.Field is { } field ? value.Field(field) : value.At(step.Key!.Evaluate(frame));
        }

        return value;
    }
}

/// <summary>A fixed field name, or a key to compute.</summary>
internal readonly record struct EvaluatorStep(string? Field, Evaluator? Key);

/// <summary>Fields whose value is MISSING are left out, and so is a field whose name is unknown.</summary>
internal sealed class StructEvaluator(SourceSpan span, ImmutableArray<(Evaluator Name, Evaluator Value)> fields) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var result = new List<ValueField>(fields.Length);
        foreach (var field in fields)
        {
            var name = field.Name.Evaluate(frame);
            var value = field.Value.Evaluate(frame);
            if (!name.IsText && !name.IsUnknown)
            {
                throw frame.Error(span, $"the name of a field must be text, and is {name.Kind.ToString().ToLowerInvariant()}");
            }

            if (name.IsText && !value.IsMissing)
            {
                result.Add(new ValueField(name.TextOrNull, value));
            }
        }

        return Value.OfStruct([.. result]);
    }
}

internal sealed class CollectionEvaluator(bool isBag, ImmutableArray<Evaluator> items) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        var values = new Value[items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items[i].Evaluate(frame);
        }

        return isBag ? Value.OfBag(values) : Value.OfList(values);
    }
}

/// <summary>A query as a value.</summary>
internal sealed class SubqueryEvaluator(Operators.QueryOperator query) : Evaluator
{
    // Its latest value counts; the one before it is somebody else's by now, or nobody's.
    public override Value Evaluate(Frame frame)
    {
        var (results, footprint) = (new List<Value>(), 0L);
        foreach (var result in query.Results(frame))
        {
            var kept = result.Alone();
            footprint += kept.Footprint;
            frame.Memory.Hold(this, footprint, "for the value of an inner query");
            results.Add(kept);
        }

        return Value.OfBag([.. results]);
    }
}

/// <summary>The first branch whose condition is true.</summary>
internal sealed class CaseEvaluator(ImmutableArray<(Evaluator When, Evaluator Then)> branches, Evaluator? otherwise) : Evaluator
{
    public override Value Evaluate(Frame frame)
    {
        foreach (var branch in branches)
        {
            if (branch.When.Evaluate(frame).IsTrue)
            {
                return branch.Then.Evaluate(frame);
            }
        }

        return otherwise?.Evaluate(frame) ?? Value.Null;
    }
}
