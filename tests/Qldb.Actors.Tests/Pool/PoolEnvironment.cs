namespace Qldb.Actors.Tests.Pool;

/// <summary>
/// The world round a <see cref="PoolState"/>: carries its effects out when told to, and keeps books of its own in the plainest way, so that
/// every broken promise of the pool throws here.
/// </summary>
internal sealed class PoolEnvironment : IPoolEffects
{
    private readonly PoolRules _rules;
    private readonly List<PooledSession> _opening = [];
    private readonly List<PooledSession> _ending = [];
    private readonly List<(PooledSession Session, PoolRequest Holder)> _leases = [];
    private readonly List<PooledSession> _known = [];
    private readonly List<PoolRequest> _waiting = []; // in order of arrival
    private readonly HashSet<LeaseId> _answered = [];
    private readonly Dictionary<PoolRequest, TimeSpan> _deadlines = [];
    private readonly Dictionary<PoolRequest, PoolRequest> _within = [];
    private PoolRequest? _arriving;
    private TimeSpan? _wakeAt;

    public PoolEnvironment(PoolRules rules)
    {
        _rules = rules;
        State = new PoolState(rules, this);
    }

    public PoolState State { get; }

    public TimeSpan Now { get; private set; }

    public List<PoolRequest> Asked { get; } = [];

    public List<(PoolRequest Request, PoolProtocol.Refusal Refusal)> Refused { get; } = [];

    public List<PoolRequest> Granted { get; } = [];

    public int TimesClosed { get; private set; }

    public int Overdue { get; private set; }

    public IReadOnlyList<(PooledSession Session, PoolRequest Holder)> Leases => _leases;

    public IReadOnlyList<PooledSession> Opening => _opening;

    public IReadOnlyList<PooledSession> Ending => _ending;

    public IReadOnlyList<PoolRequest> Waiting => _waiting;

    public IReadOnlyList<PooledSession> Sessions => _known;

    public PoolRequest Acquire(TimeSpan maxWait, PoolRequest? within = null)
    {
        var request = new PoolRequest(LeaseId.Next(), maxWait);
        Asked.Add(request);
        _arriving = request;
        if (within is not null)
            _within.Add(request, within);
        if (maxWait != Timeout.InfiniteTimeSpan)
            _deadlines.Add(request, Now + (maxWait == TimeSpan.Zero ? _rules.StartPatience : maxWait));
        State.Acquire(request, within?.Id ?? default, Now);
        if (!_answered.Contains(request.Id))
            _waiting.Add(request);
        _arriving = null;
        Check();
        return request;
    }

    /// <summary>Asks from inside the body of a transaction: of one that holds a session, or of one that has ended long ago.</summary>
    public void AcquireInside(int index) => With(Granted, index, outer => Acquire(_rules.StartPatience, outer));

    public void Start(int index) => With(_opening, index, session =>
    {
        _opening.Remove(session);
        State.Started(session, Now);
    });

    public void FailStart(int index, bool retryable) => With(_opening, index, session =>
    {
        _opening.Remove(session);
        State.StartFailed(session, new InvalidDataException("no"), retryable);
    });

    public void Release(int index, bool usable, bool restarted = false) => With(_leases, index, lease =>
    {
        _leases.Remove(lease);
        if (!usable)
            _ending.Add(lease.Session);
        State.Released(lease.Session, lease.Holder.Id, usable, restarted ? Now : null, Now);
    });

    public void ReleaseAgain(int index) => With(Granted, index, request =>
    {
        if (_leases.Exists(lease => lease.Holder == request))
            return;
        foreach (var session in _known.ToList())
            State.Released(session, request.Id, usable: true, null, Now);
    });

    public void Withdraw(int index) => With(Asked, index, request => State.Withdraw(request.Id));

    /// <summary>Lets time pass until a waiting request's is up.</summary>
    public void Expire(int index) => With(_waiting.FindAll(_deadlines.ContainsKey), index, request => PassTo(_deadlines[request]));

    /// <summary>Looks at the deadlines although none is due.</summary>
    public void LookAtDeadlines() => With(_waiting, 0, _ => State.Expire(Now));

    public void Kill(int index) => With(_known, index, session =>
    {
        _known.Remove(session);
        _opening.Remove(session);
        _ending.Remove(session);
        _leases.RemoveAll(lease => lease.Session == session);
        State.Gone(session);
    });

    /// <summary>The actor of a session crashes; its session is still to be ended.</summary>
    public void Crash(int index) => With(_known, index, session =>
    {
        if (_ending.Contains(session))
            return;
        _opening.Remove(session);
        _leases.RemoveAll(lease => lease.Session == session);
        _ending.Add(session);
        State.Crashed(session);
    });

    public void FinishEnd(int index) => With(_ending, index, session => Kill(_known.IndexOf(session)));

    public void Pass(TimeSpan time)
    {
        PassTo(Now + time);
        State.Maintain(Now);
        Check();
    }

    public void Close()
    {
        State.Close();
        Check();
    }

    public void StopDraining()
    {
        State.StopDraining();
        Check();
    }

    /// <summary>Lets all that is under way come to its end.</summary>
    public void Settle()
    {
        while (_opening.Count + _ending.Count + _leases.Count > 0)
        {
            if (_ending.Count > 0)
                FinishEnd(0);
            else if (_opening.Count > 0)
                Start(0);
            else
                Release(0, usable: true);
        }
    }

    /// <summary>What is always true.</summary>
    public void Check()
    {
        Require(_known.Count <= _rules.Limit, $"{_known.Count} sessions, limit {_rules.Limit}");
        var statistics = State.Statistics(0, 0);
        Require(statistics.Waiting == _waiting.Count, $"{statistics.Waiting} waiting, {_waiting.Count} expected");
        Require(statistics.Leased == _leases.Count, $"{statistics.Leased} leased, {_leases.Count} expected");
        Require(statistics.Idle == 0 || statistics.Waiting == 0, "a session is idle while a request waits");
        Require(statistics.Starting == _opening.Count, $"{statistics.Starting} starting, {_opening.Count} expected");
        Require(State.IsClosing || statistics.Waiting <= statistics.Starting || _known.Count == _rules.Limit, "a request waits, and no session is being opened for it");
        Require(_waiting.All(request => !_deadlines.TryGetValue(request, out var deadline) || _wakeAt <= deadline), "a request's time will be up, and nobody looks then");
        Require(_leases.Count < _rules.Limit || !AllWaitForThemselves(_waiting), "all sessions are held by transactions that wait for a session");
    }

    void IPoolEffects.Open(PooledSession session, TimeSpan delay)
    {
        Require(!_opening.Contains(session), "opened twice");
        if (!_known.Contains(session))
            _known.Add(session);
        _opening.Add(session);
    }

    void IPoolEffects.Grant(PooledSession session, PoolRequest request)
    {
        Require(_leases.TrueForAll(lease => lease.Session != session), $"session {session.Number} is on lease twice");
        Require(!_ending.Contains(session) && !_opening.Contains(session), $"session {session.Number} is granted but not ready");
        Answer(request);
        if (request != _arriving)
        {
            Require(_waiting.Count > 0 && _waiting[0] == request, $"{request.Id} was served before {(_waiting.Count > 0 ? _waiting[0].Id : default)}");
            _waiting.RemoveAt(0);
        }
        else
        {
            Require(_waiting.Count == 0, $"{request.Id} was served at once although others waited");
        }

        _leases.Add((session, request));
        Granted.Add(request);
    }

    void IPoolEffects.Refuse(PoolRequest request, PoolProtocol.Refusal refusal)
    {
        Answer(request);
        if (refusal is PoolProtocol.Refusal.PoolExhausted { IsReentrant: true })
            Require(_leases.Count == _rules.Limit && AllWaitForThemselves([.. _waiting, request]), $"{request.Id} was refused, but would have got a session");
        else if (refusal is PoolProtocol.Refusal.PoolExhausted && request.MaxWait != TimeSpan.Zero)
            Require(_deadlines[request] <= Now, $"{request.Id} was refused before its time was up");
        _waiting.Remove(request);
        Refused.Add((request, refusal));
    }

    void IPoolEffects.Revoke(PooledSession session, PoolRequest holder) =>
        Require(_leases.Contains((session, holder)), "revoked from one who does not hold it");

    void IPoolEffects.End(PooledSession session)
    {
        Require(!_ending.Contains(session), "ended twice");
        _opening.Remove(session);
        _ending.Add(session);
    }

    void IPoolEffects.WakeAt(TimeSpan time) => _wakeAt = time;

    void IPoolEffects.ReportOverdue(PooledSession session, PoolRequest holder, TimeSpan held)
    {
        Require(held >= _rules.OverdueAfter, "reported too early");
        Overdue++;
    }

    void IPoolEffects.Closed()
    {
        Require(_known.Count == 0, $"closed with {_known.Count} sessions");
        TimesClosed++;
    }

    private void PassTo(TimeSpan time)
    {
        if (time > Now)
            Now = time;
        if (_wakeAt <= Now)
        {
            _wakeAt = null;
            State.Expire(Now);
        }

        Require(!_waiting.Exists(request => _deadlines.TryGetValue(request, out var deadline) && deadline <= Now), "a request waits although its time is up");
    }

    // From each that waits outwards, as far as the bodies still run.
    private bool AllWaitForThemselves(IEnumerable<PoolRequest> waiting)
    {
        var blocked = new HashSet<PoolRequest>();
        foreach (var request in waiting)
        {
            for (var inner = request; _within.TryGetValue(inner, out var outer) && _leases.Exists(lease => lease.Holder == outer); inner = outer)
                blocked.Add(outer);
        }

        return _leases.TrueForAll(lease => blocked.Contains(lease.Holder));
    }

    private void Answer(PoolRequest request) => Require(_answered.Add(request.Id), $"{request.Id} is answered twice");

    private void With<T>(IReadOnlyList<T> list, int index, Action<T> action)
    {
        if (list.Count > 0)
            action(list[index % list.Count]);
        Check();
    }

    private static void Require(bool holds, string broken)
    {
        if (!holds)
            throw new InvalidOperationException(broken);
    }
}
