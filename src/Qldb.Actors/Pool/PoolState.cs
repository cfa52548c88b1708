namespace Qldb.Actors;

/// <summary>The rules of the pool, without actor, clock or wire: each method takes one event and says through <see cref="IPoolEffects"/> what follows.</summary>
/// <remarks>
/// Always true between two calls:
/// <list type="number">
/// <item>sessions in any state ≤ limit;</item>
/// <item>an idle session and a waiting request do not exist together;</item>
/// <item>a session has a holder if and only if it is leased, and that holder has that session;</item>
/// <item>who asked first is served first;</item>
/// <item>each request is granted or refused, once;</item>
/// <item>while requests wait, as many sessions are being opened as requests wait, or the limit is reached.</item>
/// </list>
/// Every event costs constant time, with any number of requests waiting; only maintenance walks the (few) sessions.
/// Mutable, because ten thousand waiting requests in persistent collections would cost more than the work they wait for; not thread-safe.
/// </remarks>
internal sealed class PoolState(PoolRules rules, IPoolEffects effects)
{
    private readonly Dictionary<int, PooledSession> _sessions = [];
    private readonly Dictionary<LeaseId, PoolRequest> _requests = [];
    private readonly LinkedList<PoolRequest> _waiting = [];
    private readonly LinkedList<PooledSession> _idle = []; // first: used last
    private int _lastNumber;
    private int _starting;
    private int _leased;
    private int _mostLeased;
    private long _started;
    private long _retired;
    private long _acquireTimeouts;
    private bool _minIdleWanted;
    private Exception? _startFailure; // of the starts that are being tried again

    public bool IsClosing { get; private set; }

    public IReadOnlyCollection<PooledSession> Sessions => _sessions.Values;

    public int Waiting => _waiting.Count;

    public PoolStatistics Statistics(long retries, long replacements) => new(
        rules.Limit, _leased, _idle.Count, _starting, _waiting.Count, _started + replacements, _retired + replacements, _acquireTimeouts, retries, _mostLeased);

    public void Show(PoolGauges gauges) => gauges.Set(_idle.Count, _leased, _waiting.Count);

    public PooledSession? Find(int number) => _sessions.GetValueOrDefault(number);

    public PoolRequest? Find(LeaseId id) => _requests.GetValueOrDefault(id);

    /// <summary>Opens as many sessions as shall always be idle.</summary>
    public void Warm()
    {
        _minIdleWanted = true;
        OpenMissing();
        _minIdleWanted = false;
    }

    public void Acquire(PoolRequest request, TimeSpan now)
    {
        request.AskedAt = now;
        if (IsClosing)
            effects.Refuse(request, PoolProtocol.Refusal.PoolClosed.Instance);
        else if (!_requests.TryAdd(request.Id, request))
            effects.Refuse(request, new PoolProtocol.Refusal.Unavailable(new ArgumentException($"{request.Id} is in use: every request needs a name of its own (LeaseId.Next).")));
        else if (TakeIdle(now) is { } session)
            Grant(session, request, now);
        else
            Enqueue(request);
    }

    public void Withdraw(LeaseId id)
    {
        if (!_requests.TryGetValue(id, out var request))
            return; // answered already, or never asked
        if (request.Session is { } session)
            effects.Revoke(session, request);
        else
            RefuseWaiting(request, PoolProtocol.Refusal.Withdrawn.Instance);
    }

    public void Expired(LeaseId id, TimeSpan now)
    {
        if (!_requests.TryGetValue(id, out var request) || request.WaitingNode is null)
            return; // granted in the meantime
        _acquireTimeouts++;
        RefuseWaiting(request, _startFailure is null
            ? new PoolProtocol.Refusal.PoolExhausted(rules.Limit, now - request.AskedAt)
            : new PoolProtocol.Refusal.Unavailable(_startFailure));
    }

    public void Started(PooledSession session, TimeSpan now)
    {
        if (session.State != PooledSessionState.Starting)
            return;
        _starting--;
        _started++;
        _startFailure = null;
        session.StartedAt = now;
        session.FailedStarts = 0;
        PutToUse(session, now);
    }

    public void StartFailed(PooledSession session, Exception cause, bool retryable)
    {
        if (session.State != PooledSessionState.Starting)
            return;
        var first = _waiting.First?.Value;
        if (first is not null && (!retryable || first.MaxWait == TimeSpan.Zero))
            RefuseWaiting(first, new PoolProtocol.Refusal.Unavailable(cause));

        if (retryable && _waiting.Count >= _starting)
        {
            _startFailure = cause;
            effects.Open(session, rules.StartBackoff(++session.FailedStarts));
            return;
        }

        _starting--;
        End(session);
        OpenMissing();
    }

    public void Released(PooledSession session, LeaseId id, bool usable, TimeSpan? restartedAt, TimeSpan now)
    {
        if (session.State != PooledSessionState.Leased || session.Holder!.Id != id)
            return; // a lease comes back once; what comes after is late
        EndLease(session);
        if (restartedAt is { } restarted)
            session.StartedAt = restarted;
        if (usable)
        {
            PutToUse(session, now);
            return;
        }

        session.State = PooledSessionState.Ending; // its actor ends it and stops
        OpenMissing();
    }

    public void Gone(PooledSession session)
    {
        if (!_sessions.Remove(session.Number))
            return;
        switch (session.State)
        {
            case PooledSessionState.Starting:
                _starting--;
                if (_waiting.First is { } first)
                    RefuseWaiting(first.Value, new PoolProtocol.Refusal.Unavailable(new QldbDriverException("The session actor stopped while its session was being opened.")));
                break;
            case PooledSessionState.Idle:
                _idle.Remove(session.IdleNode);
                break;
            case PooledSessionState.Leased:
                EndLease(session);
                break;
        }

        session.State = PooledSessionState.Ending;
        _retired++;
        if (IsClosing && _sessions.Count == 0)
            effects.Closed();
        else
            OpenMissing();
    }

    /// <summary>Retires what is too old or idle for too long, opens what shall be idle, reports leases held for too long.</summary>
    public void Maintain(TimeSpan now)
    {
        for (var node = _idle.Last; node is not null;)
        {
            var session = node.Value;
            node = node.Previous; // least recently used first
            if (IsTooOld(session, now) || (_idle.Count > rules.MinIdle && now - session.IdleSince >= rules.IdleTimeout))
            {
                _idle.Remove(session.IdleNode);
                End(session);
            }
        }

        if (rules.OverdueAfter is { } limit)
            ReportOverdue(limit, now);
        Warm();
    }

    public void Close()
    {
        if (IsClosing)
            return;
        IsClosing = true;
        while (_waiting.First is { } first)
            RefuseWaiting(first.Value, PoolProtocol.Refusal.PoolClosed.Instance);
        _idle.Clear();
        _starting = 0;
        foreach (var session in _sessions.Values)
        {
            if (session.State is PooledSessionState.Idle or PooledSessionState.Starting)
                End(session);
        }

        if (_sessions.Count == 0)
            effects.Closed();
    }

    /// <summary>Takes back all that is still on lease: the time to finish is over.</summary>
    public void StopDraining()
    {
        foreach (var session in _sessions.Values)
        {
            if (session.State == PooledSessionState.Leased)
                effects.Revoke(session, session.Holder!);
        }
    }

    private PooledSession? TakeIdle(TimeSpan now)
    {
        while ((rules.IdleOrder == IdleSessionOrder.Lifo ? _idle.First : _idle.Last) is { } node)
        {
            _idle.Remove(node);
            if (!IsTooOld(node.Value, now))
                return node.Value;
            End(node.Value);
        }

        return null;
    }

    private void Enqueue(PoolRequest request)
    {
        var patience = request.MaxWait;
        if (patience == TimeSpan.Zero)
        {
            if (_starting <= _waiting.Count && _sessions.Count >= rules.Limit)
            {
                _requests.Remove(request.Id);
                _acquireTimeouts++;
                effects.Refuse(request, new PoolProtocol.Refusal.PoolExhausted(rules.Limit, TimeSpan.Zero));
                return;
            }

            patience = rules.StartPatience;
        }

        request.WaitingNode = _waiting.AddLast(request);
        if (patience != Timeout.InfiniteTimeSpan)
            effects.Arm(request, patience);
        OpenMissing();
    }

    private void OpenMissing()
    {
        var spare = _minIdleWanted ? rules.MinIdle : 0;
        while (!IsClosing && _sessions.Count < rules.Limit && _idle.Count + _starting - _waiting.Count < spare)
        {
            var session = new PooledSession(++_lastNumber);
            _sessions.Add(session.Number, session);
            _starting++;
            effects.Open(session, TimeSpan.Zero);
        }
    }

    private void PutToUse(PooledSession session, TimeSpan now)
    {
        if (IsClosing || IsTooOld(session, now))
        {
            End(session);
        }
        else if (_waiting.First is { } first)
        {
            StopWaiting(first.Value);
            Grant(session, first.Value, now);
        }
        else
        {
            session.State = PooledSessionState.Idle;
            session.IdleSince = now;
            _idle.AddFirst(session.IdleNode);
        }
    }

    private void Grant(PooledSession session, PoolRequest request, TimeSpan now)
    {
        session.State = PooledSessionState.Leased;
        session.Holder = request;
        session.LeasedAt = now;
        session.ReportedOverdue = false;
        request.Session = session;
        _leased++;
        _mostLeased = Math.Max(_mostLeased, _leased);
        effects.Grant(session, request);
    }

    private void EndLease(PooledSession session)
    {
        _requests.Remove(session.Holder!.Id);
        session.Holder.Session = null;
        session.Holder = null;
        _leased--;
    }

    private void RefuseWaiting(PoolRequest request, PoolProtocol.Refusal refusal)
    {
        StopWaiting(request);
        _requests.Remove(request.Id);
        effects.Refuse(request, refusal);
    }

    private void StopWaiting(PoolRequest request)
    {
        _waiting.Remove(request.WaitingNode!);
        request.WaitingNode = null;
        effects.Disarm(request);
    }

    private void End(PooledSession session)
    {
        session.State = PooledSessionState.Ending;
        effects.End(session);
    }

    private bool IsTooOld(PooledSession session, TimeSpan now) => now - session.StartedAt >= rules.MaxSessionAge;

    private void ReportOverdue(TimeSpan limit, TimeSpan now)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.State == PooledSessionState.Leased && !session.ReportedOverdue && now - session.LeasedAt >= limit)
            {
                session.ReportedOverdue = true;
                effects.ReportOverdue(session, session.Holder!, now - session.LeasedAt);
            }
        }
    }
}
