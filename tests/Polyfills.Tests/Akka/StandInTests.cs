using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>What only the stand-in promises.</summary>
public sealed class StandInTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Waiting : ReceiveActor
    {
        public Waiting()
        {
            Receive<TimeSpan>(span => SetReceiveTimeout(span));
            Receive<string>(text => Sender.Tell(text));
        }
    }

    /// <summary>In the original it ends the process.</summary>
    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public async Task A_receive_timeout_that_cannot_be_scheduled_fails_the_actor_once(Directive directive)
    {
        var testActor = TestActor;
        var strategy = new OneForOneStrategy(cause =>
        {
            testActor.Tell(cause, ActorRefs.NoSender);
            return directive;
        });
        var actor = await ChildActorOfAsync(Props.Create(() => new Waiting()), strategy);
        actor.Tell(TimeSpan.FromSeconds(-1));
        await ExpectMsgAsync<ArgumentOutOfRangeException>(Long);
        for (var i = 0; i < 3; i++) Assert.Equal("alive", await actor.Ask<string>("alive", Long));
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task The_longest_delay_and_interval_are_as_good_as_for_ever()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.MaxValue, TestActor, "never", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.MaxValue, TestActor, "once", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), TestActor, "then", ActorRefs.NoSender);
        await ExpectMsgAsync("once", Long);
        await ExpectMsgAsync("then", Long);
        Assert.False(HasMessages);
    }
}
