using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

// Who watches us, and whom we watch.
public sealed partial class ActorCell
{
    /// <summary>Watched actors, with the message that replaces <see cref="Terminated"/> or null.</summary>
    private Dictionary<IActorRef, object> _watching;
    private HashSet<IInternalActorRef> _watchedBy;

    /// <summary>Actors whose <see cref="Terminated"/> is in our mailbox; Unwatch removes them and so makes that message void.</summary>
    private Dictionary<IActorRef, object> _terminatedQueued;

    public IActorRef Watch(IActorRef subject) => WatchFor(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchFor(subject, message);
    }

    private IActorRef WatchFor(IActorRef subject, object message)
    {
        if (subject.Equals(_self) || _watching?.ContainsKey(subject) == true) return subject;
        var internalSubject = (IInternalActorRef)subject;
        internalSubject.SendSystemMessage(new Watch(internalSubject, _self));
        (_watching ??= []).Add(subject, message);
        _terminatedQueued?.Remove(subject);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (subject.Equals(_self)) return subject;
        var internalSubject = (IInternalActorRef)subject;
        if (_watching?.Remove(subject) == true) internalSubject.SendSystemMessage(new Unwatch(internalSubject, _self));
        _terminatedQueued?.Remove(subject);
        return subject;
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_terminatedQueued?.Remove(terminated.ActorRef, out var message) != true) return;
        if (message is null)
        {
            ReceiveMessage(terminated);
            return;
        }
        _currentEnvelope = new Envelope(message, _currentEnvelope.Sender);
        ReceiveMessage(message);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching?.Remove(actor, out var message) == true && !IsTerminating)
        {
            (_terminatedQueued ??= [])[actor] = message;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }
        if (StatsOf(actor) is not null) ChildTerminated(actor);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self)) (_watchedBy ??= []).Add(watcher);
        else if (!watchee.Equals(_self) && watcher.Equals(_self)) Watch(watchee);
    }

    private void RemoveWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(_self) && !watcher.Equals(_self)) _watchedBy?.Remove(watcher);
        else if (!watchee.Equals(_self) && watcher.Equals(_self)) Unwatch(watchee);
    }

    /// <summary>The parent has been told already, as a parent.</summary>
    private void TellWatchersWeDied()
    {
        if (_watchedBy is null) return;
        foreach (var watcher in _watchedBy)
            if (!watcher.Equals(Parent)) watcher.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        _watchedBy = null;
    }

    private void UnwatchWatchedActors()
    {
        if (_watching is null) return;
        foreach (var subject in _watching.Keys.Cast<IInternalActorRef>()) subject.SendSystemMessage(new Unwatch(subject, _self));
        _watching = null;
        _terminatedQueued = null;
    }
}
