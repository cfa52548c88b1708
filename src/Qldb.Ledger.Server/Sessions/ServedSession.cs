using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>A session that was started through this server: with which ledger, by whom, and whether a transaction is open in it.</summary>
internal sealed class ServedSession(string token, string ledger, Caller caller, long startedAt)
{
    private long _lastCommandAt = startedAt;
    private int _inTransaction;

    public string Token { get; } = token;

    public string Ledger { get; } = ledger;

    public Caller Caller { get; } = caller;

    /// <summary>When it was started and last spoken to, as the clock's timestamps.</summary>
    public long StartedAt { get; } = startedAt;

    public long LastCommandAt
    {
        get => Volatile.Read(ref _lastCommandAt);
        set => Volatile.Write(ref _lastCommandAt, value);
    }

    public bool IsInTransaction => Volatile.Read(ref _inTransaction) != 0;

    /// <summary>Notes that a transaction was begun or has ended; true if that is news.</summary>
    public bool SetInTransaction(bool value) => Interlocked.Exchange(ref _inTransaction, value ? 1 : 0) != (value ? 1 : 0);
}
