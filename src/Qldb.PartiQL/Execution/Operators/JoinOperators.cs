using System.Collections.Immutable;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

internal sealed class FilterOperator(RowOperator input, ImmutableArray<Evaluator> conditions) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        foreach (var row in input.Rows(frame))
        {
            if (Keeps(row))
            {
                yield return row;
            }
        }
    }

    private bool Keeps(Frame row)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Evaluate(row).IsTrue)
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed class NestedLoopOperator(RowOperator outer, RowOperator inner) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        foreach (var outerRow in outer.Rows(frame))
        {
            foreach (var row in inner.Rows(outerRow))
            {
                yield return row;
            }
        }
    }
}

/// <summary>An outer row without inner rows is kept, with the inner source NULL, and its position and document id MISSING.</summary>
internal sealed class LeftJoinOperator(RowOperator outer, RowOperator inner, BoundNames innerNames) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        foreach (var outerRow in outer.Rows(frame))
        {
            var isMatched = false;
            foreach (var row in inner.Rows(outerRow))
            {
                isMatched = true;
                yield return row;
            }

            if (!isMatched)
            {
                frame.Slots.AsSpan(innerNames.Slot, innerNames.EndSlot - innerNames.Slot).Clear();
                frame.Slots[innerNames.Slot] = Value.Null;
                yield return frame;
            }
        }
    }
}

/// <summary>Reads the inner side once, when the first outer row is there, and keeps its rows by the key of the join.</summary>
internal sealed class HashJoinOperator(
    RowOperator outer,
    RowOperator inner,
    BoundNames innerNames,
    ImmutableArray<Evaluator> outerKeys,
    ImmutableArray<Evaluator> innerKeys) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        Dictionary<ReadOnlyMemory<byte>, List<Value[]>>? table = null;
        foreach (var outerRow in outer.Rows(frame))
        {
            table ??= Build(frame);
            if (RowKey.Of(outerKeys, outerRow) is not { } key || !table.TryGetValue(key, out var matches))
            {
                continue;
            }

            foreach (var match in matches)
            {
                frame.CheckCancellation();
                match.CopyTo(frame.Slots, innerNames.Slot);
                yield return frame;
            }
        }
    }

    private Dictionary<ReadOnlyMemory<byte>, List<Value[]>> Build(Frame frame)
    {
        var table = new Dictionary<ReadOnlyMemory<byte>, List<Value[]>>(KeyComparer.Instance);
        foreach (var row in inner.Rows(frame))
        {
            if (RowKey.Of(innerKeys, row) is not { } key)
            {
                continue;
            }

            if (!table.TryGetValue(key, out var rows))
            {
                table.Add(key, rows = []);
            }

            rows.Add(row.Slots[innerNames.Slot..innerNames.EndSlot]);
        }

        return table;
    }
}

/// <summary>Several values as one canonical key.</summary>
internal static class RowKey
{
    /// <summary>The key, or null where a value is unknown and so equal to nothing.</summary>
    public static ReadOnlyMemory<byte>? Of(ImmutableArray<Evaluator> parts, Frame row)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(64);
        foreach (var part in parts)
        {
            var value = part.Evaluate(row);
            if (value.IsUnknown)
            {
                return null;
            }

            CanonicalKey.Write(value, output);
        }

        return output.WrittenMemory;
    }
}
