namespace Qldb.Ledger.Transactions;

/// <summary>The transactions that hold a snapshot, oldest first: snapshots are taken in ascending order, so a list keeps the order.</summary>
internal sealed class OpenSnapshots(LedgerState initial)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Snapshot> _open = new();
    private LedgerState _current = initial;

    /// <summary>Gets what is committed and durable now.</summary>
    public LedgerState Current => Volatile.Read(ref _current);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Makes a new state the one that snapshots are taken of. Only the commit pipeline does.</summary>
    public void Publish(LedgerState state) => Volatile.Write(ref _current, state);

    /// <summary>Takes a snapshot for a transaction that ends, one way or the other, by the given time.</summary>
    public void Open(Snapshot snapshot, long endsAt)
    {
        lock (_gate)
        {
            (snapshot.State, snapshot.EndsAt) = (_current, endsAt);
            _open.AddLast(snapshot.Node);
        }
    }

    /// <summary>Keeps a snapshot beyond its time, for a commit that is under way.</summary>
    /// <returns>False when it was let go of already: its transaction has expired.</returns>
    public bool TryHold(Snapshot snapshot)
    {
        lock (_gate)
        {
            snapshot.EndsAt = long.MaxValue;
            return snapshot.Node.List is not null;
        }
    }

    /// <summary>Takes back <see cref="TryHold"/>.</summary>
    public void Release(Snapshot snapshot, long endsAt)
    {
        lock (_gate)
        {
            snapshot.EndsAt = endsAt;
        }
    }

    public void Close(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (snapshot.Node.List is not null)
            {
                _open.Remove(snapshot.Node);
            }
        }
    }

    /// <summary>The last block that every open snapshot sees. Snapshots whose time is over are let go of here: their transactions can no longer commit.</summary>
    public long OldestTip(long now)
    {
        lock (_gate)
        {
            while (_open.First is { } first && first.Value.EndsAt < now)
            {
                _open.RemoveFirst();
            }

            return _open.First?.Value.State!.Tip ?? _current.Tip;
        }
    }
}
