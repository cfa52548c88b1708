using Akka;
using Akka.Actor;
using Akka.Configuration;
using static Akka.Actor.CoordinatedShutdown;

namespace Polyfills.Tests.Akka;

/// <summary>The way down: phases in order, tasks that fail or take too long, once only.</summary>
public sealed class CoordinatedShutdownTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop, PhaseBeforeClusterShutdown,
        PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting, PhaseClusterExitingDone, PhaseClusterShutdown,
        PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly List<ActorSystem> _systems = [];
    private readonly List<string> _events = [];

    public void Dispose()
    {
        foreach (var system in _systems) system.Dispose();
    }

    private CoordinatedShutdown Start(string config = "")
    {
        var quiet = ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.coordinated-shutdown.run-by-clr-shutdown-hook = off");
        var system = ActorSystem.Create("down", ConfigurationFactory.ParseString(config).WithFallback(quiet));
        _systems.Add(system);
        return Get(system);
    }

    /// <summary>A system that lives on, so that it can be seen what did not run.</summary>
    private CoordinatedShutdown StartImmortal(string config = "") => Start(
        "akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }\n" + config);

    private void Note(string what)
    {
        lock (_events) _events.Add(what);
    }

    private Func<Task<Done>> Noting(string what) => () =>
    {
        Note(what);
        return Task.FromResult(Done.Instance);
    };

    private static Task<Done> Run(CoordinatedShutdown shutdown, string? fromPhase = null) =>
        shutdown.Run(ClrExitReason.Instance, fromPhase).WaitAsync(Long);

    [Fact]
    public async Task Phases_run_one_after_the_other()
    {
        var shutdown = Start();
        foreach (var phase in Phases.Reverse()) shutdown.AddTask(phase, "note", Noting(phase));
        await Run(shutdown);
        Assert.Equal(Phases, _events);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_side_by_side()
    {
        var shutdown = StartImmortal();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        shutdown.AddTask(PhaseServiceStop, "first", async () =>
        {
            first.SetResult();
            await second.Task;
            return Done.Instance;
        });
        shutdown.AddTask(PhaseServiceStop, "second", async () =>
        {
            second.SetResult();
            await first.Task;
            return Done.Instance;
        });
        shutdown.AddTask(PhaseBeforeClusterShutdown, "after", Noting(first.Task.IsCompleted ? "too early" : "after both"));
        await Run(shutdown);
        Assert.Equal(["after both"], _events);
        Assert.True(first.Task.IsCompleted && second.Task.IsCompleted);
    }

    [Fact]
    public async Task It_runs_once_and_the_first_reason_stays()
    {
        var shutdown = StartImmortal();
        shutdown.AddTask(PhaseServiceStop, "note", Noting("once"));
        Assert.Null(shutdown.ShutdownReason);
        var first = shutdown.Run(ClrExitReason.Instance);
        var second = shutdown.Run(UnknownReason.Instance);
        Assert.Same(first, second);
        Assert.Same(Done.Instance, await first.WaitAsync(Long));
        Assert.Same(ClrExitReason.Instance, shutdown.ShutdownReason);
        Assert.Equal(["once"], _events);
    }

    [Fact]
    public async Task Earlier_phases_can_be_skipped()
    {
        var shutdown = StartImmortal();
        foreach (var phase in Phases) shutdown.AddTask(phase, "note", Noting(phase));
        await Run(shutdown, PhaseClusterShutdown);
        Assert.Equal(Phases[^3..], _events);
    }

    [Fact]
    public async Task A_task_that_fails_does_not_stop_the_others_nor_the_next_phase()
    {
        var shutdown = StartImmortal();
        shutdown.AddTask(PhaseServiceStop, "throws", () => throw new InvalidOperationException("at once"));
        shutdown.AddTask(PhaseServiceStop, "fails", () => Task.FromException<Done>(new InvalidOperationException("later")));
        shutdown.AddTask(PhaseServiceStop, "works", Noting("works"));
        shutdown.AddTask(PhaseBeforeClusterShutdown, "next", Noting("next"));
        await Run(shutdown);
        Assert.Equal(["works", "next"], _events);
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_left_behind()
    {
        var shutdown = StartImmortal("akka.coordinated-shutdown.phases.service-stop.timeout = 20ms");
        var never = new TaskCompletionSource<Done>();
        shutdown.AddTask(PhaseServiceStop, "never ends", () => never.Task);
        shutdown.AddTask(PhaseBeforeClusterShutdown, "next", Noting("next"));
        await Run(shutdown);
        Assert.Equal(["next"], _events);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_phase_that_does_not_recover_a_task_that_fails_or_takes_too_long_fails_the_run(bool takesTooLong)
    {
        var shutdown = StartImmortal("akka.coordinated-shutdown.phases.service-stop { recover = off, timeout = 20ms }");
        var never = new TaskCompletionSource<Done>();
        shutdown.AddTask(PhaseServiceStop, "bad", () => takesTooLong ? never.Task : Task.FromException<Done>(new InvalidOperationException("boom")));
        shutdown.AddTask(PhaseBeforeClusterShutdown, "next", Noting("next"));
        await Assert.ThrowsAnyAsync<Exception>(() => shutdown.Run(UnknownReason.Instance)).WaitAsync(Long);
        Assert.True(shutdown.Run(UnknownReason.Instance).IsFaulted);
        Assert.Empty(_events);
    }

    [Fact]
    public async Task A_task_added_to_a_phase_that_is_over_is_not_run()
    {
        var shutdown = StartImmortal();
        shutdown.AddTask(PhaseServiceStop, "adds", () =>
        {
            shutdown.AddTask(PhaseServiceUnbind, "too late", Noting("too late"));
            shutdown.AddTask(PhaseClusterLeave, "in time", Noting("in time"));
            return Task.FromResult(Done.Instance);
        });
        await Run(shutdown);
        Assert.Equal(["in time"], _events);
    }

    [Fact]
    public void An_unknown_phase_is_refused() =>
        Assert.Throws<ConfigurationException>(() => StartImmortal().AddTask("unknown", "task", () => Task.FromResult(Done.Instance)));

    [Fact]
    public async Task Phases_can_be_added_by_configuration()
    {
        var shutdown = StartImmortal("""
            akka.coordinated-shutdown.phases {
              mine { depends-on = [service-stop], timeout = 7s }
              before-cluster-shutdown.depends-on = [mine]
            }
            """);
        foreach (var phase in new[] { PhaseBeforeClusterShutdown, "mine", PhaseServiceStop }) shutdown.AddTask(phase, "note", Noting(phase));
        Assert.Equal(TimeSpan.FromSeconds(7), shutdown.Timeout("mine"));
        await Run(shutdown);
        Assert.Equal([PhaseServiceStop, "mine", PhaseBeforeClusterShutdown], _events);
    }

    [Fact]
    public void Phases_in_a_circle_are_refused() => Assert.Throws<ArgumentException>(() => StartImmortal("""
        akka.coordinated-shutdown.phases {
          one.depends-on = [two]
          two.depends-on = [one]
        }
        """));

    [Fact]
    public void A_phase_has_five_seconds_and_some_have_ten()
    {
        var shutdown = StartImmortal();
        Assert.All(Phases, phase => Assert.Equal(
            phase is PhaseClusterShardingShutdownRegion or PhaseClusterExiting or PhaseActorSystemTerminate ? 10 : 5, shutdown.Timeout(phase).TotalSeconds));
    }

    private sealed class Stopping(Action stopped) : UntypedActor
    {
        protected override void OnReceive(object message) { }
        protected override void PostStop() => stopped();
    }

    [Fact]
    public async Task Terminate_runs_it_then_actors_stop_then_the_callbacks_run_the_last_one_first()
    {
        var shutdown = Start();
        var system = shutdown.System;
        Action stopped = () => Note("PostStop");
        var actor = system.ActorOf(Props.Create(() => new Stopping(stopped)));
        await actor.Ask<ActorIdentity>(new Identify(null), Long);
        system.RegisterOnTermination(() => Note("first callback"));
        system.RegisterOnTermination(() => Note("second callback"));
        shutdown.AddTask(PhaseServiceStop, "stop", Noting("stop"));
        shutdown.AddTask(PhaseServiceUnbind, "unbind", Noting("unbind"));
        var terminated = system.Terminate();
        Assert.Same(terminated, system.Terminate());
        await terminated.WaitAsync(Long);
        Assert.Equal(["unbind", "stop", "PostStop", "second callback", "first callback"], _events);
        Assert.IsType<ActorSystemTerminateReason>(shutdown.ShutdownReason);
        Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task Terminate_can_be_told_to_leave_it_out()
    {
        var shutdown = Start("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        shutdown.AddTask(PhaseServiceStop, "stop", Noting("stop"));
        await shutdown.System.Terminate().WaitAsync(Long);
        Assert.Empty(_events);
        Assert.Null(shutdown.ShutdownReason);
    }

    [Fact]
    public async Task Running_it_terminates_the_system()
    {
        var shutdown = Start();
        await Run(shutdown);
        Assert.True(shutdown.System.WhenTerminated.IsCompletedSuccessfully);
    }
}
