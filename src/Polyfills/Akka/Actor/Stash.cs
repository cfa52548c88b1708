using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Messages put aside, to be taken up again before everything that is queued.</summary>
public interface IStash
{
    int Count { get; }
    bool IsEmpty { get; }
    bool NonEmpty { get; }
    bool IsFull { get; }
    int Capacity { get; }
    void Stash();
    void Unstash();
    void UnstashAll();
    void UnstashAll(Func<Envelope, bool> predicate);
    IEnumerable<Envelope> ClearStash();
    void Prepend(IEnumerable<Envelope> envelopes);
}

public interface IActorStash
{
    IStash Stash { get; set; }
}

public interface IWithUnrestrictedStash : IActorStash;

public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>Gives actors their stash, and takes back what is in it when an instance goes.</summary>
internal static class StashSupport
{
    public static void Attach(ActorBase actor, ActorCell cell)
    {
        if (actor is IActorStash withStash)
            withStash.Stash = new CellStash(cell, actor is IWithUnboundedStash ? Deploy.NoStashSize : cell.Props.Deploy.StashCapacity);
    }

    public static void PutBack(ActorBase actor)
    {
        if (actor is IActorStash { Stash: CellStash stash }) stash.UnstashAll();
    }

    private sealed class CellStash(ActorCell cell, int capacity) : IStash
    {
        private readonly LinkedList<Envelope> _messages = new();
        private long _lastStashed;

        public int Count => _messages.Count;
        public bool IsEmpty => _messages.Count == 0;
        public bool NonEmpty => _messages.Count > 0;
        public bool IsFull => Capacity >= 0 && _messages.Count >= Capacity;

        /// <summary>A negative capacity is no limit.</summary>
        public int Capacity => capacity;

        public void Stash()
        {
            var current = cell.CurrentEnvelope;
            if (current.Message is null) return;
            if (cell.EnvelopeNumber == _lastStashed)
                throw new IllegalActorStateException($"Can't stash the same message {current.Message} more than once");
            if (IsFull)
                throw new StashOverflowException($"Couldn't enqueue message {current.Message} from {current.Sender} to stash of {cell.Self}: its capacity is {Capacity}.");
            _messages.AddLast(current);
            _lastStashed = cell.EnvelopeNumber;
        }

        public void Unstash()
        {
            if (IsEmpty) return;
            cell.Mailbox.PutBack(_messages.First.Value);
            _messages.RemoveFirst();
        }

        public void UnstashAll() => PutBack(ClearStash());
        public void UnstashAll(Func<Envelope, bool> predicate) => PutBack(ClearStash().Where(predicate));

        public IEnumerable<Envelope> ClearStash()
        {
            var all = _messages.ToArray();
            _messages.Clear();
            return all;
        }

        public void Prepend(IEnumerable<Envelope> envelopes)
        {
            foreach (var envelope in envelopes.Distinct().Reverse()) _messages.AddFirst(envelope);
        }

        private void PutBack(IEnumerable<Envelope> envelopes)
        {
            foreach (var envelope in envelopes.Reverse()) cell.Mailbox.PutBack(envelope);
        }
    }
}
