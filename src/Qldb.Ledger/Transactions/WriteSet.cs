using Qldb.Ion;

namespace Qldb.Ledger.Transactions;

/// <summary>The documents that a transaction has changed, in the order of the first change of each.</summary>
/// <remarks>Copied before it is changed whenever somebody still looks at it: a result that is being paged through, or a statement that may have to be undone.</remarks>
internal sealed class WriteSet
{
    private readonly Dictionary<QldbId, int> _positions = [];
    private readonly List<PendingWrite> _writes = [];
    private long _size;
    private bool _isShared;

    /// <summary>What each document counts beside its content towards the size of a transaction.</summary>
    public const int MetadataSize = 256;

    /// <summary>Gets the set of a transaction that has changed nothing.</summary>
    public static WriteSet Empty { get; } = new WriteSet().Share();

    public int Count => _writes.Count;

    /// <summary>Gets whether nothing remains of the changes.</summary>
    public bool ChangesNothing => _writes.TrueForAll(write => write.IsNothing);

    /// <summary>Gets the size of all changes in bytes.</summary>
    public long Size => _size;

    public IReadOnlyList<PendingWrite> Writes => _writes;

    public PendingWrite? Find(QldbId documentId) => _positions.TryGetValue(documentId, out var position) ? _writes[position] : null;

    /// <summary>This set as it is now, for somebody who keeps looking at it.</summary>
    public WriteSet Share()
    {
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

    private void Put(PendingWrite write)
    {
        if (_positions.TryGetValue(write.DocumentId, out var position))
        {
            _size += write.Size - _writes[position].Size;
            _writes[position] = write;
            return;
        }

        _positions.Add(write.DocumentId, _writes.Count);
        _writes.Add(write);
        _size += write.Size + MetadataSize;
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
