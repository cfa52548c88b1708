using System.Numerics;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Verification;

/// <summary>
/// The digest of a growing journal: one pending root for each set bit of the number of blocks. Adding a block is O(1) on average, the digest O(log n).
/// </summary>
internal sealed class MerkleAccumulator
{
    // _roots[k] is the root of 2^k blocks where bit k of _count is set, and stale where it is not.
    private readonly QldbHash[] _roots = new QldbHash[63];
    private long _count;

    public long Count => _count;

    /// <summary>Picks up where a store's journal ends.</summary>
    public static MerkleAccumulator Load(IStoreReader reader)
    {
        var accumulator = new MerkleAccumulator { _count = reader.AsOf + 1 };
        for (var level = 0; accumulator._count >> level > 0; level++)
        {
            if ((accumulator._count >> level & 1) == 1)
            {
                var index = (accumulator._count >> level) - 1;
                if (!reader.TryGetMerkleNode(level, index, out accumulator._roots[level]))
                {
                    throw new StoreException($"The digest tree of the journal lacks node {index} of level {level} below block {reader.AsOf}: the store is damaged.");
                }
            }
        }

        return accumulator;
    }

    /// <summary>Adds a block, and gives the nodes of level 1 and above that it completed, lower levels first.</summary>
    public MerkleNode[] Add(QldbHash blockHash)
    {
        var levels = BitOperations.TrailingZeroCount(_count + 1);
        var completed = levels == 0 ? [] : new MerkleNode[levels];
        var hash = blockHash;
        for (var level = 0; level < levels; level++)
        {
            hash = JournalHash.Dot(_roots[level], hash);
            completed[level] = new MerkleNode(level + 1, _count >> (level + 1), hash);
        }

        _roots[levels] = hash;
        _count++;
        return completed;
    }

    /// <summary>Adds blocks, joining side by side what is on one level, and tells which nodes they completed, lower levels first.</summary>
    public void AddAll(ReadOnlySpan<QldbHash> blockHashes, ICollection<MerkleNode> completed)
    {
        var nodes = blockHashes.ToArray();
        var first = _count;
        _count += blockHashes.Length;
        for (var level = 0; nodes.Length > 0; level++)
        {
            if ((first & 1) == 1)
            {
                // The left half of the first pair waits since earlier.
                nodes = [_roots[level], .. nodes];
                first--;
            }

            if (nodes.Length % 2 == 1)
            {
                _roots[level] = nodes[^1];
            }

            nodes = JoinPairs(nodes);
            first /= 2;
            for (var i = 0; i < nodes.Length; i++)
            {
                completed.Add(new MerkleNode(level + 1, first + i, nodes[i]));
            }
        }
    }

    /// <summary>The digest over all blocks added; empty when there are none.</summary>
    public QldbHash Root()
    {
        var root = QldbHash.Empty;
        for (var level = 0; _count >> level > 0; level++)
        {
            if ((_count >> level & 1) == 1)
            {
                root = JournalHash.Dot(_roots[level], root);
            }
        }

        return root;
    }

    private static QldbHash[] JoinPairs(QldbHash[] nodes)
    {
        var (left, right) = (new QldbHash[nodes.Length / 2], new QldbHash[nodes.Length / 2]);
        for (var i = 0; i < left.Length; i++)
        {
            (left[i], right[i]) = (nodes[2 * i], nodes[(2 * i) + 1]);
        }

        JournalHash.DotAll(left, right, left);
        return left;
    }

    public MerkleAccumulator Clone()
    {
        var clone = new MerkleAccumulator { _count = _count };
        _roots.CopyTo(clone._roots, 0);
        return clone;
    }
}
