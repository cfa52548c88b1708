using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A system, an actor whose mail the test reads, and the words to say what should be in it.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int s_testActorNumber;

    private readonly ITestKitAssertions _assertions;
    private readonly MessageQueue _queue = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private TimeSpan? _end;       // the deadline of the innermost Within
    private bool _lastWasNoMsg;   // Within does not complain about the time that an ExpectNoMsg at its end took

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, ActorSystemSetup.Empty.WithSetup(BootstrapSetup.Create().WithConfig(config ?? DefaultConfig)), actorSystemName, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        if (system is null)
        {
            var bootstrap = config.Get<BootstrapSetup>().GetOrElse(BootstrapSetup.Create());
            var configured = bootstrap.Config.HasValue ? bootstrap.Config.Value.SafeWithFallback(DefaultConfig) : DefaultConfig;
            system = ActorSystem.Create(actorSystemName ?? "test", config.WithSetup(bootstrap.WithConfig(configured)));
        }
        else system.Settings.InjectTopLevelFallback(DefaultConfig);
        Sys = system;
        system.RegisterExtension(new TestKitExtension());
        system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(system);
        EventFilter = new EventFilterFactory(this);
        Log = Logging.GetLogger(system, GetType());
        TestActor = MakeTestActor(testActorName ?? "testActor" + Interlocked.Increment(ref s_testActorNumber), _queue);

        if (this is INoImplicitSender)
        {
            // The thread may still carry the cell of an earlier test. A probe must leave that of its test in place.
            if (this is not TestProbe) InternalCurrentActorCellKeeper.Current = null;
            return;
        }
        var cell = ((ActorRefWithCell)TestActor).Underlying;
        InternalCurrentActorCellKeeper.Current = cell;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    private IActorRef MakeTestActor(string name, MessageQueue queue)
    {
        // Queues are shared by reference: the Props must not print them.
        var props = Props.Create(() => new InternalTestActor(queue)).WithDispatcher("akka.test.test-actor.dispatcher");
        return ((ExtendedActorSystem)Sys).SystemActorOf(props, name);
    }

    public static Config DefaultConfig { get; } =
        ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Akka.TestKit.conf").WithFallback(ConfigurationFactory.Default());

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka.log-dead-letters-during-shutdown = true
        akka.actor.debug.receive = true
        akka.actor.debug.autoreceive = true
        akka.actor.debug.lifecycle = true
        akka.actor.debug.event-stream = true
        akka.actor.debug.unhandled = true
        akka.actor.debug.fsm = true
        akka.actor.debug.router-misconfiguration = true
        akka.log-dead-letters = true
        akka.loglevel = DEBUG
        akka.stdout-loglevel = DEBUG
        """);

    /// <summary>The monotonic clock that deadlines are on.</summary>
    public static TimeSpan Now => System.Diagnostics.Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; private set; }
    public TestKitSettings TestKitSettings { get; private set; }
    public IActorRef TestActor { get; private set; }
    public EventFilterFactory EventFilter { get; private set; }
    public ILoggingAdapter Log { get; private set; }
    public object LastMessage => _last.Message;
    public IActorRef LastSender => _last.Sender;
    public bool HasMessages => _queue.Count > 0;
    internal ITestKitAssertions TestKitAssertions => _assertions;

    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);
    public IActorRef ActorOf(Props props, string name) => Sys.ActorOf(props, name);
    public IActorRef ActorOf<TActor>() where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>());
    public IActorRef ActorOf<TActor>(string name) where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory) where TActor : ActorBase => Sys.ActorOf(Props.Create(factory));
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name) where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);
    public IActorRef ActorOf(Action<IActorDsl> configure, string name = null) => Sys.ActorOf(configure, name);
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> configure, string name = null) => Sys.ActorOf(configure, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef supervisor, string name = null) where TActor : ActorBase =>
        new(Sys, props, supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string name = null) where TActor : ActorBase =>
        new(Sys, props, null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, IActorRef supervisor, string name = null) where TActor : ActorBase =>
        new(Sys, Props.Create(factory), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string name = null) where TActor : ActorBase =>
        new(Sys, Props.Create(factory), null, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef supervisor, string name = null) where TActor : ActorBase, new() =>
        new(Sys, Props.Create<TActor>(), supervisor, name);

    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string name = null) where TActor : ActorBase, new() =>
        new(Sys, Props.Create<TActor>(), null, name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => Sys.ActorSelection(anchorRef, actorPath);

    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(Sys, name);
    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);
    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);
    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);
    public IActorRef CreateTestActor(string name) => MakeTestActor(name, new MessageQueue());

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new InternalTestActor.SetAutoPilot(pilot));
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new InternalTestActor.SetIgnore(shouldIgnoreMessage));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);
    public void IgnoreNoMessages() => TestActor.Tell(new InternalTestActor.SetIgnore(null));

    public IActorRef Watch(IActorRef actorToWatch) => Block(WatchAsync(actorToWatch));
    public IActorRef Unwatch(IActorRef actorToUnwatch) => Block(UnwatchAsync(actorToUnwatch));
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => AskTestActor(new InternalTestActor.Watch(actorToWatch));
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => AskTestActor(new InternalTestActor.Unwatch(actorToUnwatch));

    private Task<IActorRef> AskTestActor(object message, CancellationToken cancellationToken = default) =>
        TestActor.Ask<IActorRef>(message, RemainingOrDefault, cancellationToken);

    public IActorRef ChildActorOf(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Block(ChildActorOfAsync(props, name, supervisorStrategy, cancellationToken));

    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Block(ChildActorOfAsync(props, supervisorStrategy, cancellationToken));

    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Block(ChildActorOfAsync(props, name, cancellationToken));

    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) => Block(ChildActorOfAsync(props, cancellationToken));

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        AskTestActor(new InternalTestActor.Spawn(props, name, supervisorStrategy), cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, null, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, name, null, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, null, null, cancellationToken);

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= Sys;
        var allowed = duration ?? TimeSpan.FromTicks(Math.Min(Dilated(TimeSpan.FromSeconds(5)).Ticks, TimeSpan.FromSeconds(10).Ticks));
        if (system.Terminate().Wait(allowed)) return;
        var message = $"Failed to stop [{system.Name}] within [{allowed}]{Environment.NewLine}{((ExtendedActorSystem)system).PrintTree()}";
        if (verifySystemShutdown) throw new TimeoutException(message);
        system.Log.Warning(message);
    }

    private static T Block<T>(Task<T> task) => task.GetAwaiter().GetResult();
    private static T Block<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static List<T> Block<T>(IAsyncEnumerable<T> items)
    {
        return Block(Collect());

        async Task<List<T>> Collect()
        {
            var list = new List<T>();
            await foreach (var item in items.ConfigureAwait(false)) list.Add(item);
            return list;
        }
    }
}
