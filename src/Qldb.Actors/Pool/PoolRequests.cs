using Akka.Actor;

namespace Qldb.Actors;

/// <summary>A request with the one who is to be answered.</summary>
internal abstract class AskedRequest(LeaseId id, TimeSpan maxWait, IActorRef replyTo) : PoolRequest(id, maxWait)
{
    public IActorRef ReplyTo => replyTo;

    /// <summary>Gets the words for the place that asked.</summary>
    public abstract string Place { get; }

    public abstract void Refuse(PoolProtocol.Refusal refusal, IActorRef pool);
}

internal sealed class TransactionRequest(PoolProtocol.ExecuteTransaction message, TimeSpan maxWait, IActorRef replyTo)
    : AskedRequest(message.Id, maxWait, replyTo)
{
    public PoolProtocol.ExecuteTransaction Message => message;

    public override string Place
    {
        get
        {
            var body = (message.Place ?? message.Body).Method;
            return $"the transaction body {body.DeclaringType?.FullName}.{body.Name}";
        }
    }

    public override void Refuse(PoolProtocol.Refusal refusal, IActorRef pool) => ReplyTo.Tell(new PoolProtocol.TransactionReply.Refused(refusal), pool);
}

internal sealed class SessionRequest(PoolProtocol.GetSession message, TimeSpan maxWait, IActorRef replyTo, IActorRef? owner)
    : AskedRequest(message.Id, maxWait, replyTo)
{
    /// <summary>Gets the actor whose death ends the lease.</summary>
    public IActorRef? Owner => owner;

    /// <summary>Gets who wants to hear of the end of the lease.</summary>
    public List<IActorRef> Releasers { get; } = [];

    public override string Place => message.Place ?? (owner is null ? "a GetSession" : $"a GetSession of {owner.Path}");

    public override void Refuse(PoolProtocol.Refusal refusal, IActorRef pool) => ReplyTo.Tell(new PoolProtocol.SessionReply.Refused(refusal), pool);
}
