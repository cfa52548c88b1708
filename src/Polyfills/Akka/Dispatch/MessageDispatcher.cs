using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

public interface IRunnable
{
    void Run();
}

public interface ISemantics;

public interface IUnboundedMessageQueueSemantics : ISemantics;

public interface IDequeBasedMessageQueueSemantics : ISemantics;

public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Marks an actor that needs a certain kind of mailbox.</summary>
public interface IRequiresMessageQueue<T> where T : ISemantics;

/// <summary>Decides where mailboxes run.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
    }

    public MessageDispatcherConfigurator Configurator { get; }
    public string Id { get; protected set; }
    public int Throughput { get; set; }

    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));
    public void Schedule(IRunnable run) => ExecuteTask(run);

    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Frees what the dispatcher holds, at the end of the system.</summary>
    protected virtual void Shutdown() { }

    /// <summary>An actor of this dispatcher has stopped.</summary>
    internal virtual void Detach() { }

    internal void Execute(Mailbox mailbox) => ExecuteTask(mailbox);
    internal void Stop() => Shutdown();

    private sealed class ActionRunnable(Action action) : IRunnable, IThreadPoolWorkItem
    {
        public void Run() => action();
        void IThreadPoolWorkItem.Execute() => action();
    }
}

/// <summary>What a dispatcher may use of the system.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }
    IScheduler Scheduler { get; }
    Settings Settings { get; }
}

/// <summary>Makes dispatchers from one section of the configuration.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The dispatcher for one actor; most configurators always return the same one.</summary>
    public abstract MessageDispatcher Dispatcher();
}

/// <summary>The thread pool.</summary>
public sealed class Dispatcher : MessageDispatcher
{
    internal Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput) : base(configurator)
    {
        Id = id;
        Throughput = throughput;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        // Local preference keeps request and reply between two actors on one core.
        ThreadPool.UnsafeQueueUserWorkItem((IThreadPoolWorkItem)run, preferLocal: true);
    }
}
