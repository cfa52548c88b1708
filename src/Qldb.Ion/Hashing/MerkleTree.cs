namespace Qldb.Ion;

/// <summary>The tree that binds all blocks of a journal, or all hashes of a block, into one hash.</summary>
public static class MerkleTree
{
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
        var count = Join(leaves, level);
        while (count > 1)
            count = Join(level.AsSpan(0, count), level);
        return level[0];
    }

    /// <summary>Joins neighbours; source and target may overlap, as a target is never ahead of its sources.</summary>
    private static int Join(ReadOnlySpan<QldbHash> source, Span<QldbHash> target)
    {
        var pairs = source.Length / 2;
        DotBatch.Join(source, source[1..], stride: 2, target[..pairs], JournalHash.Dot);
        if (source.Length % 2 == 1)
            target[pairs] = source[^1];
        return (source.Length + 1) / 2;
    }
}
