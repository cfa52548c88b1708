using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The upper end of the tree: <c>/</c>, <c>/user</c>, <c>/system</c>, <c>/temp</c> and the references that are no actors.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorSystemImpl _system;
    private readonly VirtualPathContainer _temp;
    private readonly LocalActorRef _root;
    private long _tempCounter = -1;

    internal LocalActorRefProvider(ActorSystemImpl system)
    {
        _system = system;
        DefaultAddress = new Address("akka", system.Name);
        RootPath = new RootActorPath(DefaultAddress);
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", system.EventStream);
        IgnoreRef = new IgnoreActorRef(this);
        _root = new LocalActorRef(system, Props.Create<RootGuardianActor>(),
            system.Dispatchers.Lookup(Dispatch.Dispatchers.InternalDispatcherId), new AboveTheRoot(this), RootPath);
        _temp = new VirtualPathContainer(this, RootPath / "temp", _root);
        var strategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        SystemGuardian = MakeGuardian(Props.Create<GuardianActor>(SupervisorStrategy.DefaultStrategy), "system");
        Guardian = MakeGuardian(Props.Create<GuardianActor>(strategy), "user");
    }

    public ActorPath RootPath { get; }
    public Address DefaultAddress { get; }
    public Settings Settings => _system.Settings;
    public IActorRef DeadLetters { get; }
    public IActorRef IgnoreRef { get; }
    public IInternalActorRef RootGuardian => _root;
    public LocalActorRef Guardian { get; }
    public LocalActorRef SystemGuardian { get; }
    public IInternalActorRef TempContainer => _temp;
    internal EventStream EventStream => _system.EventStream;

    private LocalActorRef MakeGuardian(Props props, string name) =>
        _root.Cell.MakeChild(props.WithDispatcher(Dispatch.Dispatchers.InternalDispatcherId), name, isTestRef: false, start: false);

    internal void Start()
    {
        _root.Start();
        SystemGuardian.Start();
        Guardian.Start();
    }

    public ActorPath TempPath() => _temp.Path / Base64Name.Of(Interlocked.Increment(ref _tempCounter));
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.AddChild(path.Name, actorRef);
    public void UnregisterTempActor(ActorPath path) => _temp.RemoveChild(path.Name);

    public IActorRef ResolveActorRef(string path) => IgnoreActorRef.IsIgnoreRefPath(path) ? IgnoreRef
        : ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Root != RootPath) return DeadLetters;
        var found = actorPath.Depth > 0 && actorPath.Elements[0] == "temp" ? _temp.GetChild([.. actorPath.Elements.Skip(1)])
            : actorPath.Equals(DeadLetters.Path) ? DeadLetters
            : _root.GetChild(actorPath.ElementsWithUid);
        return found.IsNobody() ? new EmptyLocalActorRef(this, actorPath, EventStream) : found;
    }

    /// <summary>Watches the guardians: users' actors go first, then the system's, then the root itself.</summary>
    private sealed class RootGuardianActor : ReceiveActor
    {
        public RootGuardianActor()
        {
            var system = Context.System;
            Receive<Terminated>(message =>
            {
                var internals = (ExtendedActorSystem)system;
                if (message.ActorRef.Equals(internals.Guardian))
                {
                    system.EventStream.Publish(new Debug(Self.Path.ToString(), typeof(LocalActorRefProvider), "System shutdown initiated"));
                    system.EventStream.StopDefaultLoggers(system);
                    Context.Stop(internals.SystemGuardian);
                }
                else Context.Stop(Self);
            });
        }

        protected override void PreStart()
        {
            foreach (var guardian in Context.GetChildren()) Context.Watch(guardian);
        }

        /// <summary>A guardian that fails, or passes a failure on, is stopped, and the system with it.</summary>
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
        {
            Context.System.Log.Error(cause, "guardian {0} failed, shutting down!", Sender);
            return Directive.Stop;
        }, loggingEnabled: false);
    }

    private sealed class GuardianActor : ReceiveActor
    {
        public GuardianActor() => ReceiveAny(message => Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender));

        // Children of the guardians survive; there is no state to restart.
        protected override void PreRestart(Exception reason, object message) { }
    }

    /// <summary>The parent of the root: hears of its end.</summary>
    private sealed class AboveTheRoot(LocalActorRefProvider provider) : MinimalActorRef
    {
        public override ActorPath Path { get; } = provider.RootPath / "bubble-walker";
        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            switch (message)
            {
                case DeathWatchNotification:
                    provider._system.CompleteTermination();
                    break;
                case Failed failed:
                    provider._system.Log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                    ((IInternalActorRef)failed.Child).Stop();
                    break;
            }
        }
    }
}
