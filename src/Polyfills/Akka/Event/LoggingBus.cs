using Akka.Actor.Internal;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>An event bus by type, and the loggers on it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static int s_loggerCount;

    private readonly List<IActorRef> _loggers = [];
    private MinimalLogger _stdoutLogger;

    /// <summary>Events below this level are not made. OFF is above Error.</summary>
    public LogLevel LogLevel { get; private set; }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event);
    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);
    protected override Type GetClassifier(object @event) => @event.GetType();

    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in _loggers) SubscribeLogLevelAndAbove(logLevel, logger);
    }

    public void StartStdoutLogger(Settings config)
    {
        _stdoutLogger = config.StdoutLogger;
        _stdoutLogger.Filter = FilterOf(config);
        SetUpStdoutLogger(config);
    }

    private void SetUpStdoutLogger(Settings config)
    {
        var level = Logging.LogLevelFor(config.StdoutLogLevel);
        LogLevel = level;
        SubscribeLogLevelAndAbove(level, _stdoutLogger);
    }

    private static LogFilterEvaluator FilterOf(Settings settings) =>
        settings.Setup.Get<LogFilterSetup>() is { HasValue: true } setup ? setup.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;

    /// <summary>Starts the configured loggers in place of the one on standard output.</summary>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var level = Logging.LogLevelFor(system.Settings.LogLevel);
        var stdoutIsConfigured = false;
        foreach (var name in system.Settings.Loggers)
        {
            var type = TypeNames.Find(name) ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (typeof(MinimalLogger).IsAssignableFrom(type)) stdoutIsConfigured = true;
            else AddLogger(system, type, level);
        }
        LogLevel = level;
        if (_stdoutLogger is not null)
        {
            if (stdoutIsConfigured) SubscribeLogLevelAndAbove(level, _stdoutLogger);
            else Unsubscribe(_stdoutLogger);
        }
        Publish(new Debug(GetType().Name, GetType(), "Default Loggers started"));
    }

    private void AddLogger(ActorSystemImpl system, Type type, LogLevel level)
    {
        var name = $"log{Interlocked.Increment(ref s_loggerCount)}-{Logging.SimpleName(type)}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        _loggers.Add(logger);
        SubscribeLogLevelAndAbove(level, logger);
        var initialized = logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan).ContinueWith(
            answer => Report(name, type, answer.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        var timeout = system.Settings.LoggerStartTimeout;
        if (!system.Settings.LoggerAsyncStart && !initialized.Wait(timeout))
            Publish(new Warning(GetType().Name, GetType(), $"Logger [{name}] specified in config did not respond in time ({timeout}) to InitializeLogger."));
    }

    private void Report(string name, Type type, object answer) => Publish(answer is LoggerInitialized
        ? new Debug(GetType().Name, GetType(), $"Logger {name} [{type.Name}] started")
        : new Error(null, GetType().Name, GetType(), $"Logger [{name}] did not respond with [LoggerInitialized], sent instead [{answer}]"));

    /// <summary>The loggers are about to stop: what is logged from now on goes to standard output.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        Publish(new Debug(GetType().Name, GetType(), $"Shutting down: {_stdoutLogger.GetType().Name} started"));
        SetUpStdoutLogger(system.Settings);
        foreach (var logger in _loggers)
        {
            Unsubscribe(logger);
            (logger as IInternalActorRef)?.Stop();
        }
        _loggers.Clear();
        Publish(new Debug(GetType().Name, GetType(), "All default loggers stopped"));
    }

    private void SubscribeLogLevelAndAbove(LogLevel level, IActorRef logger)
    {
        foreach (var each in Enum.GetValues<LogLevel>())
        {
            if (each >= level) Subscribe(logger, each.ClassFor());
            else Unsubscribe(logger, each.ClassFor());
        }
    }
}

/// <summary>The bus of an actor system. Subscribers that stop are taken off.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private static int s_unsubscriberCount;

    private IActorRef _unsubscriber;

    internal void StartUnsubscriber(ActorSystemImpl system) =>
        _unsubscriber = system.SystemActorOf(Props.Create(() => new Unsubscriber(this)), $"eventStreamUnsubscriber-{Interlocked.Increment(ref s_unsubscriberCount)}");

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (subscriber is ActorRefWithCell && _unsubscriber is not null) _unsubscriber.Tell(new WatchSubscriber(subscriber), ActorRefs.NoSender);
        Report(() => $"subscribing {subscriber} to channel {channel}");
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Report(() => $"unsubscribing {subscriber} from channel {channel}");
        return base.Unsubscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Report(() => $"unsubscribing {subscriber} from all channels");
        return base.Unsubscribe(subscriber);
    }

    private void Report(Func<string> what)
    {
        if (debug) Publish(new Debug(SimpleName(this), GetType(), what()));
    }

    private sealed record WatchSubscriber(IActorRef Subscriber);

    private sealed class Unsubscriber : ReceiveActor
    {
        public Unsubscriber(EventStream eventStream)
        {
            Receive<WatchSubscriber>(message => Context.Watch(message.Subscriber));
            Receive<Terminated>(message =>
            {
                eventStream.Unsubscribe(message.ActorRef); // false, and no matter, when the subscriber had left before
            });
        }
    }
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
