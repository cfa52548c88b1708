namespace Qldb.Ledger.Storage.InMemory;

/// <summary>Which snapshots are being read, so that the writer knows what nobody can see any more.</summary>
internal sealed class OpenReaders
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, int> _countByAsOf = [];

    public void Opened(long asOf)
    {
        lock (_gate)
        {
            _countByAsOf[asOf] = _countByAsOf.GetValueOrDefault(asOf) + 1;
        }
    }

    public void Closed(long asOf)
    {
        lock (_gate)
        {
            if (--_countByAsOf[asOf] == 0)
            {
                _countByAsOf.Remove(asOf);
            }
        }
    }

    /// <summary>The oldest snapshot that is open, or <paramref name="tip"/> when none is.</summary>
    public long Oldest(long tip)
    {
        lock (_gate)
        {
            foreach (var (asOf, _) in _countByAsOf)
            {
                return Math.Min(asOf, tip);
            }

            return tip;
        }
    }
}
