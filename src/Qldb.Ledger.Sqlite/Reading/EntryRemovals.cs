using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>Up to which block index entries may have gone: a reader as of it or later finds all that it can see among the current entries. Thread-safe.</summary>
/// <param name="tip">The last block of the store when it was opened; what went before is not told apart.</param>
internal sealed class EntryRemovals(long tip)
{
    private long _last = tip;

    /// <summary>Tells of removals before they are made.</summary>
    public void Announce(IReadOnlyList<BlockWrite> blocks)
    {
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (RemovesEntries(blocks[i]))
            {
                Volatile.Write(ref _last, blocks[i].Block.SequenceNo);
                return;
            }
        }
    }

    /// <summary>
    /// Whether entries may have gone that a reader should see. It asks after it has read the current entries: had one of them gone before that, then the
    /// announcement came even earlier.
    /// </summary>
    public bool MayConcern(long asOf) => Volatile.Read(ref _last) > asOf;

    private static bool RemovesEntries(BlockWrite block)
    {
        for (var i = 0; i < block.IndexChanges.Count; i++)
        {
            if (block.IndexChanges[i].Kind == IndexChangeKind.Removed)
            {
                return true;
            }
        }

        return false;
    }
}
