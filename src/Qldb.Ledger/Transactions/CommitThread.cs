namespace Qldb.Ledger.Transactions;

/// <summary>
/// A thread of the ledger's own that goes on with the commits that wait. Most of its time it waits for the medium, and a thread of the pool that waits is
/// one fewer for everybody else. It starts when it is first woken, and ends with the ledger.
/// </summary>
internal sealed class CommitThread(string ledgerName, Action work)
{
    private readonly object _gate = new();
    private Thread? _thread;
    private bool _isWoken;
    private bool _isEnded;

    /// <summary>Has the work done once more, soon.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = $"Commits of ledger {ledgerName}" };
                _thread.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets the thread end when it has done what it was woken for.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (WaitForWork())
        {
            work();
        }
    }

    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (!_isWoken && !_isEnded)
            {
                Monitor.Wait(_gate);
            }

            var isWoken = _isWoken;
            _isWoken = false;
            return isWoken;
        }
    }
}
