using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Dispatchers by configuration path.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly ConcurrentBag<MessageDispatcher> _toStop = [];
    private readonly Settings _settings;
    private readonly Prerequisites _prerequisites;

    internal Dispatchers(ActorSystem system, EventStream eventStream, IScheduler scheduler)
    {
        _settings = system.Settings;
        _prerequisites = new Prerequisites(eventStream, scheduler, system.Settings);
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
    }

    public MessageDispatcher DefaultGlobalDispatcher { get; }

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _settings.Config.HasPath(id);

    public MessageDispatcher Lookup(string dispatcherName) =>
        _configurators.GetOrAdd(dispatcherName, static (id, self) => self.CreateConfigurator(id), this).Dispatcher();

    internal void Stop()
    {
        while (_toStop.TryTake(out var dispatcher)) dispatcher.Stop();
    }

    private MessageDispatcherConfigurator CreateConfigurator(string id)
    {
        var all = _settings.Config;
        if (!all.HasPath(id)) throw new ConfigurationException($"Dispatcher [{id}] is not configured.");
        var config = ConfigurationFactory.ParseString($"id = \"{id}\"").WithFallback(all.GetConfig(id))
            .WithFallback(all.GetConfig(DefaultDispatcherId));
        return config.GetString("type") switch
        {
            "Dispatcher" or "TaskDispatcher" or "ForkJoinDispatcher" => new PoolConfigurator(config, _prerequisites),
            "PinnedDispatcher" => new PinnedDispatcherConfigurator(config, _prerequisites, _toStop),
            "SynchronizedDispatcher" => new SynchronizedConfigurator(config, _prerequisites),
            var typeName => CreateConfigurator(typeName, config),
        };
    }

    private MessageDispatcherConfigurator CreateConfigurator(string typeName, Config config)
    {
        var type = TypeNames.Find(typeName)
            ?? throw new ConfigurationException($"Could not resolve dispatcher type {typeName} for path {config.GetString("id")}");
        return (MessageDispatcherConfigurator)Activator.CreateInstance(type, config, _prerequisites);
    }

    private sealed record Prerequisites(EventStream EventStream, IScheduler Scheduler, Settings Settings) : IDispatcherPrerequisites;

    private sealed class PoolConfigurator : MessageDispatcherConfigurator
    {
        private readonly Dispatcher _dispatcher;

        public PoolConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
            _dispatcher = new Dispatcher(this, config.GetString("id"), config.GetInt("throughput"));

        public override MessageDispatcher Dispatcher() => _dispatcher;
    }

    private sealed class SynchronizedConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : MessageDispatcherConfigurator(config, prerequisites)
    {
        public override MessageDispatcher Dispatcher() => new CurrentSynchronizationContextDispatcher(this);
    }
}

/// <summary>One thread for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites, ConcurrentBag<MessageDispatcher> made)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher()
    {
        var dispatcher = new PinnedDispatcher(this);
        made.Add(dispatcher);
        return dispatcher;
    }
}

internal sealed class PinnedDispatcher : MessageDispatcher
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public PinnedDispatcher(PinnedDispatcherConfigurator configurator) : base(configurator)
    {
        Id = configurator.Config.GetString("id");
        Throughput = configurator.Config.GetInt("throughput");
        new Thread(RunAll) { IsBackground = true, Name = Id }.Start();
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (!_work.IsAddingCompleted) _work.Add(run);
    }

    protected override void Shutdown() => _work.CompleteAdding();
    internal override void Detach() => Shutdown();

    private void RunAll()
    {
        foreach (var run in _work.GetConsumingEnumerable()) run.Run();
    }
}

/// <summary>The synchronization context that was current where the actor was made.</summary>
internal sealed class CurrentSynchronizationContextDispatcher : MessageDispatcher
{
    private readonly SynchronizationContext _context = SynchronizationContext.Current
        ?? throw new InvalidOperationException("A synchronized dispatcher needs a current synchronization context.");

    public CurrentSynchronizationContextDispatcher(MessageDispatcherConfigurator configurator) : base(configurator)
    {
        Id = configurator.Config.GetString("id");
        Throughput = configurator.Config.GetInt("throughput");
    }

    protected override void ExecuteTask(IRunnable run) => _context.Post(static state => ((IRunnable)state).Run(), run);
}
