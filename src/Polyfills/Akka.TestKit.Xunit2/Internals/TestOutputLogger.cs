using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events to the output of the test; stops by itself once the test is over.</summary>
public class TestOutputLogger : ReceiveActor
{
    private readonly ITestOutputHelper _output;

    public TestOutputLogger(ITestOutputHelper output)
    {
        _output = output;
        Receive<LogEvent>(Write);
        Receive<InitializeLogger>(message =>
        {
            message.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }

    private void Write(LogEvent logEvent)
    {
        try
        {
            _output.WriteLine(logEvent.ToString());
        }
        catch (FormatException cause) when (logEvent.Message is LogMessage message)
        {
            // As a failure of this logger: its supervisor logs it, once.
            var text = $"Received a malformed formatted message. Log level: [{logEvent.LogLevel()}], Template and args: [{message.Unformatted()}]";
            throw logEvent.Cause is null ? new FormatException(text, cause) : new AggregateException(text, cause, logEvent.Cause);
        }
        catch (InvalidOperationException)
        {
            // xunit's helper refuses to write when there is no active test: nobody will read this any more.
            Context.Stop(Self);
        }
    }
}

internal sealed class PrefixedOutput(ITestOutputHelper output, string prefix) : ITestOutputHelper
{
    public void WriteLine(string message) => output.WriteLine(prefix + message);
    public void WriteLine(string format, params object[] args) => output.WriteLine(prefix + format, args);
}
