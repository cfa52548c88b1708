using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Amazon.QLDBSession;

namespace Qldb.Actors;

/// <summary>One session of the pool: opens it, runs transactions or serves the holder of a lease, ends it.</summary>
/// <remarks>
/// <code>
/// Starting ──Opened──► Pooled (idle, running one transaction, or leased) ──End, or a session in doubt──► Ending ──Ended──► stopped
/// </code>
/// An untyped actor, and one behaviour for all that a pooled session does: there may be many of it, idle for most of the time, and handlers by type are objects
/// in each of them; changing the behaviour for each transaction or lease would cost more than the rest of the actor's work.
/// <br/>
/// Commands and bodies run on the thread pool and are piped back, so the actor always listens: to a cancellation, to the close of the
/// pool. Whoever runs tells the pool that the session is free before it answers the caller; the other way round a caller in a loop
/// would always find its session still in use, and the pool would open another one.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "An actor lets go of what it holds in PostStop.")]
internal sealed class SessionActor : UntypedActor, ITransactionObserver
{
    private readonly int _number;
    private readonly IActorRef _pool;
    private readonly IActorRef _self;
    private readonly SessionChannel _channel;
    private readonly PoolSettings _settings;
    private readonly PoolGauges _gauges;
    private readonly EventStream _events;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TransactionRunner? _runner;
    private IActorRef _caller = ActorRefs.NoSender; // of the runner
    private LeaseHolder? _holder;
    private LeaseId _lastSeen;
    private int _sessionsReported;
    private Task? _opening;
    private TaskCompletionSource? _endedByRunner; // there when the actor has stopped

    public SessionActor(int number, PoolSettings settings, IAmazonQLDBSession client, IActorRef pool, PoolGauges gauges)
    {
        _number = number;
        _pool = pool;
        _settings = settings;
        _gauges = gauges;
        _self = Self;
        _events = Context.System.EventStream;
        _channel = new SessionChannel(settings, client);
    }

    public static Props Props(int number, PoolSettings settings, IAmazonQLDBSession client, IActorRef pool, PoolGauges gauges) =>
        QldbPool.On(settings.Dispatcher, Akka.Actor.Props.Create(() => new SessionActor(number, settings, client, pool, gauges)));

    void ITransactionObserver.Finished(TransactionRunner runner, PoolProtocol.TransactionReply reply)
    {
        var caller = _caller;
        QldbMeter.Finished(_gauges, runner.Took, reply);
        runner.IsOver = true;
        Interlocked.MemoryBarrier(); // PostStop looks the other way round: one of the two sees the other
        if (_endedByRunner is { } ended)
        {
            _ = EndAsync().ContinueWith(_ => ended.SetResult(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        else
        {
            _self.Tell(new Finished(runner, _channel.IsOpen), ActorRefs.NoSender);
            if (_holder is null)
                _pool.Tell(ReleaseOf(runner.Id, _channel.IsOpen, runner.Retries), ActorRefs.NoSender);
        }

        caller.Tell(reply, _self);
    }

    void ITransactionObserver.Retrying(int retry, TimeSpan delay, FailureKind kind, Exception cause, string? transactionId)
    {
        Log.Retrying(_log, transactionId, retry, delay, cause);
        QldbMeter.Retried(_gauges, kind, cause);
        _events.Publish(new PoolEvent.TransactionRetrying(_settings.LedgerName, transactionId, retry, delay, cause));
    }

    void ITransactionObserver.SessionReplaced(Exception cause)
    {
        Log.SessionReplaced(_log, _number, cause);
        _events.Publish(new PoolEvent.SessionReplaced(_settings.LedgerName, _number, cause));
    }

    void ITransactionObserver.CallbackFailed(LeaseId id, Exception fault) => Log.CallbackFailed(_log, id, fault);

    protected override void PostStop()
    {
        if (_holder is { IsGranted: false })
            _caller.Tell(new PoolProtocol.SessionReply.Refused(new PoolProtocol.Refusal.Unavailable(new QldbDriverException("The actor of the session stopped while it was being tested."))));
        _holder?.Dispose();
        _endedByRunner = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.MemoryBarrier();
        _runner?.Cancel(CancellationCause.ActorStopped); // it aborts, answers its caller and ends the session
        _pool.Tell(new SessionMessages.Stopped(_number, _lastSeen, _runner is { IsOver: false } ? _endedByRunner.Task : EndAsync()));
    }

    // Of a session that is on its way, too: there may be one when its start has ended.
    private async Task EndAsync()
    {
        if (_opening is { } opening)
            await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _channel.TryEndAsync().ConfigureAwait(false);
    }

    protected override void OnReceive(object message) => Starting(message);

    private void Starting(object message)
    {
        switch (message)
        {
            case SessionMessages.Open:
                Open();
                break;
            case Opened opened:
                OnOpened(opened);
                break;
            case OpenFailed failed:
                _opening = null; // the pool decides whether to try again
                _pool.Tell(new SessionMessages.StartFailed(_number, failed.Cause));
                break;
            case SessionMessages.End when _opening is null:
                EndAndStop();
                break;
            case SessionMessages.End:
                Become(Unwanted);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Told to end while a session may just be on its way: it is waited for, so that it can be ended.
    private void Unwanted(object message)
    {
        switch (message)
        {
            case Opened:
                EndAndStop();
                break;
            case OpenFailed:
                Context.Stop(Self);
                break;
            case SessionMessages.End:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Pooled(object message)
    {
        switch (message)
        {
            case PoolProtocol.ExecuteTransaction request: // sent when there is neither runner nor holder
                _lastSeen = request.Id;
                Run(request, request.Id, Sender);
                break;
            case Finished finished:
                OnFinished(finished);
                break;
            case SessionMessages.Lease lease:
                OnLease(lease);
                break;
            case LeaseChecked result:
                OnLeaseChecked(result);
                break;
            case SessionMessages.Return order:
                OnReturn(order);
                break;
            case Returned returned:
                OnReturned(returned);
                break;
            case SessionMessages.End:
                EndAndStop();
                break;
            default:
                ReceiveFromHolder(message);
                break;
        }
    }

    private void Ending(object message)
    {
        switch (message)
        {
            case Ended ended:
                OnEnded(ended);
                break;
            case SessionMessages.End or SessionMessages.Return or Opened or Finished:
                break; // of work that was left behind
            default:
                ReceiveFromHolder(message);
                break;
        }
    }

    // Holders whose lease is over are refused.
    private void ReceiveFromHolder(object message)
    {
        switch (message)
        {
            case SessionProtocol.RunTransaction request:
                RunForHolder(request);
                break;
            case SessionProtocol.CancelTransaction cancel:
                if (IsHeldBy(cancel.Lease) && _runner is { } runner && runner.Id == cancel.Id)
                    runner.Cancel(CancellationCause.Caller);
                break;
            case SessionProtocol.StartTransaction request:
                Serve(request.Lease, holder => holder.StartTransactionAsync(request.Cancellation));
                break;
            case SessionProtocol.ExecuteStatement request:
                Serve(request.Lease, holder => holder.ExecuteAsync(request));
                break;
            case SessionProtocol.CommitTransaction request:
                Serve(request.Lease, holder => holder.CommitAsync(request.TransactionId));
                break;
            case SessionProtocol.AbortTransaction request:
                Serve(request.Lease, holder => holder.AbortAsync(request.TransactionId));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnFinished(Finished finished)
    {
        if (finished.Runner != _runner)
            return;
        _runner = null;
        if (_holder is null)
        {
            if (!finished.Usable)
                EndAndStop();
            return;
        }

        _holder.Retries += finished.Runner.Retries;
        if (_holder.Returning is { } order)
            Return(order);
    }

    private void OnReturn(SessionMessages.Return order)
    {
        if (IsHeldBy(order.Id) && _holder!.Returning is null)
            BeginReturn(order);
        else if (_holder is null && _runner is { } runner && runner.Id == order.Id)
            runner.Cancel(order.Cause);
    }

    private void Open()
    {
        if (_opening is not null)
            return;
        var since = _settings.TimeProvider.GetTimestamp();
        _opening = Task.Run(() => _channel.StartAsync(CancellationToken.None));
        _opening.PipeTo(
            Self,
            success: () => new Opened(_settings.TimeProvider.GetElapsedTime(since)),
            failure: cause => new OpenFailed(cause));
    }

    private void OnOpened(Opened opened)
    {
        _opening = null;
        _sessionsReported = _channel.Sessions;
        _pool.Tell(new SessionMessages.Started(_number, _channel.SessionId, opened.Took));
        Become(Pooled);
    }

    private void Run(PoolProtocol.ExecuteTransaction request, LeaseId lease, IActorRef caller)
    {
        _caller = caller;
        _runner = new TransactionRunner(_channel, request, lease, this);
        _runner.Start();
    }

    private void OnLease(SessionMessages.Lease lease)
    {
        _lastSeen = lease.Id;
        _holder = new LeaseHolder(lease.Id, _channel);
        _caller = Sender;
        if (_settings.SessionCheck == SessionCheck.None)
        {
            OnLeaseChecked(new LeaseChecked(null));
            return;
        }

        var holder = _holder;
        Task.Run(holder.EnsureAliveAsync).PipeTo(Self, success: () => new LeaseChecked(null), failure: cause => new LeaseChecked(cause));
    }

    private void OnLeaseChecked(LeaseChecked result)
    {
        var holder = _holder!;
        holder.IsGranted = true;
        if (result.Failure is null && holder.Returning is null)
        {
            _caller.Tell(new PoolProtocol.SessionReply.Granted(
                new SessionLease(holder.Id, Self, _channel.SessionId, _channel.SessionToken, _settings.LedgerName)));
            return;
        }

        // Withdrawn while it was being tested, or the test found it dead and no other could be started.
        _caller.Tell(new PoolProtocol.SessionReply.Refused(
            holder.Returning is null ? new PoolProtocol.Refusal.Unavailable(result.Failure!) : PoolProtocol.Refusal.Withdrawn.Instance));
        BeginReturn(holder.Returning ?? new SessionMessages.Return(holder.Id, CancellationCause.Caller));
    }

    private void RunForHolder(SessionProtocol.RunTransaction request)
    {
        if (!IsHeldBy(request.Lease) || _holder!.Returning is not null)
            Sender.Tell(new PoolProtocol.TransactionReply.Failed(LeaseIsOver()));
        else if (_runner is not null || _holder.HasOpenTransaction)
            Sender.Tell(new PoolProtocol.TransactionReply.Failed(new InvalidOperationException("The session is in a transaction; one at a time.")));
        else
            Run(request.Transaction, request.Lease, Sender);
    }

    private void Serve(LeaseId lease, Func<LeaseHolder, Task<SessionProtocol.OperationReply>> operation)
    {
        if (!IsHeldBy(lease) || _holder!.Returning is not null)
        {
            RefuseOperation();
            return;
        }

        if (_runner is not null)
        {
            Sender.Tell(new SessionProtocol.OperationReply.Failed(new InvalidOperationException("The session is in a transaction; one at a time.")));
            return;
        }

        var (holder, asker) = (_holder, Sender);
        Task.Run(() => operation(holder)).PipeTo(asker, Self, success: reply => reply, failure: cause => new SessionProtocol.OperationReply.Failed(cause));
    }

    private void BeginReturn(SessionMessages.Return order)
    {
        _holder!.BeginReturn(order);
        if (_runner is { } runner)
            runner.Cancel(order.Cause); // Finished goes on
        else if (_holder.IsGranted)
            Return(order);
    }

    private void Return(SessionMessages.Return order)
    {
        var holder = _holder!;
        Task.Run(holder.CleanUpAsync).PipeTo(Self, success: usable => new Returned(order.Id, usable), failure: _ => new Returned(order.Id, false));
    }

    private void OnReturned(Returned returned)
    {
        var retries = _holder!.Retries;
        _holder.Dispose();
        _holder = null;
        if (!returned.Usable)
            EndAndStop();
        _pool.Tell(ReleaseOf(returned.Id, returned.Usable, retries));
    }

    private void EndAndStop()
    {
        Become(Ending);
        Task.Run(_channel.TryEndAsync).PipeTo(Self, success: cause => new Ended(cause), failure: cause => new Ended(cause));
    }

    private void OnEnded(Ended ended)
    {
        if (ended.Failure is { } failure)
            Log.EndFailed(_log, _number, failure);
        Context.Stop(Self);
    }

    private SessionMessages.Released ReleaseOf(LeaseId id, bool usable, int retries)
    {
        var replacements = _channel.Sessions - _sessionsReported;
        _sessionsReported = _channel.Sessions;
        return new SessionMessages.Released(_number, id, usable, replacements, retries);
    }

    private bool IsHeldBy(LeaseId lease) => _holder?.Id == lease;

    private SessionClosedException LeaseIsOver() => new(_channel.SessionId);

    private void RefuseOperation() => Sender.Tell(new SessionProtocol.OperationReply.Failed(LeaseIsOver()));

    private sealed record Opened(TimeSpan Took) : INoSerializationVerificationNeeded;

    private sealed record OpenFailed(Exception Cause) : INoSerializationVerificationNeeded;

    private sealed record Finished(TransactionRunner Runner, bool Usable) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    private sealed record LeaseChecked(Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record Returned(LeaseId Id, bool Usable) : INoSerializationVerificationNeeded;

    private sealed record Ended(Exception? Failure) : IDeadLetterSuppression, INoSerializationVerificationNeeded;
}
