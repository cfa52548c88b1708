namespace Qldb.Ion;

/// <summary>The order of field hashes within a struct: unsigned bytes from the first. The dot operator has another.</summary>
internal static class DigestOrder
{
    // One delegate for good; sorting with a comparer object would make one each time.
    private static readonly Comparison<Digest> ByBytes = (x, y) => ((ReadOnlySpan<byte>)x).SequenceCompareTo(y);

    public static void Sort(Span<Digest> digests) => digests.Sort(ByBytes);
}
