using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>A logger that is no actor: works before the system is up and after it is down.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");
    public sealed override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems"), "/StandardOutLogger");

    protected abstract void Log(object message);

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    public sealed override bool Equals(IActorRef other) => ReferenceEquals(this, other);
    public sealed override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    public override string ToString() => GetType().Name;
}

public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock ConsoleLock = new();

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;
    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent) PrintLogEvent(logEvent, Filter);
        else Console.WriteLine(message);
    }

    internal static void PrintLogEvent(LogEvent logEvent, LogFilterEvaluator filter)
    {
        try
        {
            if (!filter.ShouldTryKeepMessage(logEvent, out var text)) return;
            lock (ConsoleLock) Print(logEvent.LogLevel(), text);
        }
        catch (FormatException cause)
        {
            var what = logEvent.Message is LogMessage message ? message.Unformatted() : logEvent.Message;
            lock (ConsoleLock)
                Print(LogLevel.ErrorLevel, $"[ERROR][{logEvent.Timestamp:MM/dd/yyyy HH:mm:ss.fffZ}][{logEvent.LogSource}] A log message could not be formatted: [{what}]. {cause.Message}");
        }
    }

    private static void Print(LogLevel level, string text)
    {
        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(text);
            return;
        }
        var before = Console.ForegroundColor;
        Console.ForegroundColor = level switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        Console.WriteLine(text);
        Console.ForegroundColor = before;
    }
}

/// <summary>Prints log events to standard output.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => Context.System.Settings.StdoutLogger.Tell(logEvent, ActorRefs.NoSender);
}
