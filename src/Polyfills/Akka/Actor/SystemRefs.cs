using System.Collections.Concurrent;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The reference of a path where no actor is: what is sent to it is published as a dead letter.</summary>
public class EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : MinimalActorRef
{
    public override ActorPath Path { get; } = path;
    public override IActorRefProvider Provider => provider;

    protected override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        switch (message)
        {
            case DeadLetter:
                break;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                break;
            default:
                Publish(message, sender);
                break;
        }
    }

    protected void Publish(object message, IActorRef sender)
    {
        sender ??= provider.DeadLetters;
        eventStream.Publish(message is IDeadLetterSuppression suppressed
            ? new SuppressedDeadLetter(suppressed, sender, this)
            : new DeadLetter(message, sender, this));
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is Watch watch && watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
    }
}

/// <summary>Where messages end that reached nobody; publishes them on the event stream.</summary>
public class DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    : EmptyLocalActorRef(provider, path, eventStream)
{
    private readonly EventStream _eventStream = eventStream;

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is AllDeadLetters letter) _eventStream.Publish(letter);
        else base.TellInternal(message, sender);
    }
}

/// <summary>Swallows everything without a trace.</summary>
public sealed class IgnoreActorRef(IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems")) / "Ignore";
    public override IActorRefProvider Provider => provider;

    public static bool IsIgnoreRefPath(string otherPath) => ActorPath.TryParse(otherPath, out var path) && IsIgnoreRefPath(path);
    public static bool IsIgnoreRefPath(ActorPath otherPath) => otherPath.Name == "Ignore" && otherPath.Address == Address.AllSystems;
}

/// <summary>The folder of the temporary references of Ask.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override IInternalActorRef Parent => parent;
    public override ActorPath Path => path;
    public override IActorRefProvider Provider => provider;

    public void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;
    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    public void ForEachChild(Action<IInternalActorRef> action)
    {
        foreach (var child in _children.Values) action(child);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        var path = name.Where(element => element.Length > 0).ToArray();
        if (path.Length == 0) return this;
        return path.Length == 1 && _children.TryGetValue(path[0], out var child) ? child : ActorRefs.Nobody;
    }
}
