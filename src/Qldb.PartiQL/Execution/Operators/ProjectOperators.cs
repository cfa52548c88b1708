using System.Collections.Immutable;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Diagnostics;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary><c>SELECT VALUE x</c>.</summary>
internal sealed class ValueOperator(RowOperator input, Evaluator value) : QueryOperator
{
    public override IEnumerable<Value> Results(Frame frame)
    {
        foreach (var row in input.Rows(frame))
        {
            yield return value.Evaluate(row);
        }
    }
}

/// <summary><c>SELECT a, b AS c, d.*</c>: a struct of each row, without the items that are MISSING.</summary>
internal sealed class ProjectOperator(RowOperator input, ImmutableArray<ProjectItem> items) : QueryOperator
{
    public override IEnumerable<Value> Results(Frame frame)
    {
        foreach (var row in input.Rows(frame))
        {
            yield return Project(row);
        }
    }

    private Value Project(Frame row)
    {
        var fields = new List<ValueField>(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var value = items[i].Value.Evaluate(row);
            if (items[i].Name is not { } name)
            {
                AllFields.AddTo(fields, value, i);
            }
            else if (!value.IsMissing)
            {
                fields.Add(new ValueField(name, value));
            }
        }

        return Value.OfStruct([.. fields]);
    }
}

/// <summary>A field of the result; without a name all fields of the value.</summary>
internal readonly record struct ProjectItem(string? Name, Evaluator Value);

/// <summary>
/// <c>SELECT *</c>: the fields of all sources in one struct. The names that AT and BY give are fields too (partiql-dialect, section
/// 1.4: programs depend on finding the document id there).
/// </summary>
internal sealed class ProjectAllOperator(RowOperator input, ImmutableArray<BoundNames> sources) : QueryOperator
{
    public override IEnumerable<Value> Results(Frame frame)
    {
        foreach (var row in input.Rows(frame))
        {
            yield return Project(row);
        }
    }

    private Value Project(Frame row)
    {
        // The document itself is the result: nothing to build.
        if (sources is [{ At: null, By: null } only] && row.Slots[only.Slot] is { Kind: ValueKind.Struct, Source.HasAnnotations: false } document)
        {
            return document;
        }

        var fields = new List<ValueField>();
        for (var i = 0; i < sources.Length; i++)
        {
            var names = sources[i];
            AllFields.AddTo(fields, row.Slots[names.Slot], i);
            Add(fields, names.At, names.AtSlot, row);
            Add(fields, names.By, names.BySlot, row);
        }

        return Value.OfStruct([.. fields]);
    }

    private static void Add(List<ValueField> fields, string? name, int? slot, Frame row)
    {
        if (name is not null && slot is { } number && !row.Slots[number].IsMissing)
        {
            fields.Add(new ValueField(name, row.Slots[number]));
        }
    }
}

/// <summary>What <c>*</c> makes of one value.</summary>
internal static class AllFields
{
    /// <summary>The fields of a struct; anything else becomes a field <c>_n</c>, n being its position from 1.</summary>
    public static void AddTo(List<ValueField> fields, in Value value, int index)
    {
        if (value.Kind == ValueKind.Struct)
        {
            fields.AddRange(value.Fields);
        }
        else if (!value.IsMissing)
        {
            fields.Add(new ValueField($"_{index + 1}", value));
        }
    }
}

/// <summary>Keeps the first of equal results.</summary>
internal sealed class DistinctOperator(QueryOperator input) : QueryOperator
{
    public override IEnumerable<Value> Results(Frame frame)
    {
        var seen = new HashSet<ReadOnlyMemory<byte>>(KeyComparer.Instance);
        foreach (var result in input.Results(frame))
        {
            var key = CanonicalKey.Of(result);
            if (seen.Add(key))
            {
                frame.Memory.Take(Value.Overhead + key.Length, "to tell its results apart");
                yield return result;
            }
        }
    }
}

internal sealed class LimitOperator(QueryOperator input, SourceSpan span, Evaluator? limit, Evaluator? offset) : QueryOperator
{
    public override IEnumerable<Value> Results(Frame frame)
    {
        var skipped = CountOf(offset, frame) ?? 0;
        var left = CountOf(limit, frame) ?? long.MaxValue;
        if (left == 0)
        {
            yield break;
        }

        foreach (var result in input.Results(frame))
        {
            if (skipped-- > 0)
            {
                continue;
            }

            yield return result;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    private long? CountOf(Evaluator? evaluator, Frame frame)
    {
        if (evaluator is null)
        {
            return null;
        }

        var value = evaluator.Evaluate(frame);
        return value.Kind == ValueKind.Integer && value.Integer.Sign >= 0
            ? value.TryGetInt64(out var count) ? count : long.MaxValue
            : throw frame.Error(span, $"LIMIT and OFFSET take a whole number from 0 on, and are given {value}");
    }
}
