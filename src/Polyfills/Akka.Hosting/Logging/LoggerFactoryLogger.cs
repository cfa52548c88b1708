using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

public class LoggerFactorySetup(ILoggerFactory loggerFactory) : Setup
{
    public ILoggerFactory LoggerFactory { get; } = loggerFactory;
}

/// <summary>Hands Akka's log events to Microsoft's logging, in the category of the actor system.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected readonly ILoggingAdapter InternalLogger = Akka.Event.Logging.GetLogger(Context.System.EventStream, nameof(LoggerFactoryLogger));

    private readonly LogFilterEvaluator _filter;
    private readonly ILogger<ActorSystem> _logger;

    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup;
        var factory = setup.Get<LoggerFactorySetup>();
        if (!factory.HasValue)
            throw new Akka.Configuration.ConfigurationException($"Could not start {nameof(LoggerFactoryLogger)}, the required setup class {nameof(LoggerFactorySetup)} could not be found.");
        _logger = factory.Value.LoggerFactory.CreateLogger<ActorSystem>();
        var filters = setup.Get<LogFilterSetup>();
        _filter = filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
    }

    protected override void PostStop() => InternalLogger.Debug($"{nameof(LoggerFactoryLogger)} stopped");

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                InternalLogger.Debug($"{nameof(LoggerFactoryLogger)} started");
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Log(logEvent, Sender.Path);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Log(LogEvent log, ActorPath path)
    {
        var level = log.LogLevel() switch
        {
            Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
            Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
            Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        if (_logger.IsEnabled(level) && _filter.ShouldTryKeepMessage(log, out var text)) _logger.Log(level, new EventId(), log, log.Cause, (_, _) => text);
    }
}
