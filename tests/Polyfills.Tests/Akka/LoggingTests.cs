using System.Text.RegularExpressions;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Where log events come from, which are made at all, and which are kept from being printed.</summary>
public sealed class LoggingTests() : TestKit("akka.loglevel = INFO\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private async Task<LogEvent> Logged(Action log)
    {
        var events = CreateTestProbe();
        Sys.EventStream.Subscribe<LogEvent>(events.Ref);
        log();
        var logged = await events.ExpectMsgAsync<LogEvent>(Long);
        Sys.EventStream.Unsubscribe<LogEvent>(events.Ref);
        return logged;
    }

    private sealed class Logs : UntypedActor
    {
        protected override void OnReceive(object message) => Context.GetLogger().Info((string)message);
    }

    [Fact]
    public async Task An_actors_logger_has_its_path_and_class()
    {
        var actor = Sys.ActorOf<Logs>("logs");
        var logged = await Logged(() => actor.Tell("hello"));
        Assert.Equal(("akka://test/user/logs", typeof(Logs), "hello"), (logged.LogSource, logged.LogClass, logged.Message));
    }

    [Fact]
    public async Task Other_loggers_have_their_text_or_type_with_the_system()
    {
        var byText = await Logged(() => Logging.GetLogger(Sys, "text").Info("hello"));
        Assert.Equal(("text (akka://test)", typeof(DummyClassForStringSources)), (byText.LogSource, byText.LogClass));
        var byType = await Logged(() => Logging.GetLogger(Sys, typeof(Logs)).Info("hello"));
        Assert.Equal(("Logs (akka://test)", typeof(Logs)), (byType.LogSource, byType.LogClass));
        var onBus = await Logged(() => Logging.GetLogger(Sys.EventStream, "text").Info("hello"));
        Assert.Equal("text", onBus.LogSource);
    }

    private sealed class Counted
    {
        public int Asked { get; private set; }
        public override string ToString() => $"asked {++Asked}";
    }

    /// <summary>In a system whose only logger keeps events as they are: that of the tests may print one at the same time.</summary>
    [Fact]
    public async Task Arguments_become_text_only_when_printed()
    {
        using var system = ActorSystem.Create("lazy-arguments", $"""
            akka.loglevel = INFO
            akka.stdout-loglevel = OFF
            akka.loggers = ["{LogRecorder.TypeName}"]
            """);
        var counted = new Counted();
        system.Log.Info("was {0}", counted);
        var logged = await LogRecorder.NextAsync(system.Name, logged => logged.Message is LogMessage { Format: "was {0}" });
        Assert.IsAssignableFrom<LogMessage>(logged.Message);
        Assert.Equal(0, counted.Asked);
        Assert.Equal("was asked 1", logged.Message.ToString());
    }

    [Fact]
    public async Task The_printed_form_has_level_time_thread_source_and_cause()
    {
        var logged = await Logged(() => Logging.GetLogger(Sys, "text").Warning(new InvalidOperationException("boom"), "{0} bottles", 99));
        Assert.Matches(new Regex(@"^\[WARNING\]\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d{3}Z\]\[Thread \d{4,}\]\[text \(akka://test\)\] 99 bottles\r?\nCause: System\.InvalidOperationException: boom"), logged.ToString());
    }

    [Fact]
    public async Task Below_the_level_no_event_is_made()
    {
        Assert.Equal((false, true, true, true), (Log.IsDebugEnabled, Log.IsInfoEnabled, Log.IsWarningEnabled, Log.IsErrorEnabled));
        var logged = await Logged(() =>
        {
            Log.Debug("not made");
            Log.Info("made");
        });
        Assert.Equal("made", logged.Message);
    }

    [Fact]
    public void An_adapter_keeps_the_level_of_the_time_it_was_made()
    {
        var before = Logging.GetLogger(Sys, "before");
        Sys.EventStream.SetLogLevel(LogLevel.ErrorLevel);
        var after = Logging.GetLogger(Sys, "after");
        Assert.Equal((true, false), (before.IsInfoEnabled, after.IsInfoEnabled));
        Assert.Equal(LogLevel.ErrorLevel, Sys.EventStream.LogLevel);
    }

    [Fact]
    public void Off_is_above_error()
    {
        using var system = ActorSystem.Create("off", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        Assert.False(system.Log.IsErrorEnabled);
        Assert.True(Logging.LogLevelFor("OFF") > LogLevel.ErrorLevel);
    }

    [Theory]
    [InlineData("debug", LogLevel.DebugLevel, typeof(Debug))]
    [InlineData("INFO", LogLevel.InfoLevel, typeof(Info))]
    [InlineData("Warning", LogLevel.WarningLevel, typeof(Warning))]
    [InlineData("error", LogLevel.ErrorLevel, typeof(Error))]
    public void A_level_has_a_name_and_a_class(string name, LogLevel level, Type type)
    {
        Assert.Equal(level, Logging.LogLevelFor(name));
        Assert.Equal(type, level.ClassFor());
        Assert.Equal(name.ToUpperInvariant(), level.StringFor());
    }

    [Fact]
    public void An_unknown_level_is_refused() => Assert.Throws<ArgumentException>(() => Logging.LogLevelFor("loud"));

    public sealed class Silent : UntypedActor, global::Akka.Dispatch.IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        protected override void OnReceive(object message) { }
    }

    [Fact]
    public async Task A_logger_that_does_not_answer_in_time_is_only_warned_about()
    {
        using var system = ActorSystem.Create("late-logger", $"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.logger-startup-timeout = 50ms
            akka.loggers = ["{LogRecorder.TypeName}", "{typeof(Silent).AssemblyQualifiedName}"]
            """);
        await LogRecorder.NextAsync(system.Name, logged => logged is Warning && logged.Message.ToString()!.Contains(nameof(Silent), StringComparison.Ordinal));
    }

    private sealed class Leaving(Action left) : UntypedActor
    {
        protected override void OnReceive(object message) { }
        protected override void PostStop() => left();
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Dead_letters_of_the_shutdown_are_logged_only_when_asked_for(string setting)
    {
        var system = ActorSystem.Create("shutdown-" + setting, $"""
            akka.loglevel = INFO
            akka.stdout-loglevel = OFF
            akka.loggers = ["{LogRecorder.TypeName}"]
            akka.log-dead-letters-during-shutdown = {setting}
            """);
        var logged = Task.FromResult<LogEvent>(null!);
        Action left = () =>
        {
            if (setting == "off") ListenerIsGone(system).Wait(Long);
            system.DeadLetters.Tell("too late", ActorRefs.NoSender);
            if (setting == "off") system.Log.Warning("nothing else");
            logged = LogRecorder.NextAsync(system.Name, logged => logged is Warning || logged.Message.ToString()!.Contains("[String]"));
            logged.Wait(Long); // the loggers stop when the users' actors have stopped
        };
        await system.ActorOf(Props.Create(() => new Leaving(left))).Ask<ActorIdentity>(new Identify(null), Long);
        await system.Terminate().WaitAsync(Long);
        Assert.Equal(setting == "on" ? LogLevel.InfoLevel : LogLevel.WarningLevel, (await logged).LogLevel());
    }

    private static async Task ListenerIsGone(ActorSystem system)
    {
        while ((await system.ActorSelection("/system/deadLetterListener").Ask<ActorIdentity>(new Identify(null), Long)).Subject is not null)
            await Task.Yield();
    }

    private static bool IsKept(LogFilterBuilder filters, string source = "a source", string message = "a message") =>
        filters.Build().CreateEvaluator().ShouldTryKeepMessage(new Info(source, typeof(LoggingTests), message), out _);

    [Theory]
    [InlineData("akka://test/user/one", true)]
    [InlineData("AKKA://TEST/user/ONE", true)]
    [InlineData("akka://test/user/two", false)]
    public void A_source_can_be_excluded_exactly(string source, bool excluded) =>
        Assert.Equal(!excluded, IsKept(new LogFilterBuilder().ExcludeSourceExactly("akka://test/user/one"), source));

    [Fact]
    public void A_source_can_be_excluded_by_its_start_its_end_a_part_or_a_pattern()
    {
        Assert.False(IsKept(new LogFilterBuilder().ExcludeSourceStartingWith("a s")));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeSourceStartingWith("source")));
        Assert.False(IsKept(new LogFilterBuilder().ExcludeSourceEndingWith("rce")));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeSourceEndingWith("a s")));
        Assert.False(IsKept(new LogFilterBuilder().ExcludeSourceContaining("sour")));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeSourceContaining("message")));
        Assert.False(IsKept(new LogFilterBuilder().ExcludeSourceRegex(new Regex("^a .ource$"))));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeSourceRegex(new Regex("^source$"))));
    }

    [Fact]
    public void A_message_can_be_excluded_by_a_part_or_a_pattern()
    {
        Assert.False(IsKept(new LogFilterBuilder().ExcludeMessageContaining("mess")));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeMessageContaining("mass")));
        Assert.False(IsKept(new LogFilterBuilder().ExcludeMessageRegex(new Regex("m.ssage"))));
        Assert.True(IsKept(new LogFilterBuilder().ExcludeMessageRegex(new Regex("m.ssing"))));
    }

    [Fact]
    public void One_filter_of_many_is_enough_and_none_keeps_all()
    {
        var filters = new LogFilterBuilder().ExcludeSourceExactly("another").ExcludeMessageContaining("mess");
        Assert.False(IsKept(filters));
        Assert.True(IsKept(new LogFilterBuilder()));
        Assert.False(filters.Build().CreateEvaluator().EvaluatesLogSourcesOnly);
        Assert.True(new LogFilterBuilder().ExcludeSourceExactly("another").Build().CreateEvaluator().EvaluatesLogSourcesOnly);
    }

    /// <summary>Prints into memory what its filter lets through.</summary>
    public sealed class Printer : MinimalLogger
    {
        public static Channel<string> Printed { get; } = Channel.CreateUnbounded<string>();

        protected override void Log(object message)
        {
            if (message is LogEvent logged && Filter.ShouldTryKeepMessage(logged, out _)) Printed.Writer.TryWrite(logged.Message.ToString()!);
        }
    }

    [Fact]
    public async Task The_filters_of_a_setup_are_those_of_the_printer()
    {
        var config = ConfigurationFactory.ParseString($"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = WARNING
            akka.stdout-logger-class = "{typeof(Printer).AssemblyQualifiedName}"
            """);
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new LogFilterBuilder().ExcludeMessageContaining("secret").Build());
        using var system = ActorSystem.Create("filtered", setup);
        system.Log.Warning("a secret");
        system.Log.Warning("no riddle");
        Assert.Equal("no riddle", await Printer.Printed.Reader.ReadAsync().AsTask().WaitAsync(Long));
    }
}
