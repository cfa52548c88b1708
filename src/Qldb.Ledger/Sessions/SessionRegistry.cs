using System.Collections.Concurrent;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Sessions;

/// <summary>The sessions of one ledger by their tokens. Thread safe.</summary>
internal sealed class SessionRegistry(TransactionEngine engine)
{
    private readonly ConcurrentDictionary<string, LedgerSession> _sessions = new(StringComparer.Ordinal);
    private long _nextSweep = long.MinValue;

    public int Count => _sessions.Count;

    public LedgerSession Start()
    {
        engine.Gate.ThrowIfClosed();
        SweepNowAndThen();
        if (_sessions.Count >= engine.Options.Limits.Sessions && Sweep() == 0)
        {
            throw SessionErrors.LimitExceeded("Exceeded the session limit");
        }

        var session = new LedgerSession(engine, this);
        _sessions[session.Token] = session;
        return session;
    }

    public LedgerSession? Find(string token) => _sessions.GetValueOrDefault(token);

    public void Remove(LedgerSession session) => _sessions.TryRemove(session.Token, out _);

    public void Clear() => _sessions.Clear();

    /// <summary>Sessions that nobody comes back to are dropped when others start, so no timer is needed.</summary>
    private void SweepNowAndThen()
    {
        var now = engine.Clock.GetTimestamp();
        if (now >= Volatile.Read(ref _nextSweep))
        {
            Volatile.Write(ref _nextSweep, now + (engine.Clock.TimestampFrequency * 10));
            Sweep();
        }
    }

    private int Sweep()
    {
        var swept = 0;
        foreach (var (_, session) in _sessions)
        {
            if (session.TryDropIfExpired())
            {
                swept++;
            }
        }

        return swept;
    }
}
