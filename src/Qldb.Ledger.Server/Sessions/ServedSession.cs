using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>A session that was started through this server: with which ledger, by whom, and whether a transaction is open in it.</summary>
internal sealed class ServedSession(string token, string ledger, Caller caller, long startedAt)
{
    private const long None = long.MinValue;

    private long _lastCommandAt = startedAt;
    private long _transactionStartedAt = None;

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

    /// <summary>When the open transaction was begun; null where there is none.</summary>
    public long? TransactionStartedAt => Volatile.Read(ref _transactionStartedAt) is var at and not None ? at : null;

    /// <summary>Notes that a transaction was begun; true if that is news.</summary>
    public bool BeginTransaction(long at) => Interlocked.Exchange(ref _transactionStartedAt, at) == None;

    /// <summary>Notes that the transaction has ended, however; true if that is news.</summary>
    public bool EndTransaction() => Interlocked.Exchange(ref _transactionStartedAt, None) != None;
}
