namespace Qldb.Ledger.Transactions;

/// <summary>Counts the operations that are under way, so that a ledger can be closed behind the last of them.</summary>
internal sealed class OperationGate(string ledgerName)
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    public void Enter()
    {
        // Counted first: who closes the gate either sees the operation, or is seen by it.
        Interlocked.Increment(ref _underWay);
        if (_isClosed)
        {
            Leave();
            ThrowIfClosed();
        }
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && _isClosed)
        {
            _drained.TrySetResult();
        }
    }

    public void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new LedgerClosedException(ledgerName);
        }
    }

    /// <summary>Refuses new operations. The task ends when the last one has left.</summary>
    public Task Close()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _underWay) == 0)
        {
            _drained.TrySetResult();
        }

        return _drained.Task;
    }
}
