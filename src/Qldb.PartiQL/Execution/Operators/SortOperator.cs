using System.Collections.Immutable;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>Sorts rows, keeping the order of those that are level.</summary>
internal sealed class SortOperator(
    RowOperator input, ImmutableArray<BoundSortKey> keys, ImmutableArray<Evaluator> evaluators, int firstSlot, int endSlot) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        var rows = new List<(Value[] Keys, Value[] Slots)>();
        foreach (var row in input.Rows(frame))
        {
            Value[] sortKeys = [.. evaluators.Select(evaluator => evaluator.Evaluate(row).Alone())];
            var slots = KeptRow.Of(row.Slots.AsSpan(firstSlot..endSlot));
            frame.Memory.Take(KeptRow.FootprintOf(sortKeys) + KeptRow.FootprintOf(slots), "to sort its rows");
            rows.Add((sortKeys, slots));
        }

        foreach (var row in rows.OrderBy(static row => row.Keys, Comparer<Value[]>.Create(Compare)))
        {
            frame.ThrowIfOver();
            row.Slots.CopyTo(frame.Slots, firstSlot);
            yield return frame;
        }
    }

    private int Compare(Value[]? left, Value[]? right)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var order = Compare(keys[i], left![i], right![i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(BoundSortKey key, in Value left, in Value right)
    {
        if (left.IsUnknown || right.IsUnknown)
        {
            var unknownLast = left.IsUnknown.CompareTo(right.IsUnknown);
            return key.NullsFirst ? -unknownLast : unknownLast;
        }

        var order = Ordering.CompareAny(left, right);
        return key.IsDescending ? -order : order;
    }
}
