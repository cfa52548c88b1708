using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Writing;

/// <summary>What the caller of an append has to keep, checked before anything is written. Rows are found again by these numbers alone.</summary>
internal static class AppendRules
{
    public static void ThrowIfBroken(IReadOnlyList<BlockWrite> blocks, long tip)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count == 0)
        {
            throw new ArgumentException("There is no block to append.", nameof(blocks));
        }

        for (var i = 0; i < blocks.Count; i++)
        {
            var sequenceNo = blocks[i].Block.SequenceNo;
            if (sequenceNo != tip + 1 + i)
            {
                throw new ArgumentException($"Block {sequenceNo} does not continue the journal: the next block is {tip + 1 + i}.", nameof(blocks));
            }

            ThrowIfBroken(blocks[i], sequenceNo);
        }
    }

    private static void ThrowIfBroken(BlockWrite write, long sequenceNo)
    {
        if (write.Revisions.Count > LedgerSchema.RevisionsPerBlockMax)
        {
            throw new ArgumentException($"Block {sequenceNo} has {write.Revisions.Count} revisions; a block holds up to {LedgerSchema.RevisionsPerBlockMax}.", nameof(write));
        }

        for (var i = 0; i < write.Revisions.Count; i++)
        {
            var revision = write.Revisions[i];
            if (revision.SequenceNo != sequenceNo || revision.Ordinal != i)
            {
                throw new ArgumentException($"Revision {i} of block {sequenceNo} says that it is revision {revision.Ordinal} of block {revision.SequenceNo}.", nameof(write));
            }
        }

        for (var i = 0; i < write.MerkleNodes.Count; i++)
        {
            var node = write.MerkleNodes[i];
            if (node.Level != i + 1 || ((node.Index + 1) << node.Level) - 1 != sequenceNo)
            {
                throw new ArgumentException($"Node {node.Index} of level {node.Level} of the digest tree is not node {i} that block {sequenceNo} completes.", nameof(write));
            }
        }
    }
}
