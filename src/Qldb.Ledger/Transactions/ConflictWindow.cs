namespace Qldb.Ledger.Transactions;

/// <summary>
/// What was changed lately, and in which block: enough to validate every transaction that is still open. A transaction may commit when nothing that it
/// read was changed after its snapshot; it then could have run whole at the moment of its commit.
/// </summary>
/// <remarks>
/// <para>Validation against the changes since the snapshot ("backward validation", Kung and Robinson 1981).</para>
/// <para>A change that every open snapshot sees can conflict with nobody and is forgotten.</para>
/// </remarks>
internal sealed class ConflictWindow
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ConflictKey, long> _lastChange = [];
    private readonly Queue<(ConflictKey Key, long SequenceNo)> _changes = new();
    private bool _isClosed;

    /// <summary>Gets how many changes are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _changes.Count;
            }
        }
    }

    /// <summary>Tells whether nothing of what was read has changed after the snapshot.</summary>
    public bool IsCurrent(ReadSet readSet, long snapshot)
    {
        lock (_gate)
        {
            if (_changes.Count == 0)
            {
                return true;
            }

            foreach (ref readonly var key in readSet.Keys)
            {
                if (_lastChange.TryGetValue(key, out var sequenceNo) && sequenceNo > snapshot)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Notes what a block changes. From here on it counts against every other transaction, although the block is not durable yet.</summary>
    public void Add(List<ConflictKey> changed, long sequenceNo)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            foreach (var key in changed)
            {
                _lastChange[key] = sequenceNo;
                _changes.Enqueue((key, sequenceNo));
            }
        }
    }

    /// <summary>Forgets the changes up to a block that every open transaction sees.</summary>
    public void ForgetUpTo(long oldestSnapshot)
    {
        lock (_gate)
        {
            while (_changes.TryPeek(out var change) && change.SequenceNo <= oldestSnapshot)
            {
                _changes.Dequeue();
                if (_lastChange.TryGetValue(change.Key, out var last) && last == change.SequenceNo)
                {
                    _lastChange.Remove(change.Key);
                }
            }
        }
    }

    /// <summary>Takes back the changes of blocks that did not become durable, and takes no more: nothing is going to be committed any more.</summary>
    public void CloseAfter(long tip)
    {
        lock (_gate)
        {
            _isClosed = true;
            var durable = _changes.Where(change => change.SequenceNo <= tip).ToList();
            _changes.Clear();
            _lastChange.Clear();
            foreach (var change in durable)
            {
                _changes.Enqueue(change);
                _lastChange[change.Key] = change.SequenceNo;
            }
        }
    }
}
