using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>Dots that do not depend on each other, hashed side by side.</summary>
internal static class DotBatch
{
    private const int Blocks = 2;
    private const int MessageSize = Blocks * Sha256Lanes.BlockSize;

    /// <summary>Joins pairs that stand in two lists.</summary>
    public static void Join(
        ReadOnlySpan<QldbHash> left, ReadOnlySpan<QldbHash> right, Span<QldbHash> results, Func<QldbHash, QldbHash, QldbHash> dot)
    {
        if (left.Length != right.Length || left.Length != results.Length)
            throw new ArgumentException($"{left.Length} and {right.Length} hashes make no pairs for {results.Length} results");
        Join(left, right, stride: 1, results, dot);
    }

    /// <param name="left">One of each pair, at every multiple of the stride.</param>
    /// <param name="right">The other.</param>
    /// <param name="stride">From one pair to the next.</param>
    /// <param name="results">Takes the dots; never ahead of the pairs where it overlaps with them.</param>
    /// <param name="dot">The operator; it is asked where one is empty, as only there the operators differ.</param>
    [SkipLocalsInit]
    public static void Join(
        ReadOnlySpan<QldbHash> left, ReadOnlySpan<QldbHash> right, int stride, Span<QldbHash> results, Func<QldbHash, QldbHash, QldbHash> dot)
    {
        Span<byte> padded = stackalloc byte[Sha256Lanes.MaxMessages * MessageSize];
        Span<int> places = stackalloc int[Sha256Lanes.MaxMessages];
        var count = 0;
        for (var i = 0; i < results.Length; i++)
        {
            var (a, b) = (left[i * stride], right[i * stride]);
            if (a.IsEmpty || b.IsEmpty || results.Length == 1)
            {
                results[i] = dot(a, b);
                continue;
            }

            var message = padded.Slice(count * MessageSize, MessageSize);
            Sha256Lanes.Pad(message, DotOrder.Concatenate(a, b, message));
            places[count++] = i;
            if (count == Sha256Lanes.MaxMessages)
                Hash(padded, places, results, ref count);
        }

        Hash(padded, places, results, ref count);
    }

    [SkipLocalsInit]
    private static void Hash(ReadOnlySpan<byte> padded, ReadOnlySpan<int> places, Span<QldbHash> results, ref int count)
    {
        if (count == 0)
            return;
        Span<Digest> digests = stackalloc Digest[Sha256Lanes.MaxMessages];
        Sha256Lanes.Hash(padded, Blocks, digests[..count]);
        for (var i = 0; i < count; i++)
            results[places[i]] = new QldbHash(digests[i]);
        count = 0;
    }
}
