using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Qldb.Ledger.Server.Security;

namespace Qldb.Ledger.Server.Sessions;

/// <summary>
/// The sessions started through this server. A token is worth nothing to another access key than the one that started the session, and the answer
/// does not tell whether such a session exists. Safe to use from many threads.
/// </summary>
internal sealed class ServedSessions(LedgerLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ServedSession> _byToken = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openTransactions;
    private bool _awaitsQuiet;

    public int Count => _byToken.Count;

    public int OpenTransactions => Volatile.Read(ref _openTransactions);

    public void Add(string token, string ledger, Caller caller) => _byToken[token] = new(token, ledger, caller, time.GetTimestamp());

    public bool TryGet(string token, Caller caller, [NotNullWhen(true)] out ServedSession? session)
    {
        if (_byToken.TryGetValue(token, out session) && ReferenceEquals(session.Caller, caller))
        {
            session.LastCommandAt = time.GetTimestamp();
            return true;
        }

        session = null;
        return false;
    }

    public void Remove(ServedSession session)
    {
        if (_byToken.TryRemove(session.Token, out _))
        {
            TransactionEnded(session);
        }
    }

    public void TransactionBegan(ServedSession session)
    {
        if (session.BeginTransaction(time.GetTimestamp()))
        {
            Interlocked.Increment(ref _openTransactions);
        }
    }

    public void TransactionEnded(ServedSession session)
    {
        if (session.EndTransaction() && Interlocked.Decrement(ref _openTransactions) == 0 && Volatile.Read(ref _awaitsQuiet))
        {
            _quiet.TrySetResult();
        }
    }

    /// <summary>Completes when no transaction is open. Meant for a server that begins no new ones.</summary>
    public Task WhenNoTransactionIsOpen()
    {
        Volatile.Write(ref _awaitsQuiet, true);
        Interlocked.MemoryBarrier();
        if (OpenTransactions == 0)
        {
            _quiet.TrySetResult();
        }

        return _quiet.Task;
    }

    /// <summary>
    /// Forgets what clients gave up without a word: sessions that no ledger keeps any more, and transactions that can no longer be committed.
    /// </summary>
    /// <remarks>Sessions a while after the ledger: as long as both know a session, the ledger's own answer says what became of it.</remarks>
    public void Sweep()
    {
        foreach (var session in _byToken.Values)
        {
            if (IsOver(session))
            {
                Remove(session);
            }
            else if (session.TransactionStartedAt is { } at && time.GetElapsedTime(at) > limits.TransactionTime)
            {
                TransactionEnded(session);
            }
        }
    }

    public void Clear()
    {
        foreach (var session in _byToken.Values)
        {
            Remove(session);
        }
    }

    private bool IsOver(ServedSession session)
        => time.GetElapsedTime(session.StartedAt) - Margin > limits.SessionTime
            || (limits.SessionIdleTime != Timeout.InfiniteTimeSpan && time.GetElapsedTime(session.LastCommandAt) - Margin > limits.SessionIdleTime);
}
