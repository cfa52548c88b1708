using Qldb.Ion;

namespace Qldb.PartiQL.Values;

/// <summary>
/// How deep and how large a computed container is. Statements can put one container around another many times over, and the same one into another many
/// times over, so both are known before anybody walks through it.
/// </summary>
internal readonly record struct Shape
{
    // What a document can nest; documents within a computed value add as much again.
    private const int MaxDepth = IonLimits.MaxDepth;
    private const long MaxFootprint = 64 * 1024 * 1024;
    private const int DepthBits = 8;

    private Shape(long footprint, int depth) => Bits = (footprint << DepthBits) | (long)depth;

    private Shape(long bits) => Bits = bits;

    public long Bits { get; }

    public int Depth => (int)(Bits & ((1 << DepthBits) - 1));

    /// <summary>The bytes it takes, what is shared counted as often as it is there.</summary>
    public long Footprint => Bits >> DepthBits;

    public static Shape OfBits(long bits) => new(bits);

    public static Shape Of(Value[] items)
    {
        var (footprint, depth) = (0L, 0);
        foreach (ref readonly var item in items.AsSpan())
        {
            footprint += item.Footprint;
            depth = Math.Max(depth, item.Depth);
        }

        return Around(footprint, depth);
    }

    public static Shape Of(ValueField[] fields)
    {
        var (footprint, depth) = (0L, 0);
        foreach (ref readonly var field in fields.AsSpan())
        {
            footprint += field.Value.Footprint + sizeof(long);
            depth = Math.Max(depth, field.Value.Depth);
        }

        return Around(footprint, depth);
    }

    private static Shape Around(long footprint, int depth)
    {
        if (depth >= MaxDepth)
        {
            throw new PartiQLException(PartiQLStage.Limit, $"Limit Error: a computed value nests more than {MaxDepth} containers");
        }

        footprint += Value.Overhead;
        return footprint <= MaxFootprint
            ? new Shape(footprint, depth + 1)
            : throw new PartiQLException(PartiQLStage.Limit, $"Limit Error: a computed value takes more than {MaxFootprint} bytes");
    }
}
