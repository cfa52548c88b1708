using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Order, exclusiveness and the promise that no message is left lying.</summary>
public sealed class MailboxTests() : TestKit("akka.loglevel = WARNING")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private sealed record Numbered(int Sender, int Number);

    private sealed class Sequence : UntypedActor
    {
        private readonly int[] _next;
        private readonly TaskCompletionSource<string?> _result;
        private readonly long _expected;
        private long _received;
        private int _inside;

        public Sequence(int senders, long expected, TaskCompletionSource<string?> result) => (_next, _expected, _result) = (new int[senders], expected, result);

        protected override void OnReceive(object message)
        {
            if (Interlocked.Increment(ref _inside) != 1) _result.TrySetResult("two threads in one actor");
            var numbered = (Numbered)message;
            if (_next[numbered.Sender]++ != numbered.Number) _result.TrySetResult($"sender {numbered.Sender}: {numbered.Number} came as number {_next[numbered.Sender] - 1}");
            if (++_received == _expected) _result.TrySetResult(null);
            Interlocked.Decrement(ref _inside);
        }
    }

    [Fact]
    public async Task Messages_of_each_sender_keep_their_order_and_never_two_threads_are_in_one_actor()
    {
        const int senders = 4, each = 250_000;
        var result = new TaskCompletionSource<string?>();
        var target = Sys.ActorOf(Props.Create(() => new Sequence(senders, senders * each, result)));
        var sending = Enumerable.Range(0, senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < each; i++) target.Tell(new Numbered(sender, i), ActorRefs.NoSender);
        }));
        await Task.WhenAll(sending);
        Assert.Null(await result.Task.WaitAsync(Long));
    }

    /// <summary>Sends one message back and forth: whenever the mailbox goes idle the next message is on its way, so every hop runs the race.</summary>
    private sealed class Player(long hops, TaskCompletionSource finished) : UntypedActor
    {
        private long _left = hops;

        protected override void OnReceive(object message)
        {
            if (--_left == 0) finished.TrySetResult();
            Sender.Tell(message);
        }
    }

    [Fact]
    public async Task No_wake_up_is_lost_in_ten_million_messages()
    {
        // Eight pairs on two to many threads; each hop wakes an idle mailbox while its last run is ending on another thread.
        const int pairs = 8;
        const long hops = 10_000_000 / pairs / 2;
        var finished = Enumerable.Range(0, pairs).Select(_ => new TaskCompletionSource()).ToArray();
        for (var i = 0; i < pairs; i++)
        {
            var end = finished[i];
            var left = Sys.ActorOf(Props.Create(() => new Player(hops, end)));
            var right = Sys.ActorOf(Props.Create(() => new Player(hops, end)));
            left.Tell("ball", right);
        }
        await Task.WhenAll(finished.Select(end => end.Task)).WaitAsync(Long);
    }

    /// <summary>Suspends and resumes its mailbox for every message, while others enqueue.</summary>
    private sealed class Suspending : ReceiveActor
    {
        private int _received;

        public Suspending(int expected, TaskCompletionSource finished) => ReceiveAsync<int>(async number =>
        {
            if (number % 16 == 0) await Task.Yield();
            if (++_received == expected) finished.TrySetResult();
        });
    }

    [Fact]
    public async Task No_wake_up_is_lost_between_suspend_and_resume()
    {
        const int senders = 2, each = 100_000;
        var finished = new TaskCompletionSource();
        var target = Sys.ActorOf(Props.Create(() => new Suspending(senders * each, finished)));
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++) target.Tell(i, ActorRefs.NoSender);
        })));
        await finished.Task.WaitAsync(Long);
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(SemaphoreSlim entered, SemaphoreSlim gate)
        {
            Receive<string>(text => text == "wait", _ =>
            {
                entered.Release();
                gate.Wait(Long);
            });
            Receive<string>(text => Sender.Tell(text));
        }
    }

    [Fact]
    public async Task A_stop_overtakes_the_messages_that_are_queued()
    {
        var (entered, gate) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var actor = Sys.ActorOf(Props.Create(() => new Gated(entered, gate)));
        Watch(actor);
        actor.Tell("wait");
        await entered.WaitAsync(Long);
        actor.Tell("never handled");
        ((IInternalActorRef)actor).Stop();
        gate.Release();
        await ExpectTerminatedAsync(actor, Long);
    }

    [Fact]
    public async Task A_poison_pill_waits_its_turn()
    {
        var (entered, gate) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var actor = Sys.ActorOf(Props.Create(() => new Gated(entered, gate)));
        Watch(actor);
        actor.Tell("wait");
        await entered.WaitAsync(Long);
        actor.Tell("handled");
        actor.Tell(PoisonPill.Instance);
        gate.Release();
        await ExpectMsgAsync("handled", Long);
        await ExpectTerminatedAsync(actor, Long);
    }

    [Fact]
    public async Task What_is_queued_when_an_actor_stops_becomes_dead_letters_in_order()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(global::Akka.Event.DeadLetter));
        var (entered, gate) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var actor = Sys.ActorOf(Props.Create(() => new Gated(entered, gate)));
        actor.Tell("wait");
        await entered.WaitAsync(Long);
        actor.Tell("first");
        actor.Tell("second");
        ((IInternalActorRef)actor).Stop();
        gate.Release();
        foreach (var expected in new[] { "first", "second" })
        {
            var letter = await letters.ExpectMsgAsync<global::Akka.Event.DeadLetter>(Long);
            Assert.Equal((expected, actor, TestActor), (letter.Message, letter.Recipient, letter.Sender));
        }
    }

    [Fact]
    public void Telling_null_throws_where_it_is_told() => Assert.Throws<ArgumentNullException>(() => TestActor.Tell(null!));

    private sealed class ReadsAsyncLocal(AsyncLocal<string?> local) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(local.Value ?? "nothing");
    }

    [Fact]
    public async Task The_execution_context_of_the_sender_does_not_reach_the_handler()
    {
        var local = new AsyncLocal<string?>();
        var actor = Sys.ActorOf(Props.Create(() => new ReadsAsyncLocal(local)));
        local.Value = "the sender's";
        Assert.Equal("nothing", await actor.Ask<string>("?", Long));
    }
}
