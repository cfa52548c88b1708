using System.Buffers.Binary;

namespace Qldb.Ion;

/// <summary>The order of field hashes within a struct: unsigned bytes from the first. The dot operator has another.</summary>
internal static class DigestOrder
{
    /// <summary>Up to so many are ordered without being moved; their places fit a byte.</summary>
    public const int Few = 64;

    private const ulong Place = 0xFF;

    // One delegate for good; sorting with a comparer object would make one each time.
    private static readonly Comparison<Digest> ByBytes = (x, y) => ((ReadOnlySpan<byte>)x).SequenceCompareTo(y);

    public static void Sort(Span<Digest> digests) => digests.Sort(ByBytes);

    /// <summary>Orders few digests by their first seven bytes, and gives in the low byte of each key the place of the digest.</summary>
    /// <returns>False where two of them begin alike, and nothing is known.</returns>
    public static bool TryOrder(ReadOnlySpan<Digest> digests, Span<ulong> keys)
    {
        for (var i = 0; i < digests.Length; i++)
            keys[i] = BinaryPrimitives.ReadUInt64BigEndian(digests[i]) & ~Place | (uint)i;
        keys = keys[..digests.Length];
        keys.Sort();
        for (var i = 1; i < keys.Length; i++)
        {
            if ((keys[i] ^ keys[i - 1]) <= Place)
                return false;
        }

        return true;
    }
}
