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

/// <summary>
/// Keeps the inner side's rows by the key of the join and looks each outer row up in them. An inner side larger than the join may hold is kept block by
/// block: the outer side is then read again for each block.
/// </summary>
internal sealed class HashJoinOperator(
    RowOperator outer,
    RowOperator inner,
    BoundNames innerNames,
    ImmutableArray<Evaluator> outerKeys,
    ImmutableArray<Evaluator> innerKeys) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        IEnumerator<Frame>? innerRows = null;
        try
        {
            Block block = default;
            do
            {
                var hasBlock = false;
                foreach (var outerRow in outer.Rows(frame))
                {
                    if (!hasBlock)
                    {
                        // Not before there is an outer row: without one the inner side need not be read.
                        innerRows ??= inner.Rows(frame).GetEnumerator();
                        block = NextBlock(frame, innerRows);
                        hasBlock = true;
                    }

                    if (RowKey.Of(outerKeys, outerRow) is not { } key || !block.Rows.TryGetValue(key, out var matches))
                    {
                        continue;
                    }

                    foreach (var match in matches)
                    {
                        frame.ThrowIfOver();
                        match.CopyTo(frame.Slots, innerNames.Slot);
                        yield return frame;
                    }
                }
            }
            while (block.IsFull);
        }
        finally
        {
            innerRows?.Dispose();
        }
    }

    private Block NextBlock(Frame frame, IEnumerator<Frame> innerRows)
    {
        var rows = new Dictionary<ReadOnlyMemory<byte>, List<Value[]>>(KeyComparer.Instance);
        var footprint = 0L;
        while (innerRows.MoveNext())
        {
            if (RowKey.Of(innerKeys, innerRows.Current) is not { } key)
            {
                continue;
            }

            if (!rows.TryGetValue(key, out var sameKey))
            {
                rows.Add(key, sameKey = []);
                footprint += key.Length + (2 * Value.Overhead);
            }

            var row = KeptRow.Of(frame.Slots.AsSpan(innerNames.Slot..innerNames.EndSlot));
            footprint += KeptRow.FootprintOf(row);
            sameKey.Add(row);
            if (footprint >= frame.Memory.JoinShare)
            {
                return new Block(rows, IsFull: true);
            }
        }

        return new Block(rows, IsFull: false);
    }

    private readonly record struct Block(Dictionary<ReadOnlyMemory<byte>, List<Value[]>> Rows, bool IsFull);
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
