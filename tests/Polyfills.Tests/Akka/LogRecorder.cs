using System.Collections.Concurrent;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Polyfills.Tests.Akka;

/// <summary>A logger that keeps what it gets, for each system by its name. Tests name it in their configuration.</summary>
public sealed class LogRecorder : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private static readonly ConcurrentDictionary<string, Channel<LogEvent>> Recorded = new();

    public LogRecorder()
    {
        var recorded = Of(Context.System.Name).Writer;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(logged => { recorded.TryWrite(logged); });
    }

    public static string TypeName => typeof(LogRecorder).AssemblyQualifiedName!;

    private static Channel<LogEvent> Of(string system) => Recorded.GetOrAdd(system, static _ => Channel.CreateUnbounded<LogEvent>());

    /// <summary>The next event of that kind; those before it are passed over.</summary>
    public static async Task<LogEvent> NextAsync(string system, Predicate<LogEvent> isMeant)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var logged = await Of(system).Reader.ReadAsync(patience.Token);
            if (isMeant(logged)) return logged;
        }
    }
}
