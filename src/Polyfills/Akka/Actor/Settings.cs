using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The configuration of a system, read once.</summary>
public class Settings
{
    public Settings(ActorSystem system, Config config) : this(system, config, ActorSystemSetup.Empty) { }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        Config = config.SafeWithFallback(ConfigurationFactory.Default());

        ConfigVersion = Config.GetString("akka.version");
        LogLevel = Config.GetString("akka.loglevel");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher");
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout");
        StdoutLogger = MakeStdoutLogger(Config.GetString("akka.stdout-logger-class"));
        LogFormatter = MakeFormatter(Config.GetString("akka.logger-formatter"));
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogDeadLetters = Config.GetString("akka.log-dead-letters") switch
        {
            "on" or "true" => int.MaxValue,
            "off" or "false" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout");
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages");
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators");
        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
            throw new ConfigurationException("akka.coordinated-shutdown.run-by-actor-system-terminate=on and akka.coordinated-shutdown.terminate-actor-system=off "
                + "cannot be combined: the termination would never come to its end.");
    }

    public ActorSystem System { get; }
    public Config Config { get; private set; }
    public ActorSystemSetup Setup { get; }
    public string ConfigVersion { get; }
    public TimeSpan AskTimeout { get; }
    public TimeSpan CreationTimeout { get; }
    public bool SerializeAllMessages { get; }
    public bool SerializeAllCreators { get; }
    public string LogLevel { get; }
    public string StdoutLogLevel { get; }
    public MinimalLogger StdoutLogger { get; }
    public IList<string> Loggers { get; }
    public string LoggersDispatcher { get; }
    public TimeSpan LoggerStartTimeout { get; }
    public bool LoggerAsyncStart { get; }
    public bool LogConfigOnStart { get; }
    public ILogMessageFormatter LogFormatter { get; }
    public int LogDeadLetters { get; }
    public bool LogDeadLettersDuringShutdown { get; }
    public TimeSpan LogDeadLettersSuspendDuration { get; }
    public bool AddLoggingReceive { get; }
    public bool DebugAutoReceive { get; }
    public bool DebugEventStream { get; }
    public bool DebugUnhandledMessage { get; }
    public bool DebugTimerScheduler { get; }
    public bool DebugLifecycle { get; }
    public string SchedulerClass { get; }
    public string SupervisorStrategyClass { get; }
    public bool CoordinatedShutdownTerminateActorSystem { get; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    public void InjectTopLevelFallback(Config config) => Config = Config.SafeWithFallback(config);

    public override string ToString() => Config.ToString(includeFallback: true);

    private static MinimalLogger MakeStdoutLogger(string name) =>
        TypeNames.Find(name) is { } type && typeof(MinimalLogger).IsAssignableFrom(type)
            ? (MinimalLogger)Activator.CreateInstance(type)
            : throw new ConfigurationException($"akka.stdout-logger-class: [{name}] is not a {nameof(MinimalLogger)}.");

    private static ILogMessageFormatter MakeFormatter(string name)
    {
        var type = TypeNames.Find(name) ?? throw new ConfigurationException($"akka.logger-formatter: there is no type [{name}].");
        return type == typeof(DefaultLogMessageFormatter) ? DefaultLogMessageFormatter.Instance : (ILogMessageFormatter)Activator.CreateInstance(type);
    }
}
