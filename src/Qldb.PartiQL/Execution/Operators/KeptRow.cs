using Qldb.PartiQL.Values;

namespace Qldb.PartiQL.Execution.Operators;

/// <summary>Slots that an operator keeps while the frame goes on to other rows.</summary>
internal static class KeptRow
{
    /// <summary>Copies slots, so that they hold on to nothing but themselves.</summary>
    public static Value[] Of(ReadOnlySpan<Value> slots)
    {
        var kept = new Value[slots.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = slots[i].Alone();
        }

        return kept;
    }

    public static long FootprintOf(ReadOnlySpan<Value> values)
    {
        var footprint = (long)Value.Overhead;
        foreach (ref readonly var value in values)
        {
            footprint += value.Footprint;
        }

        return footprint;
    }
}
