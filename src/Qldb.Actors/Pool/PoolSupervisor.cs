using Akka.Actor;
using Akka.Event;
using Amazon.QLDBSession;

namespace Qldb.Actors;

/// <summary>The pool's actor: turns messages into calls of <see cref="PoolState"/>, and what that wants done into messages.</summary>
/// <remarks>
/// It owns the session actors and watches them: one that crashes is stopped, its lease ends, another one takes its place. It runs no
/// command and no body itself, so it always answers at once.
/// </remarks>
internal sealed class PoolSupervisor : ReceiveActor, IWithTimers, IPoolEffects
{
    private readonly PoolSettings _settings;
    private readonly IAmazonQLDBSession _client;
    private readonly PoolState _state;
    private readonly PoolGauges _gauges;
    private readonly long _epoch;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _self;
    private readonly Dictionary<IActorRef, PooledSession> _sessions = [];
    private readonly Dictionary<IActorRef, HashSet<LeaseId>> _owners = [];
    private readonly List<IActorRef> _closers = [];
    private TimeSpan? _drainUntil;
    private long _retries;
    private long _replacements;

    public PoolSupervisor(PoolSettings settings, IAmazonQLDBSession client)
    {
        _settings = settings;
        _client = client;
        _self = Self;
        _epoch = settings.TimeProvider.GetTimestamp();
        _gauges = new PoolGauges(settings.LedgerName, settings.PoolLimit);
        var startBackoff = new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(25), TimeSpan.FromSeconds(2));
        _state = new PoolState(
            new PoolRules
            {
                Limit = settings.PoolLimit,
                MinIdle = settings.MinIdle,
                IdleOrder = settings.IdleOrder,
                IdleTimeout = settings.IdleTimeout,
                MaxSessionAge = settings.MaxSessionAge,
                OverdueAfter = settings.LeaseReportAfter,
                StartPatience = settings.RequestTimeout,
                StartBackoff = failures => startBackoff.CalculateDelay(new RetryPolicyContext(failures, null!, null)),
            },
            this);

        Receive<PoolProtocol.ExecuteTransaction>(request =>
            _state.Acquire(new TransactionRequest(request, request.Options?.AcquireTimeout ?? settings.AcquireTimeout, Sender), request.Within, Now));
        Receive<PoolProtocol.GetSession>(OnGetSession);
        Receive<SessionMessages.Released>(OnReleased);
        Receive<SessionMessages.Started>(OnStarted);
        Receive<SessionMessages.StartFailed>(OnStartFailed);
        Receive<SessionMessages.Stopped>(OnStopped);
        Receive<PoolProtocol.Withdraw>(withdraw => Withdraw(withdraw.Id));
        Receive<PoolProtocol.ReleaseSession>(OnReleaseSession);
        Receive<DeadlineDue>(_ => _state.Expire(Now));
        Receive<PlaceFree>(free => _state.Gone(free.Session));
        Receive<OpenDue>(due => due.Session.Actor.Tell(SessionMessages.Open.Instance));
        Receive<PoolProtocol.GetPoolStatistics>(_ => Sender.Tell(Statistics()));
        Receive<Maintain>(_ => _state.Maintain(Now));
        Receive<PoolProtocol.ClosePool>(OnClose);
        Receive<DrainOver>(_ => OnDrainOver());
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _settings.TimeProvider.GetElapsedTime(_epoch);

    void IPoolEffects.Open(PooledSession session, TimeSpan delay)
    {
        if (session.Actor.IsNobody())
        {
            session.Actor = Context.ActorOf(SessionActor.Props(session.Number, _settings, _client, _self, _gauges), $"session-{session.Number}");
            _sessions.Add(session.Actor, session);
            Context.Watch(session.Actor);
        }

        if (delay == TimeSpan.Zero)
            session.Actor.Tell(SessionMessages.Open.Instance);
        else
            Timers.StartSingleTimer(session, new OpenDue(session), delay);
    }

    void IPoolEffects.Grant(PooledSession session, PoolRequest request)
    {
        QldbMeter.Granted(_gauges, session.LeasedAt - request.AskedAt);
        if (request is TransactionRequest transaction)
            session.Actor.Tell(transaction.Message, transaction.ReplyTo);
        else
            session.Actor.Tell(new SessionMessages.Lease(request.Id), ((SessionRequest)request).ReplyTo);
    }

    void IPoolEffects.Refuse(PoolRequest request, PoolProtocol.Refusal refusal)
    {
        var asked = (AskedRequest)request;
        if (refusal is PoolProtocol.Refusal.PoolExhausted exhausted)
            ReportExhausted(asked, exhausted);
        if (asked is SessionRequest session)
            Disown(session);
        asked.Refuse(refusal, _self);
    }

    void IPoolEffects.Revoke(PooledSession session, PoolRequest holder) =>
        session.Actor.Tell(new SessionMessages.Return(holder.Id, _state.IsClosing ? CancellationCause.PoolClosed : CancellationCause.Caller));

    void IPoolEffects.End(PooledSession session)
    {
        Timers.Cancel(session);
        session.Actor.Tell(SessionMessages.End.Instance);
    }

    void IPoolEffects.WakeAt(TimeSpan time) => StartTimer(DeadlineDue.Instance, time - Now);

    void IPoolEffects.ReportOverdue(PooledSession session, PoolRequest holder, TimeSpan held)
    {
        var place = ((AskedRequest)holder).Place;
        Log.LeaseOverdue(_log, holder.Id, held, place);
        QldbMeter.ReportedOverdue(_gauges);
        Publish(new PoolEvent.LeaseOverdue(_settings.LedgerName, holder.Id, held, place));
    }

    void IPoolEffects.Closed()
    {
        Log.PoolClosed(_log, _settings.LedgerName);
        Publish(new PoolEvent.PoolClosed(_settings.LedgerName));
        foreach (var closer in _closers)
            closer.Tell(PoolProtocol.PoolClosed.Instance);
        _closers.Clear();
        _self.Tell(PoisonPill.Instance); // after what is in the mailbox, which is refused
    }

    protected override bool AroundReceive(Receive receive, object message)
    {
        var handled = base.AroundReceive(receive, message);
        _state.Show(_gauges);
        return handled;
    }

    protected override void PreStart()
    {
        QldbMeter.Add(_gauges);
        Log.PoolStarted(_log, _settings);
        var interval = new[] { _settings.IdleTimeout / 4, _settings.MaxSessionAge / 4, (_settings.LeaseReportAfter ?? TimeSpan.MaxValue) / 4, TimeSpan.FromSeconds(15) }.Min();
        if (interval < TimeSpan.FromMilliseconds(50))
            interval = TimeSpan.FromMilliseconds(50);
        Timers.StartPeriodicTimer(Maintain.Instance, Maintain.Instance, interval);
        _state.Warm();
    }

    protected override void PostStop()
    {
        QldbMeter.Remove(_gauges);
        _state.Close(); // whoever still waits is told
    }

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void OnGetSession(PoolProtocol.GetSession message)
    {
        var owner = message.Owner ?? (IsLasting(Sender) ? Sender : null);
        var request = new SessionRequest(message, message.MaxWait ?? _settings.AcquireTimeout, Sender, owner);
        if (owner is not null)
        {
            if (!_owners.TryGetValue(owner, out var leases))
            {
                _owners.Add(owner, leases = []);
                Context.Watch(owner);
            }

            leases.Add(request.Id);
        }

        _state.Acquire(request, message.Within, Now);
    }

    private void OnStarted(SessionMessages.Started started)
    {
        if (_state.Find(started.Number) is not { } session)
            return;
        Log.SessionStarted(_log, started.Number, started.SessionId, started.Took);
        QldbMeter.Opened(_gauges, started.Took);
        Publish(new PoolEvent.SessionStarted(_settings.LedgerName, started.Number, started.SessionId, started.Took));
        _state.Started(session, Now);
    }

    private void OnStartFailed(SessionMessages.StartFailed failed)
    {
        if (_state.Find(failed.Number) is not { } session)
            return;
        var retryable = FailureClassifier.IsStartRetryable(failed.Cause);
        Log.SessionStartFailed(_log, failed.Number, failed.Cause);
        Publish(new PoolEvent.SessionStartFailed(_settings.LedgerName, failed.Number, failed.Cause, retryable));
        _state.StartFailed(session, failed.Cause, retryable);
    }

    private void OnReleased(SessionMessages.Released released)
    {
        if (_state.Find(released.Number) is not { Holder: { } holder } session || holder.Id != released.Id)
            return;
        _retries += released.Retries;
        _replacements += released.Replacements;
        var now = Now;
        QldbMeter.Returned(_gauges, now - session.LeasedAt);
        TimeSpan? restartedAt = released.Replacements > 0 ? session.LeasedAt : null; // at the latest then
        _state.Released(session, released.Id, released.Usable, restartedAt, now);
        if (holder is SessionRequest lease)
            EndLease(lease);
    }

    private void OnReleaseSession(PoolProtocol.ReleaseSession release)
    {
        if (_state.Find(release.Id) is SessionRequest { Session: not null } lease)
        {
            lease.Releasers.Add(Sender);
            _state.Withdraw(release.Id);
        }
        else
        {
            Withdraw(release.Id);
            Sender.Tell(new PoolProtocol.SessionReleased(release.Id));
        }
    }

    // Its actor crashed while a request was on its way to it. Nobody else can answer that one.
    private void OnStopped(SessionMessages.Stopped stopped)
    {
        if (_state.Find(stopped.Number) is not { } session)
            return;
        session.Ended = stopped.Ended;
        if (session.Holder is AskedRequest holder && holder.Id != stopped.LastSeen)
            holder.Refuse(new PoolProtocol.Refusal.Unavailable(new QldbDriverException("The actor of the session stopped before it began; nothing was done.")), _self);
    }

    private void Withdraw(LeaseId id) => _state.Withdraw(id);

    private void OnTerminated(Terminated terminated)
    {
        if (_sessions.Remove(terminated.ActorRef, out var session))
        {
            var holder = session.Holder;
            Log.SessionEnded(_log, session.Number);
            Publish(new PoolEvent.SessionEnded(_settings.LedgerName, session.Number));
            _state.Crashed(session);
            if (holder is SessionRequest lease)
                EndLease(lease);
            if (session.Ended.IsCompleted)
                _state.Gone(session);
            else
                session.Ended.PipeTo(_self, success: () => new PlaceFree(session)); // its successor would be one more than the limit
        }
        else if (_owners.Remove(terminated.ActorRef, out var leases))
        {
            foreach (var id in leases)
                Withdraw(id);
        }
    }

    private void OnClose(PoolProtocol.ClosePool close)
    {
        _closers.Add(Sender);
        var wait = close.DrainTimeout ?? _settings.DrainTimeout;
        var until = Now + (wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
        var before = Statistics();
        if (!_state.IsClosing)
        {
            Log.PoolClosing(_log, _settings.LedgerName, before.Leased, before.Waiting);
            Publish(new PoolEvent.PoolClosing(_settings.LedgerName, before.Leased));
        }

        if (before.Leased > 0 && (_drainUntil is null || until < _drainUntil))
        {
            _drainUntil = until;
            StartTimer(DrainOver.Instance, until - Now);
        }

        _state.Close();
    }

    private void OnDrainOver()
    {
        Log.DrainOver(_log, _settings.LedgerName, Statistics().Leased);
        _state.StopDraining();
    }

    private void EndLease(SessionRequest lease)
    {
        Disown(lease);
        foreach (var releaser in lease.Releasers)
            releaser.Tell(new PoolProtocol.SessionReleased(lease.Id));
    }

    private void Disown(SessionRequest lease)
    {
        if (lease.Owner is not { } owner || !_owners.TryGetValue(owner, out var leases) || !leases.Remove(lease.Id) || leases.Count > 0)
            return;
        _owners.Remove(owner);
        Context.Unwatch(owner);
    }

    private void ReportExhausted(AskedRequest request, PoolProtocol.Refusal.PoolExhausted refusal)
    {
        if (refusal.IsReentrant)
        {
            Log.Reentrant(_log, _settings, request.Id, request.Place);
            return;
        }

        var statistics = Statistics();
        Log.AcquireTimedOut(_log, _settings.LedgerName, request.Id, statistics.Waiting);
        QldbMeter.TimedOut(_gauges);
        Publish(new PoolEvent.AcquireTimedOut(_settings.LedgerName, request.Id, statistics));
    }

    private void StartTimer(object message, TimeSpan wait) =>
        Timers.StartSingleTimer(message, message, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);

    private PoolStatistics Statistics() => _state.Statistics(_retries, _replacements);

    private static void Publish(PoolEvent poolEvent) => Context.System.EventStream.Publish(poolEvent);

    // The temporary sender of an Ask is gone with its answer: no owner of anything.
    private static bool IsLasting(IActorRef sender) => !sender.IsNobody() && sender.Path.Elements is [not "temp", ..] && sender is not { Path.Name: "deadLetters" };

    private sealed record DeadlineDue : INoSerializationVerificationNeeded
    {
        public static DeadlineDue Instance { get; } = new();
    }

    private sealed record PlaceFree(PooledSession Session) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    private sealed record OpenDue(PooledSession Session) : INoSerializationVerificationNeeded;

    private sealed record Maintain : INoSerializationVerificationNeeded
    {
        public static Maintain Instance { get; } = new();
    }

    private sealed record DrainOver : INoSerializationVerificationNeeded
    {
        public static DrainOver Instance { get; } = new();
    }
}
