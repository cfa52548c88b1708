using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Who hears of a death, when, and when a name is free again.</summary>
public sealed class DeathWatchTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private IActorRef Idle() => Sys.ActorOf(dsl => dsl.ReceiveAny((_, _) => { }));

    private async Task<IActorRef> Dead()
    {
        var actor = Idle();
        Assert.True(await actor.GracefulStop(Long));
        return actor;
    }

    [Fact]
    public async Task Several_watches_give_one_Terminated_with_existence_confirmed()
    {
        var actor = Idle();
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        var terminated = await ExpectMsgAsync<Terminated>(Long);
        Assert.Equal((actor, true, false), (terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated));
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task Watching_the_dead_gives_Terminated_without_confirmation()
    {
        var actor = await Dead();
        Watch(actor);
        Assert.False((await ExpectMsgAsync<Terminated>(Long)).ExistenceConfirmed);
    }

    [Fact]
    public async Task Terminated_comes_after_all_that_the_dead_actor_had_sent()
    {
        var testActor = TestActor;
        var actor = Sys.ActorOf(dsl => dsl.Receive<int>((count, context) =>
        {
            for (var i = 0; i < count; i++) testActor.Tell(i);
            context.Stop(context.Self);
        }));
        Watch(actor);
        actor.Tell(100);
        for (var i = 0; i < 100; i++) await ExpectMsgAsync(i, Long);
        await ExpectTerminatedAsync(actor, Long);
    }

    [Fact]
    public async Task A_Terminated_that_is_forwarded_is_dropped()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell(new Terminated(await Dead(), true, false));
        probe.Ref.Tell("marker");
        await probe.ExpectMsgAsync("marker", Long);
    }

    private sealed class Unwatching : ReceiveActor
    {
        public Unwatching(IActorRef subject, IActorRef reports, SemaphoreSlim gate)
        {
            Context.Watch(subject);
            Receive<string>(text => text == "unwatch", _ =>
            {
                reports.Tell("unwatching");
                gate.Wait(Long);
                Context.Unwatch(subject);
            });
            Receive<Terminated>(_ => reports.Tell("terminated"));
            ReceiveAny(reports.Tell);
        }
    }

    [Fact]
    public async Task Unwatch_drops_a_Terminated_that_is_in_the_mailbox_already()
    {
        var (subject, gate) = (Idle(), new SemaphoreSlim(0));
        var watcher = Sys.ActorOf(Props.Create(() => new Unwatching(subject, TestActor, gate)));
        watcher.Tell("unwatch");
        await ExpectMsgAsync("unwatching", Long);
        await subject.GracefulStop(Long);
        gate.Release();
        watcher.Tell("marker");
        await ExpectMsgAsync("marker", Long);
        await ExpectNoMsgAsync(Short);
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => { });
        }
    }

    [Fact]
    public async Task A_Terminated_that_nobody_handles_stops_the_watcher()
    {
        var subject = Idle();
        var watcher = Sys.ActorOf(Props.Create(() => new Pact(subject)));
        Watch(watcher);
        Sys.Stop(subject);
        await ExpectTerminatedAsync(watcher, Long);
    }

    [Fact]
    public async Task WatchWith_delivers_its_message_instead()
    {
        var (subject, testActor) = (Idle(), TestActor);
        Sys.ActorOf((dsl, context) =>
        {
            context.WatchWith(subject, "gone");
            dsl.ReceiveAny((message, _) => testActor.Tell(message));
        });
        Sys.Stop(subject);
        await ExpectMsgAsync("gone", Long);
    }

    private sealed class Restarting : ReceiveActor
    {
        private readonly IActorRef _subject;
        private readonly IActorRef _reports;

        public Restarting(IActorRef subject, IActorRef reports)
        {
            (_subject, _reports) = (subject, reports);
            Receive<Terminated>(_ => reports.Tell("terminated"));
            Receive<Exception>(cause => throw cause);
        }

        protected override void PreStart() => Context.Watch(_subject);
        protected override void PostRestart(Exception reason) => _reports.Tell("restarted");
    }

    [Fact]
    public async Task A_watch_outlives_the_restart_of_the_watcher_and_the_subjects_restart_is_no_death()
    {
        var subject = Sys.ActorOf(Props.Create(() => new Restarting(ActorRefs.Nobody, TestActor)));
        var watcher = Sys.ActorOf(Props.Create(() => new Restarting(subject, TestActor)));
        subject.Tell(new InvalidOperationException());
        await ExpectMsgAsync("restarted", Long);
        watcher.Tell(new InvalidOperationException());
        await ExpectMsgAsync("restarted", Long);
        Sys.Stop(subject);
        await ExpectMsgAsync("terminated", Long);
    }

    private sealed class Naming : ReceiveActor
    {
        public Naming(SemaphoreSlim gate)
        {
            IActorRef child = ActorRefs.Nobody;
            Receive<string>(text => text == "make", _ => Sender.Tell(child = Context.Watch(Context.ActorOf(Props.Create(() => new Slow(gate)), "child"))));
            Receive<string>(text => text == "stop and make", _ =>
            {
                Context.Stop(child);
                Sender.Tell((Record.Exception(() => Context.ActorOf(Props.Create(() => new Slow(gate)), "child")), Context.Child("child").Equals(child)));
                gate.Release();
            });
            Receive<Terminated>(_ => Context.ActorOf(Props.Create(() => new Slow(gate)), "child").Tell("report"));
        }
    }

    private sealed class Slow(SemaphoreSlim gate) : ReceiveActor
    {
        protected override void PostStop() => gate.Wait(Long);
    }

    [Fact]
    public async Task A_name_is_free_again_only_when_its_bearer_has_terminated()
    {
        var gate = new SemaphoreSlim(0);
        var parent = Sys.ActorOf(Props.Create(() => new Naming(gate)));
        var first = await parent.Ask<IActorRef>("make", Long);
        Watch(first);
        var (refused, stillListed) = await parent.Ask<(Exception, bool)>("stop and make", Long);
        Assert.IsType<InvalidActorNameException>(refused);
        Assert.True(stillListed);
        await ExpectTerminatedAsync(first, Long);

        gate.Release();
        await AwaitAssertAsync(async () =>
        {
            var second = await Sys.ActorSelection(parent.Path / "child").ResolveOne(TimeSpan.FromSeconds(3));
            Assert.NotEqual(first, second);
            Assert.Equal(first.Path, second.Path);
        }, Long);
    }

    [Fact]
    public async Task GracefulStop_is_true_for_the_dead_and_false_when_it_takes_too_long()
    {
        Assert.True(await (await Dead()).GracefulStop(Long));
        var gate = new SemaphoreSlim(0);
        var slow = Sys.ActorOf(Props.Create(() => new Slow(gate)));
        Assert.False(await slow.GracefulStop(Short));
        gate.Release();
    }
}
