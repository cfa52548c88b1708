namespace Akka.Actor;

public delegate bool Receive(object message);

public delegate void UntypedReceive(object message);

internal interface IInitializableActor
{
    void Init();
}

/// <summary>Marks actors whose messages are logged when <c>akka.actor.debug.receive</c> is on.</summary>
public interface ILogReceive;

/// <summary>The base of all actors: behaviour, hooks, and access to the context of the message being handled.</summary>
public abstract class ActorBase
{
    private readonly IActorRef _self;

    protected ActorBase()
    {
        var cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"[{GetType()}] was made with new. Actors are made by the system only: use ActorOf with Props.");
        _self = cell.Self;
        cell.Become(Receive);
        if (this is IWithTimers withTimers) Scheduler.TimerScheduler.Attach(withTimers, cell);
    }

    protected IActorRef Sender => Context.Sender;
    protected IActorRef Self => _self;

    /// <summary>Valid on the actor's own thread of control only.</summary>
    protected static IActorContext Context => CurrentCell;

    private protected static ActorCell CurrentCell => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected static Receive EmptyReceive { get; } = static _ => false;

    internal SupervisorStrategy SupervisorStrategyInternal => SupervisorStrategy();
    internal Receive ReceiveInternal => Receive;

    protected abstract bool Receive(object message);

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    public virtual void AroundPreStart() => PreStart();
    public virtual void AroundPostStop()
    {
        Scheduler.TimerScheduler.CancelAll(this);
        PostStop();
    }

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        Scheduler.TimerScheduler.CancelAll(this);
        PreRestart(cause, message);
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);
    internal void AroundPostRestart(Exception cause) => AroundPostRestart(cause, null);

    protected virtual void PreStart() { }
    protected virtual void PostStop() { }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>A <see cref="Terminated"/> nobody handles is a death pact; anything else is published as unhandled.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);
    protected void UnbecomeStacked() => Context.UnbecomeStacked();
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);
}

public abstract class UntypedActor : ActorBase
{
    protected new static IUntypedActorContext Context => CurrentCell;

    protected abstract void OnReceive(object message);

    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected void Become(UntypedReceive receive) => Context.Become(receive);
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);

    /// <summary>Runs the action like an async handler: no other user message is processed before it has ended.</summary>
    protected void RunTask(Action action) => Dispatch.ActorTaskScheduler.RunTask(action);
    protected void RunTask(Func<Task> action) => Dispatch.ActorTaskScheduler.RunTask(action);
}

public abstract class UntypedActorWithUnboundedStash : UntypedActor, IWithUnboundedStash
{
    public IStash Stash { get; set; }
}
