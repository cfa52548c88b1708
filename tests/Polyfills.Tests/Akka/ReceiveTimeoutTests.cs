using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>When the span begins and when it begins anew, on a clock that the test moves.</summary>
public sealed class ReceiveTimeoutTests() : TestKit(TestConfigs.TestSchedulerConfig)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    private sealed record FailLater(Task When);

    private sealed class Unnoticed : INotInfluenceReceiveTimeout;

    private sealed class Waiting : ReceiveActor
    {
        public Waiting(IActorRef reports)
        {
            Receive<TimeSpan>(span => SetReceiveTimeout(span));
            Receive<bool>(_ => SetReceiveTimeout(null));
            Receive<ReceiveTimeout>(_ => reports.Tell("timeout"));
            Receive<Unnoticed>(_ => reports.Tell("unnoticed"));
            Receive<string>(reports.Tell);
            Receive<Exception>(cause => throw cause);
            ReceiveAsync<FailLater>(async fail =>
            {
                await fail.When;
                throw new InvalidOperationException("later");
            });
        }
    }

    private IActorRef Start() => Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));

    /// <summary>The span begins when a message has been handled, which is after its report. Identify does not begin it anew.</summary>
    private static Task<ActorIdentity> Settled(IActorRef actor) => actor.Ask<ActorIdentity>(new Identify(null), Long);

    private Task TimeoutComes() => AwaitConditionAsync(() =>
    {
        Clock.Advance(Second);
        return HasMessages;
    }, Long, Short);

    [Theory]
    [InlineData(Directive.Resume, false)]
    [InlineData(Directive.Resume, true)]
    [InlineData(Directive.Restart, false)]
    [InlineData(Directive.Restart, true)]
    public async Task It_goes_on_after_a_failure_whatever_the_supervisor_decides(Directive directive, bool inAsyncHandler)
    {
        // A message to ask how the actor is would begin the span anew. So the decider tells, and the clock moves until the timeout comes.
        var decided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var strategy = new OneForOneStrategy(_ =>
        {
            decided.TrySetResult();
            return directive;
        });
        var actor = await ChildActorOfAsync(Props.Create(() => new Waiting(TestActor)), strategy);
        actor.Tell(Second);
        actor.Tell(inAsyncHandler ? new FailLater(Task.Delay(1)) : new InvalidOperationException("at once"));
        await decided.Task.WaitAsync(Long);
        for (var i = 0; i < 2; i++)
        {
            await TimeoutComes();
            await ExpectMsgAsync("timeout", Long);
        }
    }

    [Fact]
    public async Task A_message_begins_it_anew_unless_it_says_not_to()
    {
        var actor = Start();
        actor.Tell(Second * 3);
        await Settled(actor);
        Clock.Advance(Second * 2);
        actor.Tell("noticed");
        await ExpectMsgAsync("noticed", Long);
        await Settled(actor);
        Clock.Advance(Second * 2);
        actor.Tell(new Unnoticed());
        await ExpectMsgAsync("unnoticed", Long);
        Clock.Advance(Second);
        await ExpectMsgAsync("timeout", Long);
    }

    [Fact]
    public async Task It_ends_when_it_is_set_to_null()
    {
        var actor = Start();
        actor.Tell(Second);
        actor.Tell(true);
        await Settled(actor);
        Clock.Advance(Second * 10);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task It_counts_from_the_end_of_an_async_handler()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Working(TestActor, ended.Task)));
        actor.Tell("work");
        await ExpectMsgAsync("working", Long);
        Clock.Advance(Second);
        ended.SetResult();
        await ExpectMsgAsync("worked", Long);
        await Settled(actor);
        Clock.Advance(Second);
        await ExpectNoMsgAsync(Short);
        Clock.Advance(Second);
        await ExpectMsgAsync("timeout", Long);
    }

    private sealed class Working : ReceiveActor
    {
        public Working(IActorRef reports, Task end)
        {
            SetReceiveTimeout(Second * 2);
            Receive<ReceiveTimeout>(_ => reports.Tell("timeout"));
            ReceiveAsync<string>(async _ =>
            {
                reports.Tell("working");
                await end;
                reports.Tell("worked");
            });
        }
    }
}
