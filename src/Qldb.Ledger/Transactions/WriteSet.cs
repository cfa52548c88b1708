using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>The documents that a transaction has changed, in the order of the first change of each.</summary>
/// <remarks>Copied before it is changed whenever somebody still looks at it: a result that is being paged through, or a statement that may have to be undone.</remarks>
internal sealed class WriteSet
{
    // Fewer are found sooner by looking at each.
    private const int PositionsFrom = 8;

    private readonly List<PendingWrite> _writes = [];
    private Dictionary<QldbId, int>? _positions;
    private long _size;
    private bool _isShared;

    /// <summary>What each document counts beside its content towards the size of a transaction.</summary>
    public const int MetadataSize = 256;

    /// <summary>Gets the set of a transaction that has changed nothing.</summary>
    public static WriteSet Empty { get; } = new() { _isShared = true };

    public int Count => _writes.Count;

    /// <summary>Gets whether nothing remains of the changes.</summary>
    public bool ChangesNothing => RevisionCount == 0;

    /// <summary>Gets how many revisions the changes are: what came and went leaves none.</summary>
    public int RevisionCount
    {
        get
        {
            var count = 0;
            foreach (var write in _writes)
            {
                count += write.IsNothing ? 0 : 1;
            }

            return count;
        }
    }

    /// <summary>Gets the size of all changes in bytes.</summary>
    public long Size => _size;

    public List<PendingWrite> Writes => _writes;

    public PendingWrite? Find(QldbId documentId) => PositionOf(documentId) is >= 0 and var position ? _writes[position] : null;

    /// <summary>This set as it is now, for somebody who keeps looking at it.</summary>
    public WriteSet Share()
    {
        if (Count == 0)
        {
            return Empty;
        }

        _isShared = true;
        return this;
    }

    /// <summary>The set with one change, which is this one unless it is shared.</summary>
    public WriteSet With(PendingWrite write)
    {
        var target = _isShared ? Clone() : this;
        target.Put(write);
        return target;
    }

    /// <summary>Forgets all changes, for the next transaction.</summary>
    public void Clear()
    {
        _writes.Clear();
        (_positions, _size, _isShared) = (null, 0, false);
    }

    private void Put(PendingWrite write)
    {
        if (PositionOf(write.DocumentId) is >= 0 and var position)
        {
            _size += write.Size - _writes[position].Size;
            _writes[position] = write;
            return;
        }

        _writes.Add(write);
        _size += write.Size + MetadataSize;
        _positions?.Add(write.DocumentId, _writes.Count - 1);
        if (_positions is null && _writes.Count == PositionsFrom)
        {
            _positions = _writes.Select((known, position) => (known.DocumentId, position)).ToDictionary();
        }
    }

    private int PositionOf(QldbId documentId)
    {
        if (_positions is not null)
        {
            return _positions.TryGetValue(documentId, out var position) ? position : -1;
        }

        for (var i = 0; i < _writes.Count; i++)
        {
            if (_writes[i].DocumentId == documentId)
            {
                return i;
            }
        }

        return -1;
    }

    private WriteSet Clone()
    {
        var clone = new WriteSet();
        foreach (var write in _writes)
        {
            clone.Put(write);
        }

        return clone;
    }
}
