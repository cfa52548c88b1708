using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

// One message at a time: user messages, system messages, receive timeout.
public sealed partial class ActorCell
{
    private enum CellState
    {
        Running,
        Suspended,
        WaitingForChildren,
    }

    private List<SystemMessage> _deferred; // system messages kept back while suspended or waiting for children
    private ICancelable _receiveTimeoutTimer;
    private ActorTaskScheduler _taskScheduler;
    private TaskCompletionSource _observedHandler;

    public TimeSpan? ReceiveTimeout { get; private set; }

    /// <summary>Counts the messages handled, so that a stash knows the same message when it sees it twice.</summary>
    internal long EnvelopeNumber { get; private set; }
    public ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    private CellState State =>
        _afterChildren != Continuation.None ? CellState.WaitingForChildren
        : Mailbox.IsSuspended() ? CellState.Suspended
        : CellState.Running;

    internal void Invoke(Envelope envelope)
    {
        try
        {
            if (envelope.Message is Scheduler.TimerMessage timer)
            {
                var payload = Scheduler.TimerScheduler.Accept(_actor, timer);
                if (payload is null) return;
                envelope = new Envelope(payload, envelope.Sender);
            }
            _currentEnvelope = envelope;
            EnvelopeNumber++;
            if (ReceiveTimeout is not null && envelope.Message is not INotInfluenceReceiveTimeout) CancelReceiveTimeout();
            Receive(envelope);
            if (!Mailbox.IsSuspended()) ClearCurrentMessage();
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
        finally
        {
            BeginReceiveTimeout();
        }
    }

    /// <summary>After a failure too: the actor that is resumed or restarted waits on. One that cannot be scheduled is the actor's failure.</summary>
    private void BeginReceiveTimeout()
    {
        try
        {
            CheckReceiveTimeout();
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
    }

    /// <summary>An actor at rest holds on to nothing. After a failure the message stays for PreRestart, in an async handler for its Sender.</summary>
    internal void ClearCurrentMessage() => _currentEnvelope = default;

    private void Receive(in Envelope envelope)
    {
        if (envelope.Message is IAutoReceivedMessage) AutoReceive(envelope);
        else ReceiveMessage(envelope.Message);
    }

    /// <summary>Runs a message outside of supervision: an exception reaches the caller.</summary>
    internal void ReceiveMessageForTest(Envelope envelope)
    {
        UseThreadContext(() =>
        {
            _currentEnvelope = envelope;
            Receive(envelope);
        });
    }

    /// <summary>Likewise, and waits for the async handler if the message starts one.</summary>
    internal Task ReceiveMessageForTestAsync(Envelope envelope)
    {
        var end = _observedHandler = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ReceiveMessageForTest(envelope);
        return TakeObservedHandler() is null ? end.Task : Task.CompletedTask;
    }

    /// <summary>Who waits for the async handler that is about to start.</summary>
    internal TaskCompletionSource TakeObservedHandler()
    {
        var observed = _observedHandler;
        _observedHandler = null;
        return observed;
    }

    private void ReceiveMessage(object message)
    {
        var handled = _actor.AroundReceive(_behavior, message);
        if (SystemImpl.Settings.AddLoggingReceive && _actor is ILogReceive)
            Publish(new Debug(_self.Path.ToString(), _actor.GetType(),
                $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
    }

    private void AutoReceive(in Envelope envelope)
    {
        if (SystemImpl.Settings.DebugAutoReceive)
            Publish(new Debug(_self.Path.ToString(), _actor.GetType(), "received AutoReceiveMessage " + envelope.Message));
        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            case StopChild stop:
                Stop(stop.Child);
                break;
            default:
                ReceiveMessage(envelope.Message);
                break;
        }
    }

    internal void InvokeSystem(SystemMessage chain)
    {
        while (chain is not null)
        {
            var message = chain;
            chain = chain.Next;
            message.Next = null;
            if (Mailbox.IsClosed)
            {
                HandleSystemMessageOfTheDead(message);
                continue;
            }

            var before = State;
            if (MustWait(message, before))
            {
                (_deferred ??= []).Add(message);
                continue;
            }
            try
            {
                InvokeSystemMessage(message);
            }
            catch (Exception cause)
            {
                Fail(cause);
            }
            if (_deferred is { Count: > 0 } && State < before) chain = TakeDeferred(chain);
        }
    }

    private static bool MustWait(SystemMessage message, CellState state) => state switch
    {
        CellState.Suspended => message is IStashWhenFailed,
        CellState.WaitingForChildren => message is IStashWhenWaitingForChildren,
        _ => false,
    };

    private SystemMessage TakeDeferred(SystemMessage rest)
    {
        for (var i = _deferred.Count - 1; i >= 0; i--)
        {
            _deferred[i].Next = rest;
            rest = _deferred[i];
        }
        _deferred.Clear();
        return rest;
    }

    private void InvokeSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case ActorWork work:
                work.Run(this);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case DeathWatchNotification death:
                WatchedActorTerminated(death.Actor, death.ExistenceConfirmed, death.AddressTerminated);
                break;
            case Dispatch.SysMsg.Create:
                Create();
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemoveWatcher(unwatch.Watchee, unwatch.Watcher);
                break;
            case Suspend:
                FaultSuspend();
                break;
            case Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case Dispatch.SysMsg.Terminate:
                Terminate();
                break;
            default:
                throw new NotSupportedException($"Unknown system message {message.GetType().Name}");
        }
    }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        ReceiveTimeout = timeout;
        if (timeout is null) CancelReceiveTimeout();
    }

    internal void CheckReceiveTimeout()
    {
        if (ReceiveTimeout is not { } timeout || _receiveTimeoutTimer is not null) return;
        ReceiveTimeout = null; // if scheduling throws, so that it fails the actor once and not for ever
        _receiveTimeoutTimer = SystemImpl.Scheduler.ScheduleTellOnceCancelable(timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self);
        ReceiveTimeout = timeout;
    }

    /// <summary>The handler has ended only now, so the time begins anew.</summary>
    internal void RestartReceiveTimeout(object handled)
    {
        if (handled is not INotInfluenceReceiveTimeout) CancelReceiveTimeout();
        CheckReceiveTimeout();
    }

    private void CancelReceiveTimeout()
    {
        _receiveTimeoutTimer?.Cancel();
        _receiveTimeoutTimer = null;
    }

    private void Publish(LogEvent logEvent) => SystemImpl.EventStream.Publish(logEvent);

    private void PublishError(Exception cause, string message) =>
        Publish(new Error(cause, _self.Path.ToString(), _actor?.GetType() ?? GetType(), message));
}
