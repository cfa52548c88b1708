using Qldb.Ion;

namespace Qldb.Ledger.Journal;

/// <summary>Pairs of hashes, none of which waits for another: gathered, then joined side by side. Used again and again by one thread at a time.</summary>
internal sealed class HashPairs
{
    private QldbHash[] _left = new QldbHash[16];
    private QldbHash[] _right = new QldbHash[16];
    private int _next;

    public int Count { get; private set; }

    public void Add(in QldbHash left, in QldbHash right)
    {
        if (Count == _left.Length)
        {
            Array.Resize(ref _left, Count * 2);
            Array.Resize(ref _right, Count * 2);
        }

        (_left[Count], _right[Count]) = (left, right);
        Count++;
    }

    /// <summary>Joins all as the journal does; <see cref="Take"/> gives the results.</summary>
    public void Join()
    {
        JournalHash.DotAll(_left.AsSpan(0, Count), _right.AsSpan(0, Count), _left.AsSpan(0, Count));
        StartTaking();
    }

    /// <summary>Joins all as the drivers do; <see cref="Take"/> gives the results.</summary>
    public void JoinAsDriver()
    {
        QldbHash.DotAll(_left.AsSpan(0, Count), _right.AsSpan(0, Count), _left.AsSpan(0, Count));
        StartTaking();
    }

    /// <summary>The next result, in the order in which the pairs were added. What comes after the last one is a new set of pairs.</summary>
    public QldbHash Take() => _left[_next++];

    private void StartTaking() => (_next, Count) = (0, 0);
}
