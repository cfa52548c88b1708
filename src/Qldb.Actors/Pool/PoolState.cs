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
/// <item>while requests wait, as many sessions are being opened as requests wait, or the limit is reached;</item>
/// <item>not all sessions are held by transactions whose bodies wait in this queue: none would ever come back.</item>
/// </list>
/// An event costs constant time, or the logarithm of the number of requests waiting where a deadline is given up; only maintenance walks
/// the (few) sessions. Mutable, because ten thousand waiting requests in persistent collections would cost more than the work they wait for; not thread-safe.
/// </remarks>
internal sealed class PoolState(PoolRules rules, IPoolEffects effects)
{
    private readonly Dictionary<int, PooledSession> _sessions = [];
    private readonly Dictionary<LeaseId, PoolRequest> _requests = [];
    private readonly RequestQueue _waiting = new();
    private readonly DeadlineQueue _deadlines = new();
    private readonly LinkedList<PooledSession> _idle = []; // first: used last
    private int _lastNumber;
    private int _starting;
    private int _leased;
    private int _mostLeased;
    private int _leasedToWaiting; // sessions whose holder's body waits in the queue
    private long _started;
    private long _retired;
    private long _acquireTimeouts;
    private bool _minIdleWanted;
    private Exception? _startFailure; // of the starts that are being tried again
    private TimeSpan? _wakeAt;

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

    /// <summary>Takes a request in.</summary>
    /// <param name="request">The request.</param>
    /// <param name="within">The lease inside whose body it was made; <c>default</c> for none.</param>
    /// <param name="now">The time.</param>
    public void Acquire(PoolRequest request, LeaseId within, TimeSpan now)
    {
        request.AskedAt = now;
        if (IsClosing)
            effects.Refuse(request, PoolProtocol.Refusal.PoolClosed.Instance);
        else if (!_requests.TryAdd(request.Id, request))
            effects.Refuse(request, new PoolProtocol.Refusal.Unavailable(new ArgumentException($"{request.Id} is in use: every request needs a name of its own (LeaseId.Next).")));
        else
            Place(request, within, now);
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

    /// <summary>Refuses those whose time is up.</summary>
    public void Expire(TimeSpan now)
    {
        _wakeAt = null;
        while (_deadlines.Count > 0 && _deadlines.First is var (deadline, request) && deadline <= now)
        {
            _acquireTimeouts++;
            RefuseWaiting(request, _startFailure is null
                ? new PoolProtocol.Refusal.PoolExhausted(rules.Limit, now - request.AskedAt)
                : new PoolProtocol.Refusal.Unavailable(_startFailure));
        }

        if (_deadlines.Count > 0)
            WakeAt(_deadlines.First.Deadline);
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
        var first = _waiting.First;
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

    /// <summary>The actor of a session has crashed: its lease is over. Its place stays taken until the session is ended (<see cref="Gone"/>).</summary>
    public void Crashed(PooledSession session)
    {
        Leave(session);
        OpenMissing();
    }

    /// <summary>A session is ended and its actor stopped: its place is free.</summary>
    public void Gone(PooledSession session)
    {
        if (!_sessions.Remove(session.Number))
            return;
        Leave(session);
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
            RefuseWaiting(first, PoolProtocol.Refusal.PoolClosed.Instance);
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

    private void Place(PoolRequest request, LeaseId within, TimeSpan now)
    {
        if (within != default && _requests.TryGetValue(within, out var outer) && outer.Session is not null)
            request.Outer = outer;
        if (TakeIdle(now) is { } session)
            Grant(session, request, now);
        else
            Enqueue(request, now);
    }

    private void Enqueue(PoolRequest request, TimeSpan now)
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

        _waiting.Add(request);
        CountWaitingInside(request.Outer, 1);
        if (patience != Timeout.InfiniteTimeSpan)
        {
            _deadlines.Add(request, now + patience);
            WakeAt(now + patience);
        }

        if (_leasedToWaiting == rules.Limit)
            RefuseWaiting(request, new PoolProtocol.Refusal.PoolExhausted(rules.Limit, TimeSpan.Zero, IsReentrant: true));
        else
            OpenMissing();
    }

    private void WakeAt(TimeSpan time)
    {
        if (_wakeAt <= time)
            return; // it will look round then
        _wakeAt = time;
        effects.WakeAt(time);
    }

    // Every transaction on the way out waits as well: the body of the outermost stands still until the innermost has a session.
    private void CountWaitingInside(PoolRequest? holder, int count)
    {
        for (; holder is not null; holder = holder.Outer)
        {
            var before = holder.WaitingInside;
            holder.WaitingInside += count;
            if (holder.Session is not null)
                _leasedToWaiting += Math.Sign(holder.WaitingInside) - Math.Sign(before);
        }
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
            StopWaiting(first);
            Grant(session, first, now);
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
        var holder = session.Holder!;
        if (holder.WaitingInside > 0)
        {
            // Its body did not wait for them. They are requests like any other now.
            _leasedToWaiting--;
            CountWaitingInside(holder.Outer, -holder.WaitingInside);
        }

        _requests.Remove(holder.Id);
        holder.Session = null;
        holder.Outer = null;
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
        _waiting.Remove(request);
        _deadlines.Remove(request);
        CountWaitingInside(request.Outer, -1);
    }

    private void Leave(PooledSession session)
    {
        switch (session.State)
        {
            case PooledSessionState.Starting:
                _starting--;
                if (_waiting.First is { } first)
                    RefuseWaiting(first, new PoolProtocol.Refusal.Unavailable(new QldbDriverException("The session actor stopped while its session was being opened.")));
                break;
            case PooledSessionState.Idle:
                _idle.Remove(session.IdleNode);
                break;
            case PooledSessionState.Leased:
                EndLease(session);
                break;
        }

        session.State = PooledSessionState.Ending;
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
