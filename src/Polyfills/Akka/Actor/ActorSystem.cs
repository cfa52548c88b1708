using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>A tree of actors with its dispatchers, scheduler, event stream and extensions.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();

    public abstract Settings Settings { get; }
    public abstract string Name { get; }
    public abstract Serialization.Serialization Serialization { get; }
    public abstract EventStream EventStream { get; }
    public abstract IActorRef DeadLetters { get; }
    public abstract IActorRef IgnoreRef { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract Mailboxes Mailboxes { get; }
    public abstract IScheduler Scheduler { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract Task WhenTerminated { get; }

    /// <summary>On the monotonic clock of the process.</summary>
    public TimeSpan StartTime => new((long)(_started * ((double)TimeSpan.TicksPerSecond / System.Diagnostics.Stopwatch.Frequency)));
    public TimeSpan Uptime => System.Diagnostics.Stopwatch.GetElapsedTime(_started);

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);
    public static ActorSystem Create(string name, Config config) => Start(name, config, ActorSystemSetup.Empty);
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap is { HasValue: true, Value.Config.HasValue: true } ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        if (bootstrap is { HasValue: true, Value.ActorRefProvider: { HasValue: true, Value: not ProviderSelection.Local } })
            throw new ConfigurationException($"Only the local provider is there, not {bootstrap.Value.ActorRefProvider.Value.Fqn}.");
        return Start(name, config, setup);
    }

    private static ActorSystemImpl Start(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }

    public abstract IActorRef ActorOf(Props props, string name = null);
    public abstract ActorSelection ActorSelection(ActorPath actorPath);
    public abstract ActorSelection ActorSelection(string actorPath);
    public abstract void Stop(IActorRef actor);
    public abstract Task Terminate();
    public abstract void RegisterOnTermination(Action code);

    public abstract object RegisterExtension(IExtensionId extension);
    public abstract object GetExtension(IExtensionId extensionId);
    public abstract T GetExtension<T>() where T : class, IExtension;
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object extension);
    public abstract bool TryGetExtension<T>(out T extension) where T : class, IExtension;

    public void Dispose()
    {
        Terminate().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}

public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }
    public abstract IInternalActorRef SystemGuardian { get; }
    public abstract IActorRef SystemActorOf(Props props, string name = null);
    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();
    public abstract void Abort();
    public abstract string PrintTree();
}
