namespace Qldb.PartiQL.Values;

/// <summary>Compares canonical keys by their bytes.</summary>
internal sealed class KeyComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static KeyComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> key)
    {
        var hash = default(HashCode);
        hash.AddBytes(key.Span);
        return hash.ToHashCode();
    }
}
