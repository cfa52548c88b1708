using System.Buffers;
using System.Collections.Immutable;
using Qldb.PartiQL.Binding;
using Qldb.PartiQL.Execution.Evaluators;
using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>Makes one row of each group; without keys, one row of everything, even of nothing.</summary>
internal sealed class AggregateOperator(
    RowOperator input,
    BoundGrouping grouping,
    ImmutableArray<Evaluator> keys,
    ImmutableArray<Evaluator?> arguments,
    ImmutableArray<BoundNames> sources) : RowOperator
{
    public override IEnumerable<Frame> Rows(Frame frame)
    {
        var groups = new Dictionary<ReadOnlyMemory<byte>, Group>(KeyComparer.Instance);
        var inOrder = new List<Group>();
        if (grouping.IsImplicit)
        {
            inOrder.Add(new Group([], grouping, frame.Memory));
        }

        foreach (var row in input.Rows(frame))
        {
            Add(row, GroupOf(row, groups, inOrder));
        }

        foreach (var group in inOrder)
        {
            group.CopyTo(frame, grouping);
            yield return frame;
        }
    }

    private Group GroupOf(Frame row, Dictionary<ReadOnlyMemory<byte>, Group> groups, List<Group> inOrder)
    {
        if (grouping.IsImplicit)
        {
            return inOrder[0];
        }

        var values = new Value[keys.Length];
        var output = new ArrayBufferWriter<byte>(64);
        for (var i = 0; i < values.Length; i++)
        {
            // NULL and MISSING are one group.
            var value = keys[i].Evaluate(row);
            values[i] = value.IsUnknown ? Value.Null : value.Alone();
            CanonicalKey.Write(values[i], output);
        }

        if (!groups.TryGetValue(output.WrittenMemory, out var group))
        {
            row.Memory.Take(KeptRow.FootprintOf(values) + output.WrittenCount + (Value.Overhead * (2 + arguments.Length)), "to group its rows");
            groups.Add(output.WrittenMemory, group = new Group(values, grouping, row.Memory));
            inOrder.Add(group);
        }

        return group;
    }

    private void Add(Frame row, Group group)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i]?.Evaluate(row) ?? Value.True;
            try
            {
                group.Accumulators[i].Add(value);
            }
            catch (ValueException exception)
            {
                throw row.Error(grouping.Aggregates[i].Span, exception.Message, exception);
            }
        }

        if (group.Rows is not null)
        {
            var member = MemberOf(row);
            row.Memory.Take(member.Footprint, "to keep the rows of its groups");
            group.Rows.Add(member);
        }
    }

    private Value MemberOf(Frame row) => Value.OfStruct(
    [
        .. sources
            .Where(source => source.Alias is not null && !row.Slots[source.Slot].IsMissing)
            .Select(source => new ValueField(source.Alias, row.Slots[source.Slot].Alone())),
    ]);

    private sealed class Group(Value[] keys, BoundGrouping grouping, MemoryBudget memory)
    {
        public Accumulator[] Accumulators { get; } = [.. grouping.Aggregates.Select(aggregate => Accumulator.Of(aggregate, memory))];

        public List<Value>? Rows { get; } = grouping.GroupAs is null ? null : [];

        public void CopyTo(Frame frame, BoundGrouping grouping)
        {
            for (var i = 0; i < keys.Length; i++)
            {
                frame.Slots[grouping.Keys[i].Slot] = keys[i];
            }

            for (var i = 0; i < Accumulators.Length; i++)
            {
                frame.Slots[grouping.Aggregates[i].Slot] = Accumulators[i].Result;
            }

            if (grouping.GroupAs is { } groupAs)
            {
                frame.Slots[groupAs.Slot] = Value.OfBag([.. Rows!]);
            }
        }
    }
}
