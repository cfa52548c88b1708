namespace Akka.Actor;

// The children: made from any thread (guardians), so guarded by a lock; their reasons to stop belong to the actor's own thread.
public sealed partial class ActorCell
{
    private enum Continuation
    {
        None,
        Create,
        Recreate,
        Terminate,
    }

    private readonly Lock _childrenLock = new();
    private Dictionary<string, Internal.ChildRestartStats> _children;
    private HashSet<IActorRef> _stoppingChildren;
    private Continuation _afterChildren; // what goes on when the last stopping child has gone
    private Exception _recreateCause;
    private bool _noMoreChildren;
    private long _lastName = -1;

    public IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name, isTestRef: false, start: true);

    /// <summary>Makes the child; a dispatcher or mailbox that is not configured throws here.</summary>
    internal LocalActorRef MakeChild(Props props, string name, bool isTestRef, bool start)
    {
        if (name is not null) CheckName(name);
        else name = (isTestRef ? "$" : "") + Akka.Util.Base64Name.Of(Interlocked.Increment(ref _lastName));

        var path = new ChildActorPath(_self.Path, name, NewUid());
        var (deployed, dispatcher) = SystemImpl.Deploy(props, path);
        var child = new LocalActorRef(SystemImpl, deployed, dispatcher, _self, path);
        lock (_childrenLock)
        {
            if (_noMoreChildren || Mailbox.IsClosed)
                throw new InvalidOperationException($"Cannot create child [{name}] of [{_self.Path}]: it is terminating or has terminated.");
            _children ??= new Dictionary<string, Internal.ChildRestartStats>(StringComparer.Ordinal);
            if (!_children.TryAdd(name, new Internal.ChildRestartStats(child)))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
        if (s_current == this && Mailbox.IsSuspended() && _perpetrator is not null) child.Suspend();
        if (start) child.Start();
        return child;
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0) throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(
                $"Illegal actor name [{name}]. Names are ASCII letters, digits and {ActorPath.ValidSymbols}, and do not start with $.");
    }

    private static long NewUid()
    {
        long uid;
        do uid = Random.Shared.NextInt64(); while (uid == UndefinedUid);
        return uid;
    }

    public IActorRef Child(string name) => GetSingleChild(name);

    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#');
        lock (_childrenLock)
        {
            if (_children is null || !_children.TryGetValue(hash < 0 ? name : name[..hash], out var stats)) return ActorRefs.Nobody;
            return hash < 0 || name[(hash + 1)..] == stats.Uid.ToString() ? stats.Child : ActorRefs.Nobody;
        }
    }

    public IEnumerable<IInternalActorRef> GetChildren() => Array.ConvertAll(ChildStats(), static stats => stats.Child);

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    /// <summary>Most strategies never look: a parent of many that stops must not copy the list for each of them.</summary>
    private IEnumerable<IInternalActorRef> ChildrenWhenAsked()
    {
        foreach (var child in GetChildren()) yield return child;
    }

    private Internal.ChildRestartStats[] ChildStats()
    {
        lock (_childrenLock) return _children is { Count: > 0 } ? [.. _children.Values] : [];
    }

    private Internal.ChildRestartStats StatsOf(IActorRef child)
    {
        lock (_childrenLock)
        {
            return _children is not null && _children.TryGetValue(child.Path.Name, out var stats) && stats.Child.Equals(child) ? stats : null;
        }
    }

    public void Stop(IActorRef child)
    {
        if (StatsOf(child) is not null && !child.Equals(_self)) (_stoppingChildren ??= []).Add(child);
        ((IInternalActorRef)child).Stop();
    }

    /// <summary>Remembers what to do once all stopping children have gone; false when there is nobody to wait for.</summary>
    private bool WaitForChildren(Continuation continuation, Exception cause = null)
    {
        if (continuation == Continuation.Terminate)
            lock (_childrenLock) _noMoreChildren = true;
        if (_stoppingChildren is not { Count: > 0 }) return false;
        _afterChildren = continuation;
        _recreateCause = cause;
        return true;
    }

    private void ChildTerminated(IActorRef child)
    {
        lock (_childrenLock) _children.Remove(child.Path.Name);
        var lastOne = _stoppingChildren is not null && _stoppingChildren.Remove(child) && _stoppingChildren.Count == 0;
        if (_actor is not null)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, ChildrenWhenAsked());
            }
            catch (Exception cause)
            {
                PublishError(cause, "HandleChildTerminated failed");
                Fail(cause);
            }
        }
        if (!lastOne) return;

        var continuation = _afterChildren;
        _afterChildren = Continuation.None;
        switch (continuation)
        {
            case Continuation.Create:
                FinishCreate();
                break;
            case Continuation.Recreate:
                FinishRecreate(_recreateCause);
                break;
            case Continuation.Terminate:
                FinishTerminate();
                break;
        }
    }

    private void SuspendChildren(IActorRef except = null)
    {
        foreach (var stats in ChildStats())
            if (!stats.Child.Equals(except) && _stoppingChildren?.Contains(stats.Child) != true) stats.Child.Suspend();
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        foreach (var stats in ChildStats())
            stats.Child.Resume(stats.Child.Equals(perpetrator) ? causedByFailure : null);
    }
}
