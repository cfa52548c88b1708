using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Timers, receive timeout and scheduler on a clock that the test moves.</summary>
public sealed class TimerTests() : TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private sealed record Start(object Message, TimeSpan Delay, bool Repeats = false);

    private sealed class Timing : ReceiveActor, IWithTimers
    {
        public Timing(IActorRef reports)
        {
            Timers.StartSingleTimer("from the constructor", "first", Second); // usable here already
            Receive<Start>(start =>
            {
                if (start.Repeats) Timers.StartPeriodicTimer("key", start.Message, start.Delay);
                else Timers.StartSingleTimer("key", start.Message, start.Delay);
                Sender.Tell("ok");
            });
            Receive<string>(text => text == "active?", _ => Sender.Tell(Timers.IsTimerActive("key")));
            Receive<string>(text => text == "cancel", _ => { Timers.Cancel("key"); Sender.Tell("ok"); });
            Receive<TimeSpan>(span => { Context.SetReceiveTimeout(span); Sender.Tell("ok"); });
            Receive<Exception>(cause => throw cause);
            ReceiveAny(message => reports.Tell((message, Timers.IsTimerActive("key"), Sender.Equals(Context.System.DeadLetters))));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private async Task<IActorRef> StartAsync(params Start[] timers)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Timing(TestActor)));
        await Settled(actor);
        foreach (var timer in timers) await actor.Ask<string>(timer, Long);
        return actor;
    }

    [Fact]
    public async Task A_single_timer_fires_once_without_sender_and_is_over_when_its_message_is_handled()
    {
        var actor = await StartAsync(new Start(1, Second * 2));
        Assert.True(await actor.Ask<bool>("active?", Long));
        Clock.Advance(Second * 2);
        await ExpectMsgAsync(((object)"first", true, true), Long);
        await ExpectMsgAsync(((object)1, false, true), Long);
        Clock.Advance(Second * 10);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task A_periodic_timer_goes_on_until_cancelled()
    {
        var actor = await StartAsync(new Start(1, Second * 2, Repeats: true));
        Clock.Advance(Second);
        await ExpectMsgAsync(((object)"first", true, true), Long);
        for (var i = 0; i < 3; i++)
        {
            Clock.Advance(Second * 2);
            await ExpectMsgAsync(((object)1, true, true), Long);
        }
        await actor.Ask<string>("cancel", Long);
        Clock.Advance(Second * 10);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task Starting_under_a_key_again_discards_the_old_timer()
    {
        await StartAsync(new Start("old", Second * 2), new Start("new", Second * 3));
        Clock.Advance(Second * 3);
        await ExpectMsgAsync(((object)"first", true, true), Long);
        await ExpectMsgAsync(((object)"new", false, true), Long);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task Timers_of_an_earlier_incarnation_are_gone()
    {
        var actor = await StartAsync(new Start("old", Second * 2));
        actor.Tell(new InvalidOperationException("restart"));
        Assert.False(await actor.Ask<bool>("active?", Long));
        Clock.Advance(Second * 5);
        await ExpectMsgAsync(((object)"first", false, true), Long); // of the new constructor
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task An_idle_actor_gets_ReceiveTimeout_again_and_again()
    {
        var actor = await StartAsync();
        Clock.Advance(Second);
        await ExpectMsgAsync(((object)"first", false, true), Long);
        await actor.Ask<string>(Second, Long);
        await Settled(actor);
        for (var i = 0; i < 2; i++)
        {
            Clock.Advance(Second);
            Assert.Same(ReceiveTimeout.Instance, (await ExpectMsgAsync<(object, bool, bool)>(Long)).Item1);
            await Settled(actor);
        }
    }

    /// <summary>The span begins when a message has been handled, which is after its reply. Identify does not begin it anew.</summary>
    private static Task<ActorIdentity> Settled(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(null), Long);

    [Fact]
    public void Delays_below_zero_and_intervals_of_zero_are_refused()
    {
        using var system = ActorSystem.Create("scheduler");
        var scheduler = system.Scheduler;
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.ScheduleTellOnce(-Second, TestActor, 1, ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.ScheduleTellRepeatedly(Second, TimeSpan.Zero, TestActor, 1, ActorRefs.NoSender));
    }

    [Fact]
    public async Task The_real_scheduler_is_never_early_and_refuses_work_when_it_has_ended()
    {
        var system = ActorSystem.Create("scheduler");
        var scheduler = system.Scheduler;
        var early = 0;
        await Task.WhenAll(Enumerable.Range(1, 50).Select(number =>
        {
            var fired = new TaskCompletionSource();
            var (start, delay) = (scheduler.MonotonicClock, TimeSpan.FromMilliseconds(number));
            scheduler.Advanced.ScheduleOnce(delay, () =>
            {
                if (scheduler.MonotonicClock - start < delay) Interlocked.Increment(ref early);
                fired.SetResult();
            });
            return fired.Task.WaitAsync(Long);
        }));
        Assert.Equal(0, early);
        await system.Terminate();
        Assert.Throws<SchedulerException>(() => scheduler.ScheduleTellOnce(Second, TestActor, 1, ActorRefs.NoSender));
    }

    [Fact]
    public async Task What_is_cancelled_is_not_delivered()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(Second, Second, TestActor, "tick", ActorRefs.NoSender, cancelable);
        Clock.Advance(Second);
        await ExpectMsgAsync("tick", Long);
        cancelable.Cancel();
        Clock.Advance(Second * 5);
        await ExpectNoMsgAsync(Short);
    }
}
