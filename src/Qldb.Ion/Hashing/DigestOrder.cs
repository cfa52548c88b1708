namespace Qldb.Ion;

/// <summary>The order of field hashes within a struct: unsigned bytes from the first. The dot operator has another.</summary>
internal sealed class DigestOrder : IComparer<Digest>
{
    public static readonly DigestOrder Instance = new();

    public int Compare(Digest x, Digest y) => ((ReadOnlySpan<byte>)x).SequenceCompareTo(y);
}
