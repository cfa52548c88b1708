namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>
/// The read connections of one store. A reader rents one for a single lookup or chunk and no longer, so a few serve any number of open readers and
/// no read transaction outlives a call. Thread-safe.
/// </summary>
internal sealed class ReadConnectionPool(Func<ReadConnection> open, int idleMax) : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<ReadConnection> _idle = [];
    private int _rentedCount;
    private bool _disposed;

    public Lease Rent()
    {
        ReadConnection? connection;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteLedgerStore));
            _idle.TryPop(out connection);
            _rentedCount++;
        }

        try
        {
            return new Lease(this, connection ?? open());
        }
        catch
        {
            Returned();
            throw;
        }
    }

    /// <summary>Waits for the connections that are out, which is never long, and closes all.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_rentedCount > 0)
            {
                Monitor.Wait(_gate);
            }
        }

        while (_idle.TryPop(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(ReadConnection connection)
    {
        lock (_gate)
        {
            if (_idle.Count < idleMax)
            {
                _idle.Push(connection);
                Returned();
                return;
            }
        }

        connection.Dispose();
        Returned();
    }

    private void Returned()
    {
        lock (_gate)
        {
            _rentedCount--;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>The use of one connection until it is disposed.</summary>
    public readonly struct Lease(ReadConnectionPool pool, ReadConnection connection) : IDisposable
    {
        public ReadConnection Connection => connection;

        public void Dispose() => pool.Return(connection);
    }
}
