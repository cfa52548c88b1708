using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Puts what it receives into the queue of its test kit.</summary>
internal sealed class InternalTestActor(MessageQueue queue) : ActorBase
{
    private readonly DelegatingStrategy _strategy = new();
    private Func<object, bool> _ignore;
    private AutoPilot _autoPilot = AutoPilot.NoAutoPilot;

    public sealed record SetIgnore(Func<object, bool> Ignore) : INoSerializationVerificationNeeded;

    public sealed record SetAutoPilot(AutoPilot AutoPilot) : INoSerializationVerificationNeeded;

    public sealed record Watch(IActorRef Actor) : INoSerializationVerificationNeeded;

    public sealed record Unwatch(IActorRef Actor) : INoSerializationVerificationNeeded;

    public sealed record Spawn(Props Props, string Name, SupervisorStrategy Strategy) : INoSerializationVerificationNeeded;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case SetAutoPilot set:
                _autoPilot = set.AutoPilot;
                return true;
            case Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(watch.Actor);
                return true;
            case Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(unwatch.Actor);
                return true;
            case Spawn spawn:
                var child = Context.ActorOf(spawn.Props, spawn.Name);
                if (spawn.Strategy is not null) _strategy.Use(child, spawn.Strategy);
                Sender.Tell(child);
                return true;
        }

        var sender = Sender;
        var next = _autoPilot is NoAutoPilot ? _autoPilot : _autoPilot.Run(sender, message);
        if (next is not KeepRunning) _autoPilot = next;
        if (_ignore?.Invoke(message) != true) queue.Add(new RealMessageEnvelope(message, sender));
        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override void PostStop()
    {
        var self = Self;
        foreach (var message in queue.ToArray()) Context.System.DeadLetters.Tell(new DeadLetter(message, Context.System.DeadLetters, self), self);
    }

    /// <summary>A strategy for each child.</summary>
    private sealed class DelegatingStrategy : SupervisorStrategy
    {
        private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];

        public override IDecider Decider => DefaultDecider;

        public void Use(IActorRef child, SupervisorStrategy strategy) => _strategies[child] = strategy;

        private SupervisorStrategy Of(IActorRef child) => _strategies.GetValueOrDefault(child, DefaultStrategy);

        protected override Directive Handle(IActorRef child, Exception exception) => Of(child).Decider.Decide(exception);

        public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Actor.Internal.ChildRestartStats> children) =>
            Of(child).ProcessFailure(context, restart, child, cause, stats, children);

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
        {
            Of(child).HandleChildTerminated(actorContext, child, children);
            _strategies.Remove(child);
        }
    }
}
