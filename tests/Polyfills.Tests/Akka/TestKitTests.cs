using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Xunit.Sdk;

namespace Polyfills.Tests.Akka;

/// <summary>Who sends when a test sends, and what the expectations take and leave.</summary>
public sealed class TestKitTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private sealed class TellsSender : UntypedActor
    {
        protected override void OnReceive(object message) => ((TaskCompletionSource<IActorRef>)message).SetResult(Sender);
    }

    private static TaskCompletionSource<IActorRef> Question() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task The_test_actor_is_the_sender_also_after_every_await()
    {
        var actor = Sys.ActorOf<TellsSender>();
        for (var i = 0; i < 3; i++)
        {
            var question = Question();
            actor.Tell(question);
            Assert.Equal(TestActor, await question.Task.WaitAsync(Long));
            await Task.Yield();
            await Task.Run(() => { });
        }
    }

    [Fact]
    public async Task Where_an_await_does_not_come_back_there_is_no_sender()
    {
        var actor = Sys.ActorOf<TellsSender>();
        var question = Question();
        await new OnANewThread();
        actor.Tell(question);
        Assert.Equal(Sys.DeadLetters, await question.Task.WaitAsync(Long));
    }

    private sealed class WithoutSender() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF"), INoImplicitSender;

    [Fact]
    public async Task A_test_that_says_so_has_no_sender()
    {
        var question = Question();
        var asking = new Thread(() =>
        {
            using var kit = new WithoutSender();
            kit.Sys.ActorOf<TellsSender>().Tell(question);
            question.Task.Wait(Long);
        });
        asking.Start();
        Assert.Equal("deadLetters", (await question.Task.WaitAsync(Long)).Path.Name);
        Assert.True(asking.Join(Long));
    }

    [Fact]
    public async Task A_probe_is_the_sender_only_of_what_it_sends()
    {
        var (probe, actor) = (CreateTestProbe(), Sys.ActorOf<TellsSender>());
        var (told, sent) = (Question(), Question());
        actor.Tell(told);
        probe.Send(actor, sent);
        Assert.Equal(TestActor, await told.Task.WaitAsync(Long));
        Assert.Equal(probe.Ref, await sent.Task.WaitAsync(Long));
    }

    [Fact]
    public async Task A_probe_answers_the_last_sender()
    {
        var probe = CreateTestProbe();
        var answer = probe.Ref.Ask<string>("question", Long);
        await probe.ExpectMsgAsync("question", Long);
        probe.Reply("answer");
        Assert.Equal("answer", await answer);
    }

    [Fact]
    public async Task ExpectMsg_takes_the_next_message_whatever_it_is()
    {
        TestActor.Tell(1);
        TestActor.Tell("text");
        await Assert.ThrowsAnyAsync<XunitException>(() => ExpectMsgAsync<string>(Long).AsTask());
        await ExpectMsgAsync("text", Long);
    }

    [Fact]
    public async Task Fishing_passes_over_what_does_not_match()
    {
        for (var i = 0; i < 5; i++) TestActor.Tell(i);
        Assert.Equal(3, await FishForMessageAsync<int>(number => number == 3, Long));
        await ExpectMsgAsync(4, Long);
    }

    [Fact]
    public void ReceiveWhile_keeps_the_first_that_does_not_match()
    {
        foreach (var message in new object[] { 1, 2, "stop", 3 }) TestActor.Tell(message);
        Assert.Equal([1, 2], ReceiveWhile<object>(Long, message => message is int ? message : null!));
        ExpectMsg("stop", Long);
        ExpectMsg(3, Long);
    }

    [Fact]
    public async Task All_of_may_come_in_any_order()
    {
        foreach (var number in new[] { 3, 1, 2 }) TestActor.Tell(number);
        Assert.Equal(3, ExpectMsgAllOf(1, 2, 3).Count);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task What_is_ignored_does_not_arrive()
    {
        IgnoreMessages<int>(number => number < 10);
        foreach (var number in new[] { 1, 10, 2 }) TestActor.Tell(number);
        await ExpectMsgAsync(10, Long);
        IgnoreNoMessages();
        TestActor.Tell(3);
        await ExpectMsgAsync(3, Long);
    }

    private sealed class Echoing : AutoPilot
    {
        public override AutoPilot Run(IActorRef sender, object message)
        {
            sender.Tell($"echo of {message}");
            return message is "last" ? NoAutoPilot : KeepRunning;
        }
    }

    [Fact]
    public async Task An_autopilot_answers_until_it_lets_go()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new Echoing());
        Assert.Equal("echo of first", await probe.Ref.Ask<string>("first", Long));
        Assert.Equal("echo of last", await probe.Ref.Ask<string>("last", Long));
        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("too late", Short));
    }

    [Fact]
    public async Task AwaitAssert_says_in_the_end_what_the_assertion_said()
    {
        await Assert.ThrowsAsync<EqualException>(() => AwaitAssertAsync(() => Assert.Equal(1, 2), Short));
        var tries = 0;
        await AwaitAssertAsync(() => Assert.Equal(3, ++tries), Long, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Within_fails_a_block_that_is_too_fast_or_too_slow()
    {
        await WithinAsync(Long, () => Task.CompletedTask);
        await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(Long, Long * 2, () => Task.CompletedTask));
        await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(Short, () => Task.Delay(Long)));
    }

    [Fact]
    public async Task Within_is_the_time_that_expectations_have()
    {
        await WithinAsync(Long, async () =>
        {
            Assert.InRange(Remaining, TimeSpan.Zero, Long);
            Sys.ActorOf(SimpleEchoActor.Props()).Tell("echo");
            await ExpectMsgAsync("echo");
        });
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }
}
