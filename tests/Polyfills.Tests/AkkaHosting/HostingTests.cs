using System.Threading.Channels;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Polyfills.Tests.AkkaHosting;

/// <summary>A system in a host: started with it, in order, and stopped with it.</summary>
public sealed class HostingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Key;

    private sealed class Clock
    {
        public string Now => "noon";
    }

    private sealed class Injected : ReceiveActor
    {
        public Injected(string prefix, Clock clock) => ReceiveAny(_ => Sender.Tell($"{prefix} {clock.Now}"));
    }

    private static IHost Build(Action<AkkaConfigurationBuilder, IServiceProvider> configure, Action<IServiceCollection>? services = null)
    {
        var builder = new HostBuilder().ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(collection =>
        {
            collection.AddSingleton<Clock>();
            services?.Invoke(collection);
            collection.AddAkka("hosted", (akka, provider) =>
            {
                akka.ConfigureLoggers(loggers => loggers.ClearLoggers());
                configure(akka, provider);
            });
        });
        return builder.Build();
    }

    [Fact]
    public async Task Starters_run_before_startup_tasks_and_both_before_the_host_has_started()
    {
        var order = new List<string>();
        using var host = Build((akka, _) => akka
            .AddStartup((_, _) => order.Add("startup"))
            .WithActors((_, _) => order.Add("first starter"))
            .WithActors((_, _) => order.Add("second starter")));
        await host.StartAsync();
        Assert.Equal(["first starter", "second starter", "startup"], order);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_host_stops_the_system_and_the_system_stops_the_host()
    {
        using var first = Build((_, _) => { });
        await first.StartAsync();
        await first.StopAsync();
        await first.Services.GetRequiredService<ActorSystem>().WhenTerminated.WaitAsync(Long);

        using var second = Build((_, _) => { });
        await second.StartAsync();
        var stopping = new TaskCompletionSource();
        second.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.SetResult());
        await second.Services.GetRequiredService<ActorSystem>().Terminate();
        await stopping.Task.WaitAsync(Long);
    }

    [Fact]
    public async Task A_starter_that_fails_fails_the_start_of_the_host_and_ends_the_system()
    {
        using var host = Build((akka, _) => akka.WithActors((_, _) => throw new InvalidOperationException("no")));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Equal("no", thrown.Message);
        await host.Services.GetRequiredService<ActorSystem>().WhenTerminated.WaitAsync(Long);
    }

    [Fact]
    public async Task A_required_actor_is_missing_until_registered_and_can_be_waited_for()
    {
        using var host = Build((_, _) => { });
        await host.StartAsync();
        var required = host.Services.GetRequiredService<IRequiredActor<Key>>();
        Assert.Throws<MissingActorRegistryEntryException>(() => required.ActorRef);
        var waiting = required.GetAsync();
        Assert.False(waiting.IsCompleted);

        var registry = host.Services.GetRequiredService<IActorRegistry>();
        registry.Register<Key>(ActorRefs.Nobody);
        Assert.Same(ActorRefs.Nobody, await waiting.WaitAsync(Long));
        Assert.Same(ActorRefs.Nobody, required.ActorRef);
        Assert.False(registry.TryRegister<Key>(ActorRefs.Nobody));
        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Key>(ActorRefs.Nobody));
        Assert.True(registry.TryRegister<Key>(ActorRefs.Nobody, overwrite: true));
        await host.StopAsync();
    }

    [Fact]
    public async Task Explicit_arguments_come_first_and_the_container_gives_the_rest()
    {
        using var host = Build((akka, _) => akka.WithActors((system, registry, resolver) =>
            registry.Register<Key>(system.ActorOf(resolver.Props<Injected>("it is"), "injected"))));
        await host.StartAsync();
        Assert.Equal("it is noon", await host.Services.GetRequiredService<IRequiredActor<Key>>().ActorRef.Ask<string>("?", Long));
        await host.StopAsync();
    }

    [Fact]
    public async Task Prepended_settings_win_and_appended_ones_lose()
    {
        using var host = Build((akka, _) => akka
            .AddHocon("x { a = 1, b = 1, c = 1 }", HoconAddMode.Append)
            .AddHocon("x { b = 2, d = 2 }", HoconAddMode.Append)
            .AddHocon("x { c = 3 }", HoconAddMode.Prepend)
            .WithActorAskTimeout(TimeSpan.FromSeconds(7)));
        await host.StartAsync();
        var settings = host.Services.GetRequiredService<ActorSystem>().Settings;
        Assert.Equal([1, 1, 3, 2], new[] { "a", "b", "c", "d" }.Select(key => settings.Config.GetInt("x." + key)));
        Assert.Equal(TimeSpan.FromSeconds(7), settings.AskTimeout);
        await host.StopAsync();
    }

    /// <summary>Keeps what has a cause.</summary>
    private sealed class Recording : ILoggerProvider, ILogger
    {
        private readonly Channel<(LogLevel Level, Exception Cause, string Text)> _failures = Channel.CreateUnbounded<(LogLevel, Exception, string)>();

        public Task<(LogLevel Level, Exception Cause, string Text)> NextFailureAsync() => _failures.Reader.ReadAsync().AsTask();

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null) _failures.Writer.TryWrite((logLevel, exception, formatter(state, exception)));
        }

        public void Dispose() { }
    }

    [Fact]
    public async Task Log_events_reach_the_containers_loggers()
    {
        using var recording = new Recording();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(recording));
        using var host = Build((akka, _) => akka.ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLoggerFactory(factory);
        }));
        await host.StartAsync();
        var cause = new InvalidOperationException("cause");
        global::Akka.Event.LoggingExtensions.Warning(host.Services.GetRequiredService<ActorSystem>().Log, cause, "number {0}", 42);
        var logged = await recording.NextFailureAsync().WaitAsync(Long);
        Assert.Equal((LogLevel.Warning, cause), (logged.Level, logged.Cause));
        Assert.Contains("number 42", logged.Text);
        await host.StopAsync(); // only now: a logger that is stopped leaves what is queued
    }
}
