using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract ActorCell Underlying { get; }
    public abstract IEnumerable<IActorRef> Children { get; }
    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>The reference of an actor of this process.</summary>
public class LocalActorRef : ActorRefWithCell, ILocalRef
{
    private readonly ActorCell _cell;

    internal LocalActorRef(ActorSystemImpl system, Props props, Dispatch.MessageDispatcher dispatcher, IInternalActorRef parent, ActorPath path)
    {
        Path = path;
        Parent = parent;
        _cell = new ActorCell(system, this, props, dispatcher, parent);
    }

    public override ActorPath Path { get; }
    public override IInternalActorRef Parent { get; }
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;
    public override bool IsLocal => true;
    public override ActorCell Underlying => _cell;
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();
    public ActorCell Cell => _cell;

    public override void Start() => _cell.Start();
    public override void Suspend() => _cell.SendSystemMessage(new Suspend());
    public override void Resume(Exception causedByFailure = null) => _cell.SendSystemMessage(new Resume(causedByFailure));
    public override void Restart(Exception cause) => _cell.SendSystemMessage(new Recreate(cause));
    public override void Stop() => _cell.SendSystemMessage(new Terminate());
    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage((SystemMessage)message);

    protected override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        _cell.SendMessage(new Envelope(message, sender));
    }

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            if (name[i].Length == 0) continue;
            if (current is not ActorRefWithCell withCell) return current.GetChild([.. name.Skip(i)]);
            current = name[i] == ".." ? current.Parent : withCell.GetSingleChild(name[i]);
        }
        return current;
    }
}
