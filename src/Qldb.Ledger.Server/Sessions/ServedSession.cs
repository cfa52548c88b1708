using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>A session that was started through this server: with which ledger, by whom, and whether a transaction is open in it.</summary>
internal sealed class ServedSession(string token, string ledger, Caller caller, DateTimeOffset startedAt)
{
    private int _inTransaction;

    public string Token { get; } = token;

    public string Ledger { get; } = ledger;

    public Caller Caller { get; } = caller;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public bool IsInTransaction => Volatile.Read(ref _inTransaction) != 0;

    /// <summary>Notes that a transaction was begun or has ended; true if that is news.</summary>
    public bool SetInTransaction(bool value) => Interlocked.Exchange(ref _inTransaction, value ? 1 : 0) != (value ? 1 : 0);
}
