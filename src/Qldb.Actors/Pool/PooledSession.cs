using Akka.Actor;

namespace Qldb.Actors;

/// <summary>One place in the pool and the session in it, as the pool sees them. Written by <see cref="PoolState"/> only.</summary>
internal sealed class PooledSession
{
    internal PooledSession(int number)
    {
        Number = number;
        IdleNode = new LinkedListNode<PooledSession>(this);
    }

    public int Number { get; }

    public PooledSessionState State { get; internal set; } = PooledSessionState.Starting;

    /// <summary>Gets the request that holds the session; null unless leased.</summary>
    public PoolRequest? Holder { get; internal set; }

    public TimeSpan StartedAt { get; internal set; }

    public TimeSpan IdleSince { get; internal set; }

    public TimeSpan LeasedAt { get; internal set; }

    public int FailedStarts { get; internal set; }

    public bool ReportedOverdue { get; internal set; }

    /// <summary>Gets or sets the actor that runs the session. Not the state's business.</summary>
    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    /// <summary>Gets or sets what ends when the service has the session no more; set when its actor stops. Not the state's business either.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    internal LinkedListNode<PooledSession> IdleNode { get; }
}
