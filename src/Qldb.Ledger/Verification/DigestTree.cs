using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// The tree over the block hashes up to a tip. Full subtrees never change and are stored; what is not full yet lies on the right edge and is joined from
/// those. So digests and proofs, also for old tips, cost O(log n) reads.
/// </summary>
internal sealed class DigestTree(IStoreReader reader, long leafCount)
{
    public QldbHash Root()
    {
        var root = QldbHash.Empty;
        for (var level = 0; leafCount >> level > 0; level++)
        {
            if ((leafCount >> level & 1) == 1)
            {
                root = JournalHash.Dot(FullNode(level, (leafCount >> level) - 1), root);
            }
        }

        return root;
    }

    /// <summary>The siblings on the way from a block to the root (journal-and-verification 8.2).</summary>
    public IEnumerable<QldbHash> Path(long leaf)
    {
        var (index, count) = (leaf, leafCount);
        for (var level = 0; count > 1; level++)
        {
            var sibling = index ^ 1;
            if (sibling < count)
            {
                yield return Node(level, sibling);
            }

            index /= 2;
            count = (count + 1) / 2;
        }
    }

    private QldbHash Node(int level, long index)
    {
        if ((index + 1) << level <= leafCount)
        {
            return FullNode(level, index);
        }

        // The last node of its level: its left child is full unless it is the only one.
        var right = (2 * index) + 1;
        return right << (level - 1) < leafCount ? JournalHash.Dot(Node(level - 1, right - 1), Node(level - 1, right)) : Node(level - 1, right - 1);
    }

    private QldbHash FullNode(int level, long index)
        => reader.TryGetMerkleNode(level, index, out var hash)
            ? hash
            : throw new StoreException($"The digest tree of the journal lacks node {index} of level {level}: the store is damaged.");
}
