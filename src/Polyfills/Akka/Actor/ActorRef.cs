using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

/// <summary>The handle of an actor: stays valid over restarts, and after the actor's end leads to dead letters.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}

public interface IActorRefScope
{
    bool IsLocal { get; }
}

public interface ILocalRef : IActorRefScope;

public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IInternalActorRef Parent { get; }
    IActorRefProvider Provider { get; }
    IActorRef GetChild(IReadOnlyList<string> name);
    void Restart(Exception cause);
    void Resume(Exception causedByFailure = null);
    void SendSystemMessage(ISystemMessage message);
    void Start();
    void Stop();
    void Suspend();
}

/// <summary>Equality by path and uid.</summary>
public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender) => TellInternal(message, sender);

    protected abstract void TellInternal(object message, IActorRef sender);

    public virtual bool Equals(IActorRef other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    public sealed override bool Equals(object obj) => obj is IActorRef other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Path.Uid, Path.Name);

    public int CompareTo(IActorRef other)
    {
        var byPath = Path.CompareTo(other?.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object obj) => obj is null or IActorRef
        ? CompareTo((IActorRef)obj)
        : throw new ArgumentException($"A reference can be compared with a reference only, not with [{obj}].", nameof(obj));

    public override string ToString() => $"[{Path.ToStringWithUid()}]";
}

public abstract class InternalActorRefBase : ActorRefBase, IInternalActorRef
{
    public abstract IInternalActorRef Parent { get; }
    public abstract IActorRefProvider Provider { get; }
    public abstract bool IsLocal { get; }
    public abstract IActorRef GetChild(IReadOnlyList<string> name);
    public abstract void Restart(Exception cause);
    public abstract void Resume(Exception causedByFailure = null);
    public abstract void SendSystemMessage(ISystemMessage message);
    public abstract void Start();
    public abstract void Stop();
    public abstract void Suspend();
}

/// <summary>A reference without an actor behind it: ignores everything that a subclass does not handle.</summary>
public abstract class MinimalActorRef : InternalActorRefBase, ILocalRef
{
    public override IInternalActorRef Parent => ActorRefs.Nobody;
    public override bool IsLocal => true;
    public override IActorRef GetChild(IReadOnlyList<string> name) => name.All(string.IsNullOrEmpty) ? this : ActorRefs.Nobody;
    public override void Restart(Exception cause) { }
    public override void Resume(Exception causedByFailure = null) { }
    public override void SendSystemMessage(ISystemMessage message) { }
    public override void Start() { }
    public override void Stop() { }
    public override void Suspend() { }
    protected override void TellInternal(object message, IActorRef sender) { }
}

/// <summary>Nobody: accepts and drops everything.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static Nobody Instance = new();

    private Nobody() { }

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "nobody";
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide.");
}

public static class ActorRefs
{
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>"No sender": the receiver sees the dead-letters reference.</summary>
    public static readonly IActorRef NoSender = null;
}

public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;
    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) => actorRef.IsNobody() ? elseValue() : actorRef;
}

public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends with the actor that is current on this thread as sender, if there is one.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Sends with the sender of the message being processed.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}

/// <summary>The system services that references need.</summary>
public interface IActorRefProvider
{
    IActorRef DeadLetters { get; }
    IActorRef IgnoreRef { get; }
    IInternalActorRef RootGuardian { get; }
    LocalActorRef Guardian { get; }
    LocalActorRef SystemGuardian { get; }
    IInternalActorRef TempContainer { get; }
    ActorPath RootPath { get; }
    Address DefaultAddress { get; }
    Settings Settings { get; }
    ActorPath TempPath();
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);
    void UnregisterTempActor(ActorPath path);
    IActorRef ResolveActorRef(string path);
    IActorRef ResolveActorRef(ActorPath actorPath);
}
