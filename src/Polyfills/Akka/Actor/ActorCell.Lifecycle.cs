using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

// Birth, failure, restart and death. The order of the steps is the contract; see the notes at each method.
public sealed partial class ActorCell
{
    /// <summary>Who caused the failure that suspended us: ourselves, or the child whose failure we could not handle.</summary>
    private IActorRef _perpetrator;
    private SupervisorStrategy _strategy;
    private bool _started; // once an instance has started, the next one is a restart even if there was none in between

    private bool IsFailed => _perpetrator is not null;
    private bool IsTerminating => _afterChildren == Continuation.Terminate || Mailbox.IsClosed;
    private bool IsNormal => _afterChildren == Continuation.None && !Mailbox.IsClosed;
    internal SupervisorStrategy Strategy => _strategy ??= Props.SupervisorStrategy ?? _actor.SupervisorStrategyInternal;

    private void Create()
    {
        try
        {
            _actor = NewActor();
            _actor.AroundPreStart();
            CheckReceiveTimeout();
            _started = true;
            PublishLifecycle("Started");
        }
        catch (Exception cause)
        {
            if (_actor is not null) ReleaseInstance(_actor);
            _actor = null;
            throw new ActorInitializationException(_self, "Exception during creation", cause);
        }
    }

    private ActorBase NewActor()
    {
        _behavior = null;
        _lowerBehaviors = null;
        var actor = Props.NewActor() ?? throw new ActorInitializationException(_self, "Props.NewActor() returned null.");
        if (actor is IInitializableActor initializable) initializable.Init();
        _actor = actor;
        _strategy = null;
        StashSupport.Attach(actor, this);
        return actor;
    }

    private void ReleaseInstance(ActorBase actor)
    {
        _behavior = null;
        _lowerBehaviors = null;
        try
        {
            Props.Release(actor);
        }
        catch (Exception cause)
        {
            PublishError(cause, $"Releasing {actor.GetType()} failed: {cause.Message}");
        }
    }

    /// <summary>Stops taking messages, holds the children still, and asks the parent what to do.</summary>
    internal void Fail(Exception cause, IActorRef failedChild = null)
    {
        if (IsFailed || Mailbox.IsClosed) return;
        try
        {
            Mailbox.Suspend();
            _perpetrator = failedChild ?? _self;
            SuspendChildren(except: failedChild);
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception emergency)
        {
            PublishError(emergency, $"Emergency stop: {emergency.Message} while handling the failure {cause}");
            StopChildren();
            FinishTerminate();
        }
    }

    private void HandleFailed(Failed failed)
    {
        // The uid keeps out what a child killed in PreRestart, and made again since, has to say.
        if (StatsOf(failed.Child) is not { } stats || stats.Uid != failed.Uid) return;
        _currentEnvelope = new Envelope(failed, failed.Child);
        try
        {
            if (_actor is null || !Strategy.HandleFailure(this, failed.Cause, stats, ChildStats())) Fail(failed.Cause, failed.Child);
        }
        catch (Exception cause)
        {
            Fail(cause, failed.Child);
        }
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren();
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor is null)
        {
            FaultCreate();
            return;
        }
        var perpetrator = _perpetrator;
        Mailbox.Resume();
        if (causedByFailure is not null) _perpetrator = null;
        ResumeChildren(causedByFailure, perpetrator);
    }

    /// <summary>
    /// The old instance takes its leave, then the children being stopped go, then the new instance starts. A Recreate that comes while
    /// something else is under way only takes back its suspension.
    /// </summary>
    private void FaultRecreate(Exception cause)
    {
        if (!_started)
        {
            FaultCreate();
            return;
        }
        if (!IsNormal)
        {
            FaultResume(null);
            return;
        }
        if (_actor is not null) TakeLeave(_actor, cause);
        if (!WaitForChildren(Continuation.Recreate, cause)) FinishRecreate(cause);
    }

    private void TakeLeave(ActorBase failed, Exception cause)
    {
        PublishLifecycle("Restarting");
        try
        {
            failed.AroundPreRestart(cause, CurrentMessage is Failed ? null : CurrentMessage);
        }
        catch (Exception inPreRestart)
        {
            var error = new PreRestartException(_self, inPreRestart, cause, CurrentMessage);
            Publish(new Error(error, _self.Path.ToString(), failed.GetType(), inPreRestart.Message));
        }
        finally
        {
            StashSupport.PutBack(failed);
            ReleaseInstance(failed);
        }
    }

    /// <summary>An instance whose PostRestart fails is still the one to stop, or to restart, like any other.</summary>

    private void FinishRecreate(Exception cause)
    {
        var survivors = ChildStats(); // before the new instance makes new ones
        try
        {
            Mailbox.Resume();
            _perpetrator = null;
            var failed = _actor;
            _actor = null;
            var fresh = NewActor();
            if (ReferenceEquals(fresh, failed)) _behavior ??= fresh.ReceiveInternal;
            fresh.AroundPostRestart(cause);
            PublishLifecycle("Restarted");
            foreach (var stats in survivors) stats.Child.Restart(cause);
        }
        catch (Exception inPostRestart)
        {
            Fail(new PostRestartException(_self, inPostRestart, cause));
        }
    }

    /// <summary>Another try after the constructor or PreStart failed.</summary>
    private void FaultCreate()
    {
        SetReceiveTimeout(null);
        StopChildren();
        if (!WaitForChildren(Continuation.Create)) FinishCreate();
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _perpetrator = null;
        try
        {
            Create();
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
    }

    private void StopChildren()
    {
        foreach (var stats in ChildStats()) Stop(stats.Child);
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        UnwatchWatchedActors();
        StopChildren();
        var wasTerminating = IsTerminating;
        if (!WaitForChildren(Continuation.Terminate))
        {
            FinishTerminate();
            return;
        }
        if (wasTerminating) return;
        Mailbox.Suspend();    // no user messages while the children go
        _perpetrator = _self; // and no failures reported upwards
        PublishLifecycle("Stopping");
    }

    /// <summary>PostStop, then the mailbox closes, then the parent learns of it, then the watchers.</summary>
    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception cause)
        {
            PublishError(cause, cause.Message);
        }
        if (actor is not null)
        {
            StashSupport.PutBack(actor);
            ReleaseInstance(actor);
        }
        lock (_childrenLock) _noMoreChildren = true;
        Mailbox.Close();
        Mailbox.Dispatcher.Detach();
        Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors();
        PublishLifecycle("Stopped");
        _actor = null;
        _strategy = null;
        _currentEnvelope = default;
        Props = Props.Terminated;
    }

    private void PublishLifecycle(string what)
    {
        if (SystemImpl.Settings.DebugLifecycle)
            Publish(new Debug(_self.Path.ToString(), _actor?.GetType() ?? Props.Type, _actor is null ? what : $"{what} ({_actor})"));
    }
}
