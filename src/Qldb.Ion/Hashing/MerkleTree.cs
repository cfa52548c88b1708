namespace Qldb.Ion;

/// <summary>The tree that binds all blocks of a journal, or all hashes of a block, into one hash.</summary>
public static class MerkleTree
{
    private const int MessageSize = 2 * Sha256Lanes.BlockSize;

    /// <summary>
    /// The root over leaves: neighbours are joined with <see cref="JournalHash.Dot"/>, level by level; an odd last one moves up unchanged.
    /// </summary>
    /// <param name="leaves">The leaves, used as they are.</param>
    /// <returns>The root; the leaf itself for one leaf, the empty hash for none.</returns>
    public static QldbHash Root(ReadOnlySpan<QldbHash> leaves)
    {
        if (leaves.Length < 2)
            return leaves.IsEmpty ? QldbHash.Empty : leaves[0];
        var level = new QldbHash[(leaves.Length + 1) / 2];

        // The second block of each message is padding, and stays.
        Span<byte> padded = stackalloc byte[Sha256Lanes.MaxMessages * MessageSize];
        for (var i = 0; i < Sha256Lanes.MaxMessages; i++)
            Sha256Lanes.Pad(padded.Slice(i * MessageSize, MessageSize), 2 * QldbHash.Size);
        var count = Join(leaves, level, padded);
        while (count > 1)
            count = Join(level.AsSpan(0, count), level, padded);
        return level[0];
    }

    /// <summary>Joins neighbours; source and target may overlap, as a target is never ahead of its sources.</summary>
    private static int Join(ReadOnlySpan<QldbHash> source, Span<QldbHash> target, Span<byte> padded)
    {
        var pairs = source.Length / 2;
        for (var first = 0; first < pairs; first += Sha256Lanes.MaxMessages)
        {
            var count = Math.Min(Sha256Lanes.MaxMessages, pairs - first);
            JoinBatch(source.Slice(2 * first, 2 * count), target.Slice(first, count), padded);
        }

        if (source.Length % 2 == 1)
            target[pairs] = source[^1];
        return (source.Length + 1) / 2;
    }

    /// <summary>Joins pairs that are independent of each other, and so are hashed side by side.</summary>
    private static void JoinBatch(ReadOnlySpan<QldbHash> source, Span<QldbHash> target, Span<byte> padded)
    {
        Span<Digest> digests = stackalloc Digest[Sha256Lanes.MaxMessages];
        for (var i = 0; i < target.Length; i++)
        {
            if (source[2 * i].IsEmpty || source[2 * i + 1].IsEmpty)
            {
                JoinOneByOne(source, target);
                return;
            }

            DotOrder.Concatenate(source[2 * i], source[2 * i + 1], padded.Slice(i * MessageSize, MessageSize));
        }

        Sha256Lanes.Hash(padded, MessageSize / Sha256Lanes.BlockSize, digests[..target.Length]);
        for (var i = 0; i < target.Length; i++)
            target[i] = new QldbHash(digests[i]);
    }

    private static void JoinOneByOne(ReadOnlySpan<QldbHash> source, Span<QldbHash> target)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = JournalHash.Dot(source[2 * i], source[2 * i + 1]);
    }
}
