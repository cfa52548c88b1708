using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>The order of birth, restart and death in a family, and hooks that fail.</summary>
public sealed class LifecycleTests() : TestKit("akka.loglevel = ERROR\nakka.stdout-loglevel = OFF\nakka.test.filter-leeway = 30s")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>Reports its hooks; one of them fails. Has a child if there is a name for it, and may keep it over restarts.</summary>
    private sealed class Reporting : ReceiveActor
    {
        private readonly IActorRef _reports;
        private readonly string _name;
        private readonly string _fails;
        private readonly string? _child;

        public Reporting(IActorRef reports, string name, string fails, string? child)
        {
            (_reports, _name, _fails, _child) = (reports, name, fails, child);
            Hook("constructor");
            Receive<Exception>(cause => throw cause);
            Receive<string>(text => Sender.Tell(text));
        }

        private void Hook(string hook)
        {
            _reports.Tell($"{_name} {hook}");
            if (hook == _fails) throw new InvalidOperationException($"{hook} failed");
        }

        protected override void PreStart()
        {
            if (_child is not null && Context.Child(_child).IsNobody())
                Context.ActorOf(Props.Create(() => new Reporting(_reports, _child, "", null)), _child);
            Hook("PreStart");
        }

        /// <summary>The child is kept.</summary>
        protected override void PreRestart(Exception reason, object message) => Hook("PreRestart");

        protected override void PostStop() => Hook("PostStop");
    }

    private Props Actor(string fails = "", string? child = null) => Props.Create(() => new Reporting(TestActor, "actor", fails, child));

    private async Task Expect(params string[] reports)
    {
        foreach (var report in reports) await ExpectMsgAsync(report, Long);
    }

    private static InvalidOperationException Boom => new("boom");

    [Theory]
    [InlineData("constructor")]
    [InlineData("PreStart")]
    public async Task An_actor_that_cannot_start_is_stopped_without_PostStop(string fails)
    {
        var thrown = new TaskCompletionSource<Exception>();
        var strategy = new OneForOneStrategy(cause =>
        {
            thrown.TrySetResult(cause);
            return SupervisorStrategy.DefaultDecider.Decide(cause);
        });
        var actor = await ChildActorOfAsync(Actor(fails), strategy);
        Assert.IsType<ActorInitializationException>(await thrown.Task.WaitAsync(Long));
        await Expect("actor constructor");
        if (fails == "PreStart") await Expect("actor PreStart");
        Watch(actor);
        await ExpectTerminatedAsync(actor, Long);
    }

    [Fact]
    public async Task A_PreRestart_that_fails_is_logged_and_the_restart_goes_on()
    {
        var actor = Sys.ActorOf(Actor("PreRestart"));
        await Expect("actor constructor", "actor PreStart");
        await EventFilter.Exception<PreRestartException>("PreRestart failed").ExpectOneAsync(() =>
        {
            actor.Tell(Boom);
            return Task.CompletedTask;
        });
        await Expect("actor PreRestart", "actor constructor", "actor PreStart");
        Assert.Equal("alive", await actor.Ask<string>("alive", Long));
    }

    [Fact]
    public async Task A_PostStop_that_fails_is_logged_and_the_stop_goes_on()
    {
        var actor = Sys.ActorOf(Actor("PostStop"));
        await Expect("actor constructor", "actor PreStart");
        await EventFilter.Exception<InvalidOperationException>("PostStop failed").ExpectOneAsync(async () => Assert.True(await actor.GracefulStop(Long)));
        await Expect("actor PostStop");
    }

    [Fact]
    public async Task Children_stop_before_their_parent_and_then_the_watchers_hear_of_it()
    {
        var actor = Sys.ActorOf(Actor(child: "child"));
        await ExpectFamily();
        Watch(actor);
        Sys.Stop(actor);
        await Expect("child PostStop", "actor PostStop");
        await ExpectTerminatedAsync(actor, Long);
    }

    [Fact]
    public async Task Children_that_a_restart_keeps_are_restarted_after_their_parent()
    {
        var actor = Sys.ActorOf(Actor(child: "child"));
        await ExpectFamily();
        var child = await Sys.ActorSelection(actor, "child").ResolveOne(Long);
        Watch(child);
        actor.Tell(Boom);
        await Expect("actor PreRestart", "actor constructor", "actor PreStart", "child PreRestart", "child constructor", "child PreStart");
        Assert.Equal(child, await Sys.ActorSelection(actor, "child").ResolveOne(Long));
        Assert.False(HasMessages); // no Terminated
    }

    private async Task ExpectFamily()
    {
        var reports = new List<string>();
        for (var i = 0; i < 4; i++) reports.Add(await ExpectMsgAsync<string>(Long));
        Assert.Equal(["actor PreStart", "actor constructor", "child PreStart", "child constructor"], reports.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reference_outlives_restarts_and_is_not_that_of_a_later_actor_of_the_same_name()
    {
        var first = Sys.ActorOf(Actor(), "same");
        var uid = first.Path.Uid;
        first.Tell(Boom);
        Assert.Equal("alive", await first.Ask<string>("alive", Long));
        Assert.Equal(uid, first.Path.Uid);
        Assert.True(await first.GracefulStop(Long));
        IActorRef second = ActorRefs.Nobody;
        await AwaitAssertAsync(() => second = Sys.ActorOf(Actor(), "same"), Long, TimeSpan.FromMilliseconds(1));
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() =>
        {
            first.Tell("too late");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task The_message_that_failed_is_not_handled_again_and_those_behind_it_are_kept()
    {
        var actor = Sys.ActorOf(Actor());
        await Expect("actor constructor", "actor PreStart");
        actor.Tell(Boom);
        for (var i = 0; i < 3; i++) actor.Tell($"message {i}");
        await Expect("actor PreRestart", "actor constructor", "actor PreStart", "message 0", "message 1", "message 2");
        Assert.False(HasMessages);
    }
}
