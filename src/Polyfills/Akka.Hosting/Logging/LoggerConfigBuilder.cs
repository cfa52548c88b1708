using System.Text;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;
using LogLevel = Akka.Event.LogLevel;

namespace Akka.Hosting;

public static class LoggingExtensions
{
    /// <summary>Puts the logging settings above the configuration given so far.</summary>
    public static AkkaConfigurationBuilder ConfigureLoggers(this AkkaConfigurationBuilder builder, Action<LoggerConfigBuilder> configurator)
    {
        var loggers = new LoggerConfigBuilder(builder);
        configurator(loggers);
        if (loggers.LogFilterBuilder is { } filters) builder.AddSetup(filters.Build());
        return builder.AddHocon(loggers.ToConfig(), HoconAddMode.Prepend);
    }

    public static LoggerConfigBuilder AddDefaultLogger(this LoggerConfigBuilder configBuilder) => configBuilder.AddLogger<DefaultLogger>();

    /// <summary>Logs to the container's logger factory.</summary>
    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder) => configBuilder.AddLogger<LoggerFactoryLogger>();

    public static LoggerConfigBuilder AddLoggerFactory(this LoggerConfigBuilder configBuilder, ILoggerFactory loggerFactory)
    {
        configBuilder.Builder.AddSetup(new LoggerFactorySetup(loggerFactory));
        return configBuilder.AddLoggerFactory();
    }
}

/// <summary>Loggers, levels and what is logged about dead letters and for debugging.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly HashSet<Type> _loggers = [typeof(DefaultLogger)];
    private Type _formatter = typeof(DefaultLogMessageFormatter);

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    internal AkkaConfigurationBuilder Builder { get; }
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;
    public bool LogConfigOnStart { get; set; }
    public DeadLetterOptions DeadLetterOptions { get; set; }
    public DebugOptions DebugOptions { get; set; }
    public LogFilterBuilder LogFilterBuilder { get; set; }

    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    public LoggerConfigBuilder AddLogger<T>() where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        _loggers.Add(typeof(T));
        return this;
    }

    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>() where T : ILogMessageFormatter
    {
        if (typeof(T) != typeof(DefaultLogMessageFormatter) && typeof(T).GetConstructor([]) is null)
            throw new Akka.Configuration.ConfigurationException($"{typeof(T)} must have an empty constructor to be the log message formatter.");
        _formatter = typeof(T);
        return this;
    }

    public LoggerConfigBuilder WithLogFilter(Action<LogFilterBuilder> filterBuilder)
    {
        filterBuilder(LogFilterBuilder ??= new LogFilterBuilder());
        return this;
    }

    internal Akka.Configuration.Config ToConfig()
    {
        var hocon = new StringBuilder()
            .AppendLine($"akka.loglevel = {LogLevel.StringFor()}")
            .AppendLine($"akka.loggers = [{string.Join(",", _loggers.Select(static type => type.AssemblyQualifiedName.ToHocon()))}]")
            .AppendLine($"akka.logger-formatter = {_formatter.AssemblyQualifiedName.ToHocon()}")
            .AppendLine($"akka.log-config-on-start = {LogConfigOnStart.ToHocon()}");
        return hocon.Append(DebugOptions).Append(DeadLetterOptions).ToString();
    }
}

public enum TriStateValue
{
    /// <summary>Log no dead letter.</summary>
    None,
    /// <summary>Log every one.</summary>
    All,
    /// <summary>Log so many.</summary>
    Some,
}

public class DeadLetterOptions
{
    public TriStateValue ShouldLog { get; set; } = TriStateValue.Some;
    public int LogCount { get; set; } = 10;
    public bool? LogDuringShutdown { get; set; }
    public TimeSpan? LogSuspendDuration { get; set; }

    /// <summary>As HOCON.</summary>
    public override string ToString()
    {
        var hocon = new StringBuilder().AppendLine("akka.log-dead-letters = " + ShouldLog switch
        {
            TriStateValue.None => "off",
            TriStateValue.All => "on",
            _ => LogCount.ToHocon(),
        });
        if (LogDuringShutdown is { } during) hocon.AppendLine($"akka.log-dead-letters-during-shutdown = {during.ToHocon()}");
        if (LogSuspendDuration is { } pause) hocon.AppendLine($"akka.log-dead-letters-suspend-duration = {pause.ToHocon(allowInfinite: true)}");
        return hocon.ToString();
    }
}

public class DebugOptions
{
    public bool? Receive { get; set; }
    public bool? AutoReceive { get; set; }
    public bool? LifeCycle { get; set; }
    public bool? FiniteStateMachine { get; set; }
    public bool? EventStream { get; set; }
    public bool? Unhandled { get; set; }
    public bool? RouterMisconfiguration { get; set; }

    /// <summary>As HOCON.</summary>
    public override string ToString()
    {
        var hocon = new StringBuilder();
        Add("receive", Receive);
        Add("autoreceive", AutoReceive);
        Add("lifecycle", LifeCycle);
        Add("fsm", FiniteStateMachine);
        Add("event-stream", EventStream);
        Add("unhandled", Unhandled);
        Add("router-misconfiguration", RouterMisconfiguration);
        return hocon.ToString();

        void Add(string name, bool? value)
        {
            if (value is { } given) hocon.AppendLine($"akka.actor.debug.{name} = {given.ToHocon()}");
        }
    }
}
