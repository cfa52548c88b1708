using Qldb.Ion;

namespace Qldb.Tool.Ledgers;

/// <summary>The digest of a journal whose blocks come one after the other: one pending root for each set bit of their number (journal-format, digest).</summary>
internal sealed class DigestFold
{
    private readonly Stack<(int Level, QldbHash Root)> _pending = new();

    public long Count { get; private set; }

    public void Add(QldbHash blockHash)
    {
        var level = 0;
        for (; _pending.TryPeek(out var left) && left.Level == level; level++)
        {
            blockHash = JournalHash.Dot(_pending.Pop().Root, blockHash);
        }

        _pending.Push((level, blockHash));
        Count++;
    }

    /// <summary>The digest over all blocks added; empty when there are none.</summary>
    public QldbHash Root() => _pending.Aggregate(QldbHash.Empty, (right, left) => JournalHash.Dot(left.Root, right));
}
