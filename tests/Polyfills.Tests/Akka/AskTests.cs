using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Ask, as section 9 of the reference has it.</summary>
public sealed class AskTests() : TestKit("akka.loglevel = WARNING")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private IActorRef Replying(Func<object, object?> reply) => Sys.ActorOf(Props.Create(() => new Replier(reply)));

    private sealed class Replier : ReceiveActor
    {
        public Replier(Func<object, object?> reply) => ReceiveAny(message =>
        {
            if (reply(message) is { } answer) Sender.Tell(answer);
        });
    }

    [Fact]
    public async Task The_reply_is_the_result() =>
        Assert.Equal("pong", await Replying(_ => "pong").Ask<string>("ping", Long));

    [Fact]
    public async Task No_reply_in_time_faults_with_a_bare_AskTimeoutException()
    {
        var timeout = await Assert.ThrowsAsync<AskTimeoutException>(() => Replying(_ => null).Ask<string>("ping", TimeSpan.FromMilliseconds(20)));
        Assert.Equal("Timeout after 0.02 seconds", timeout.Message);
    }

    [Fact]
    public async Task The_configured_timeout_counts_where_none_is_given()
    {
        using var system = ActorSystem.Create("ask-timeout", "akka.actor.ask-timeout = 20ms");
        await Assert.ThrowsAsync<AskTimeoutException>(() => system.ActorOf(Props.Create(() => new Replier(_ => null))).Ask("ping"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Zero_and_negative_timeouts_are_no_timeout(int milliseconds)
    {
        var gate = new TaskCompletionSource<object>();
        var asked = Replying(_ => gate.Task.Result).Ask<string>("ping", TimeSpan.FromMilliseconds(milliseconds));
        gate.SetResult("late");
        Assert.Equal("late", await asked);
    }

    [Fact]
    public async Task Cancellation_cancels_the_task_and_a_later_reply_is_dropped_silently()
    {
        var deadLetters = CreateTestProbe();
        Sys.EventStream.Subscribe(deadLetters.Ref, typeof(DeadLetter));
        using var cancellation = new CancellationTokenSource();
        var target = CreateTestProbe();
        var asked = target.Ref.Ask<string>("ping", cancellation.Token);
        await target.ExpectMsgAsync("ping");
        cancellation.Cancel();
        await Assert.ThrowsAsync<TaskCanceledException>(() => asked);

        target.Reply("too late");
        Sys.DeadLetters.Tell("marker", ActorRefs.NoSender);
        Assert.Equal("marker", (await deadLetters.ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_second_reply_is_a_dead_letter_from_the_temporary_reference()
    {
        var deadLetters = CreateTestProbe();
        Sys.EventStream.Subscribe(deadLetters.Ref, typeof(DeadLetter));
        var target = CreateTestProbe();
        var asked = target.Ref.Ask<string>("ping", Long);
        await target.ExpectMsgAsync("ping");
        target.Reply("first");
        target.Reply("second");

        Assert.Equal("first", await asked);
        var letter = await deadLetters.ExpectMsgAsync<DeadLetter>();
        Assert.Equal("second", letter.Message);
        Assert.Equal(Sys.DeadLetters, letter.Recipient);
        Assert.StartsWith("/temp/", letter.Sender.Path.ToStringWithoutAddress());
    }

    [Fact]
    public async Task A_reply_of_the_wrong_type_faults_and_is_a_dead_letter()
    {
        var deadLetters = CreateTestProbe();
        Sys.EventStream.Subscribe(deadLetters.Ref, typeof(DeadLetter));
        await Assert.ThrowsAsync<ArgumentException>(() => Replying(_ => "text").Ask<int>("ping", Long));
        Assert.Equal("text", (await deadLetters.ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_failure_faults_with_its_cause()
    {
        var cause = new InvalidOperationException("no");
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Replying(_ => new Status.Failure(cause)).Ask<string>("ping", Long));
        Assert.Same(cause, thrown);
    }

    [Fact]
    public async Task A_failure_without_cause_cancels() =>
        await Assert.ThrowsAsync<TaskCanceledException>(() => Replying(_ => new Status.Failure(null)).Ask<string>("ping", Long));

    [Fact]
    public async Task A_failure_asked_for_is_the_result()
    {
        var failure = new Status.Failure(new InvalidOperationException("no"));
        Assert.Same(failure, await Replying(_ => failure).Ask<Status.Failure>("ping", Long));
        Assert.Same(failure, await Replying(_ => failure).Ask<Status>("ping", Long));
    }

    [Fact]
    public async Task Asking_an_actor_that_has_stopped_runs_into_the_timeout()
    {
        var target = Replying(_ => "pong");
        await target.GracefulStop(Long);
        await Assert.ThrowsAsync<AskTimeoutException>(() => target.Ask("ping", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task Nobody_cannot_be_asked() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => ActorRefs.Nobody.Ask("ping"));

    [Fact]
    public async Task The_continuation_does_not_run_on_the_replying_thread()
    {
        // An actor that replies and then blocks until the asker has gone on: possible only if the asker goes on elsewhere.
        var gate = new ManualResetEventSlim();
        var blocking = Sys.ActorOf(dsl => dsl.ReceiveAny((_, context) =>
        {
            context.Sender.Tell("pong");
            if (!gate.Wait(Long)) throw new TimeoutException();
            context.Sender.Tell("unblocked");
        }));
        await blocking.Ask<string>("ping", Long);
        gate.Set();
    }

    [Fact]
    public async Task The_message_factory_gets_the_temporary_reference()
    {
        var target = Sys.ActorOf(dsl => dsl.Receive<IActorRef>((replyTo, _) => replyTo.Tell("to the factory's reference")));
        Assert.Equal("to the factory's reference", await target.Ask<string>(replyTo => replyTo, Long, default));
    }
}
