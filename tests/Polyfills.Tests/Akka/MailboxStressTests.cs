using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Order, exclusiveness and the promise that no message is left lying, under as much traffic as the machine can make.</summary>
[Collection(StressCollection.Name)]
public sealed class MailboxStressTests() : TestKit("akka.loglevel = WARNING")
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

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
            if (--_left > 0) Sender.Tell(message);
            else finished.TrySetResult();
        }
    }

    [Fact]
    public async Task No_wake_up_is_lost_in_ten_million_messages()
    {
        // Eight pairs on two to many threads; each hop wakes an idle mailbox while its last run is ending on another thread.
        const int pairs = 8;
        const long hops = 10_000_000 / pairs / 2 + 1; // the last of them ends the game
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
}
