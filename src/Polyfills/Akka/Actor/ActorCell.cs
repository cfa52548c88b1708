using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public interface IActorRefFactory
{
    IActorRef ActorOf(Props props, string name = null);
    ActorSelection ActorSelection(ActorPath actorPath);
    ActorSelection ActorSelection(string actorPath);
}

public static class ActorRefFactoryExtensions
{
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string name = null) where TActor : ActorBase, new() =>
        factory.ActorOf(Props.Create<TActor>(), name);

    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        new(anchorRef, actorPath);
}

public interface ICanWatch
{
    IActorRef Watch(IActorRef subject);
    IActorRef WatchWith(IActorRef subject, object message);
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of the system while it handles a message.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }
    Props Props { get; }
    MessageDispatcher Dispatcher { get; }
    IActorRef Sender { get; }
    ActorSystem System { get; }
    IActorRef Parent { get; }
    TimeSpan? ReceiveTimeout { get; }
    void Become(Receive receive);
    void BecomeStacked(Receive receive);
    void UnbecomeStacked();
    IActorRef Child(string name);
    IEnumerable<IActorRef> GetChildren();
    void SetReceiveTimeout(TimeSpan? timeout);
    void Stop(IActorRef child);
}

public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);
    void BecomeStacked(UntypedReceive receive);
}

/// <summary>
/// An actor's inside: its instance, behaviours, children, watches and mailbox. Everything but sending to it and reading its children
/// happens in the mailbox's thread of control.
/// </summary>
public sealed partial class ActorCell : IUntypedActorContext
{
    public const int UndefinedUid = 0;

    [ThreadStatic] private static ActorCell s_current;

    private readonly LocalActorRef _self;
    private ActorBase _actor;
    private Receive _behavior;
    private Stack<Receive> _lowerBehaviors; // what UnbecomeStacked returns to; the initial behaviour is at the bottom
    private Envelope _currentEnvelope;

    internal ActorCell(ActorSystemImpl system, LocalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        _self = self;
        Props = props;
        Parent = parent;
        Mailbox = new Mailbox(this, dispatcher);
    }

    public Props Props { get; private set; }
    public IActorRef Self => _self;
    public IInternalActorRef Parent { get; }
    public ActorSystem System => SystemImpl;
    public MessageDispatcher Dispatcher => Mailbox.Dispatcher;
    public Mailbox Mailbox { get; }
    public IActorRef Sender => _currentEnvelope.Sender ?? SystemImpl.DeadLetters;
    public object CurrentMessage => _currentEnvelope.Message;
    public bool IsTerminated => Mailbox.IsClosed;
    internal ActorSystemImpl SystemImpl { get; }
    internal ActorBase Actor => _actor;
    internal Envelope CurrentEnvelope => _currentEnvelope;

    IActorRef IActorContext.Parent => Parent;

    /// <summary>The cell whose thread of control this is, if any.</summary>
    public static ActorCell Current => s_current;

    internal static ActorCell Enter(ActorCell cell)
    {
        var previous = s_current;
        s_current = cell;
        return previous;
    }

    internal static void Leave(ActorCell previous) => s_current = previous;

    public static IActorRef GetCurrentSelfOrNoSender() => s_current?._self;

    /// <summary>The sender of the current message as it was given: none stays none.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() => s_current?._currentEnvelope.Sender;

    public void UseThreadContext(Action action)
    {
        var previous = Enter(this);
        try
        {
            action();
        }
        finally
        {
            Leave(previous);
        }
    }

    internal void Start() => Mailbox.PostSystem(new Create());

    internal void SendMessage(in Envelope envelope) => Mailbox.Post(envelope);

    internal void SendSystemMessage(SystemMessage message)
    {
        if (!Mailbox.PostSystem(message)) HandleSystemMessageOfTheDead(message);
    }

    internal void SendToDeadLetters(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case Identify identify:
                envelope.Sender?.Tell(new ActorIdentity(identify.MessageId, null), _self);
                break;
            case Scheduler.TimerMessage or AllDeadLetters: // a subscriber to dead letters that is dead itself would go round in circles
                break;
            default:
                var sender = envelope.Sender ?? SystemImpl.DeadLetters;
                SystemImpl.EventStream.Publish(envelope.Message is IDeadLetterSuppression suppressed
                    ? new SuppressedDeadLetter(suppressed, sender, SystemImpl.DeadLetters)
                    : new DeadLetter(envelope.Message, sender, _self));
                break;
        }
    }

    internal void HandleSystemMessageOfTheDead(SystemMessage message)
    {
        if (message is Watch watch && watch.Watchee.Equals(_self) && !watch.Watcher.Equals(_self))
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
    }

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        if (_lowerBehaviors is not { Count: > 0 } && _behavior is not null) (_lowerBehaviors ??= new()).Push(_behavior);
        _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (_lowerBehaviors ??= new()).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_lowerBehaviors is { Count: > 0 }) _behavior = _lowerBehaviors.Pop();
    }

    public void Become(UntypedReceive receive) => Become(Handled(receive));
    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    public ActorSelection ActorSelection(ActorPath actorPath) => SystemImpl.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) =>
        actorPath.StartsWith('/') || actorPath.Contains("://", StringComparison.Ordinal)
            ? SystemImpl.ActorSelection(actorPath)
            : new ActorSelection(_self, actorPath);
}
