using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Restart choreography, directives, retry windows and what the strategy logs.</summary>
public sealed class SupervisionTests() : TestKit("akka.loglevel = DEBUG\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Parent : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Parent(SupervisorStrategy strategy)
        {
            _strategy = strategy;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _reports;
        private readonly string _name;
        private int _count;

        public Child(IActorRef reports, string name)
        {
            (_reports, _name) = (reports, name);
            Report("constructed");
            Receive<Exception>(cause => throw cause);
            Receive<string>(text => text == "count", _ => Sender.Tell(++_count));
        }

        private void Report(string what) => _reports.Tell($"{_name} {what}");

        protected override void PreStart() => Report("PreStart");

        protected override void PreRestart(Exception reason, object message)
        {
            Report($"PreRestart({reason.Message}, {message?.GetType().Name})");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            Report($"PostRestart({reason.Message})");
            base.PostRestart(reason);
        }

        protected override void PostStop() => Report("PostStop");
    }

    private sealed class WithChild : ReceiveActor
    {
        private readonly IActorRef _reports;

        public WithChild(IActorRef reports)
        {
            _reports = reports;
            reports.Tell("parent constructed");
            Context.ActorOf(Props.Create(() => new Child(reports, "child")), "child");
            Receive<Exception>(cause => throw cause);
        }

        protected override void PostStop() => _reports.Tell("parent PostStop");
        protected override void PostRestart(Exception reason) => _reports.Tell("parent PostRestart");
    }

    private async Task<IActorRef> ChildOf(SupervisorStrategy strategy, string name = "child")
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        return await ChildOf(parent, name);
    }

    private async Task<IActorRef> ChildOf(IActorRef parent, string name)
    {
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Child(TestActor, name)), Long);
        await Expect($"{name} constructed", $"{name} PreStart");
        return child;
    }

    private async Task Expect(params string[] reports)
    {
        foreach (var report in reports) await ExpectMsgAsync(report, Long);
    }

    private static InvalidOperationException Boom => new("boom");

    [Fact]
    public async Task A_restart_runs_its_hooks_in_order_on_the_old_and_the_new_instance()
    {
        var child = await ChildOf(SupervisorStrategy.DefaultStrategy);
        child.Tell(Boom);
        await Expect("child PreRestart(boom, InvalidOperationException)", "child PostStop", "child constructed", "child PostRestart(boom)", "child PreStart");
        Assert.Equal(1, await child.Ask<int>("count", Long));
    }

    [Fact]
    public async Task The_new_instance_waits_for_the_children_of_the_old_one()
    {
        var actor = Sys.ActorOf(Props.Create(() => new WithChild(TestActor)));
        await Expect("parent constructed", "child constructed", "child PreStart");
        actor.Tell(Boom);
        // The child is told to stop just before the parent's PostStop; on two processors either may be the first.
        Assert.Equal(["child PostStop", "parent PostStop"], ReceiveN(2, Long).Cast<string>().Order(StringComparer.Ordinal));
        await Expect("parent constructed");
        // The new parent reports on while its new child, of the same name, starts.
        Assert.Equal(["child PreStart", "child constructed", "parent PostRestart"], ReceiveN(3, Long).Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Resume_keeps_the_instance()
    {
        var child = await ChildOf(new OneForOneStrategy(_ => Directive.Resume));
        Assert.Equal(1, await child.Ask<int>("count", Long));
        child.Tell(Boom);
        Assert.Equal(2, await child.Ask<int>("count", Long));
    }

    [Fact]
    public async Task Escalate_fails_the_parent_with_the_same_exception()
    {
        var child = await ChildOf(new OneForOneStrategy(_ => Directive.Escalate));
        var parent = ((IInternalActorRef)child).Parent;
        await EventFilter.Exception<InvalidOperationException>("boom", source: parent.Path.ToString()).ExpectOneAsync(() =>
        {
            child.Tell(Boom);
            return Task.CompletedTask;
        });
        await Expect("child PostStop");
    }

    [Fact]
    public async Task AllForOne_restarts_every_child()
    {
        var strategy = new AllForOneStrategy(_ => Directive.Restart);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        var first = await ChildOf(parent, "first");
        var second = await ChildOf(parent, "second");
        first.Tell(Boom);
        var reports = ReceiveN(10, Long).Cast<string>().ToArray();
        Assert.Equal(["first PreRestart(boom, InvalidOperationException)", "first PostStop", "first constructed", "first PostRestart(boom)", "first PreStart"],
            reports.Where(report => report.StartsWith("first")));
        Assert.Equal(["second PreRestart(boom, )", "second PostStop", "second constructed", "second PostRestart(boom)", "second PreStart"],
            reports.Where(report => report.StartsWith("second")));
        Assert.Equal(1, await second.Ask<int>("count", Long));
    }

    [Theory]
    [InlineData(-1, -1, 5, 5)]
    [InlineData(0, -1, 1, 0)]
    [InlineData(0, 60_000, 1, 0)]
    [InlineData(2, -1, 3, 2)]
    [InlineData(2, 60_000, 3, 2)]
    [InlineData(-1, 60_000, 2, 1)]
    public async Task So_many_restarts_are_granted(int maxNrOfRetries, int withinMilliseconds, int failures, int restarts)
    {
        var child = await ChildOf(new OneForOneStrategy(maxNrOfRetries, withinMilliseconds, _ => Directive.Restart));
        Watch(child);
        for (var i = 0; i < failures; i++) child.Tell(Boom);
        for (var i = 0; i < restarts; i++)
            await Expect("child PreRestart(boom, InvalidOperationException)", "child PostStop", "child constructed", "child PostRestart(boom)", "child PreStart");
        if (restarts < failures)
        {
            await Expect("child PostStop");
            await ExpectTerminatedAsync(child, Long);
        }
        else Assert.Equal(1, await child.Ask<int>("count", Long));
    }

    [Fact]
    public async Task The_retry_window_begins_anew_when_it_has_passed()
    {
        var child = await ChildOf(new OneForOneStrategy(1, 20, _ => Directive.Restart));
        for (var i = 0; i < 3; i++)
        {
            child.Tell(Boom);
            await Expect("child PreRestart(boom, InvalidOperationException)", "child PostStop", "child constructed", "child PostRestart(boom)", "child PreStart");
            await Task.Delay(50); // real time is the subject: the window is measured on the system's clock
        }
    }

    [Theory]
    [InlineData(Directive.Restart, LogLevel.ErrorLevel)]
    [InlineData(Directive.Stop, LogLevel.ErrorLevel)]
    [InlineData(Directive.Resume, LogLevel.WarningLevel)]
    public async Task The_strategy_logs_the_failure_under_the_childs_path(Directive directive, LogLevel level)
    {
        var events = CreateTestProbe();
        Sys.EventStream.Subscribe(events.Ref, level.ClassFor());
        var child = await ChildOf(new OneForOneStrategy(_ => directive));
        var cause = Boom;
        child.Tell(cause);
        var logged = (LogEvent)await events.ExpectMsgAsync<object>(Long);
        Assert.Equal((level, child.Path.ToString(), typeof(OneForOneStrategy), (object)"boom", cause),
            (logged.LogLevel(), logged.LogSource, logged.LogClass, logged.Message, logged.Cause));
    }

    /// <summary>Comes back from a restart only when it has failed to so often.</summary>
    private sealed class Stumbling : ReceiveActor
    {
        private readonly IActorRef _reports;
        private readonly int[] _stumbles;

        public Stumbling(IActorRef reports, int[] stumbles)
        {
            (_reports, _stumbles) = (reports, stumbles);
            reports.Tell("constructed");
            Receive<Exception>(cause => throw cause);
        }

        protected override void PreStart() => _reports.Tell("PreStart");

        protected override void PreRestart(Exception reason, object message) { }

        protected override void PostRestart(Exception reason)
        {
            _reports.Tell($"PostRestart({reason.GetType().Name})");
            if (_stumbles[0]-- > 0) throw new InvalidOperationException("stumbled");
        }

        protected override void PostStop() => _reports.Tell("PostStop");
    }

    [Fact]
    public async Task After_a_failed_PostRestart_a_further_restart_runs_it_again()
    {
        var stumbles = new[] { 2 };
        var child = await ChildActorOfAsync(Props.Create(() => new Stumbling(TestActor, stumbles)), new OneForOneStrategy(_ => Directive.Restart));
        await Expect("constructed", "PreStart");
        child.Tell(Boom);
        await Expect("constructed", "PostRestart(InvalidOperationException)", "constructed", "PostRestart(PostRestartException)",
            "constructed", "PostRestart(PostRestartException)");
        child.Tell(PoisonPill.Instance);
        await Expect("PostStop");
    }

    [Fact]
    public async Task An_actor_whose_PostRestart_failed_is_stopped_by_default_and_PostStop_runs()
    {
        var stumbles = new[] { 1 };
        var child = await ChildActorOfAsync(Props.Create(() => new Stumbling(TestActor, stumbles)), SupervisorStrategy.DefaultStrategy);
        await Expect("constructed", "PreStart");
        await WatchAsync(child);
        child.Tell(Boom);
        await Expect("constructed", "PostRestart(InvalidOperationException)", "PostStop");
        await ExpectTerminatedAsync(child, Long);
    }

    private sealed class BadConstructor : ReceiveActor
    {
        public BadConstructor(string reason) => throw new InvalidOperationException(reason);
    }

    [Fact]
    public async Task A_failing_constructor_stops_the_actor_and_wraps_its_cause_three_deep()
    {
        var testActor = TestActor;
        var strategy = new OneForOneStrategy(cause =>
        {
            testActor.Tell(cause, ActorRefs.NoSender);
            return SupervisorStrategy.DefaultDecider.Decide(cause);
        });
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new BadConstructor("bad")), Long);
        var thrown = await ExpectMsgAsync<ActorInitializationException>(Long);
        Assert.Equal(child, thrown.Actor);
        Assert.IsType<TypeLoadException>(thrown.InnerException);
        Assert.IsType<System.Reflection.TargetInvocationException>(thrown.InnerException!.InnerException);
        Assert.Equal("bad", Assert.IsType<InvalidOperationException>(thrown.GetBaseException()).Message);
        Watch(child);
        await ExpectTerminatedAsync(child, Long);
    }

    [Fact]
    public async Task Kill_stops_by_default_and_is_logged()
    {
        var child = await ChildOf(SupervisorStrategy.DefaultStrategy);
        Watch(child);
        await EventFilter.Exception<ActorKilledException>().ExpectOneAsync(() =>
        {
            child.Tell(Kill.Instance);
            return Task.CompletedTask;
        });
        await Expect("child PostStop");
        await ExpectTerminatedAsync(child, Long);
    }

    private sealed class Disposed(IActorRef reports) : UntypedActor, IDisposable
    {
        protected override void OnReceive(object message) => throw (Exception)message;
        protected override void PostStop() => reports.Tell("PostStop");
        public void Dispose() => reports.Tell("Dispose");
    }

    [Fact]
    public async Task A_disposable_actor_is_disposed_after_PostStop_at_every_restart_and_at_the_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Disposed(TestActor)));
        actor.Tell(Boom);
        await Expect("PostStop", "Dispose");
        actor.Tell(PoisonPill.Instance);
        await Expect("PostStop", "Dispose");
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new()
    {
        var cell = global::Akka.Actor.Internal.InternalCurrentActorCellKeeper.Current;
        global::Akka.Actor.Internal.InternalCurrentActorCellKeeper.Current = null;
        try
        {
#pragma warning disable AK1000 // That it cannot be done is what is shown.
            Assert.Throws<ActorInitializationException>(() => new Parent(SupervisorStrategy.DefaultStrategy));
#pragma warning restore AK1000
        }
        finally
        {
            global::Akka.Actor.Internal.InternalCurrentActorCellKeeper.Current = cell;
        }
    }
}
