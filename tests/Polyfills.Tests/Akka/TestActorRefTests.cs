using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Actors on the calling thread, with their instance in reach.</summary>
public sealed class TestActorRefTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(number =>
            {
                Sum += number;
                Thread = Environment.CurrentManagedThreadId;
                LastSender = Sender;
            });
            Receive<Exception>(cause => throw cause);
            Receive<IActorRef>(other =>
            {
                var before = Self;
                other.Tell(1); // runs the other one here and now
                ContextIsBack = Self.Equals(before) && Context.Self.Equals(before);
            });
            ReceiveAsync<Task>(async task =>
            {
                await task;
                Sum++;
            });
        }

        public int Sum { get; private set; }
        public int Thread { get; private set; }
        public IActorRef? LastSender { get; private set; }
        public bool ContextIsBack { get; private set; }
    }

    [Fact]
    public void What_is_told_has_been_handled_when_Tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell(40);
        counter.Tell(2);
        Assert.Equal((42, Environment.CurrentManagedThreadId), (counter.UnderlyingActor.Sum, counter.UnderlyingActor.Thread));
    }

    [Fact]
    public void The_test_is_the_sender()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell(1);
        Assert.Equal(TestActor, counter.UnderlyingActor.LastSender);
    }

    [Fact]
    public void Receive_hands_the_exception_to_the_caller_and_Tell_to_the_supervisor()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var first = counter.UnderlyingActor;
        var boom = new InvalidOperationException("boom");
        Assert.Same(boom, Assert.Throws<InvalidOperationException>(() => counter.Receive(boom)));
        Assert.Same(first, counter.UnderlyingActor);
        counter.Tell(boom);
        AwaitCondition(() => !ReferenceEquals(first, counter.UnderlyingActor), Long);
    }

    [Fact]
    public async Task ReceiveAsync_ends_with_the_handler()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var task = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = counter.ReceiveAsync(task.Task);
        Assert.False(received.IsCompleted);
        task.SetResult();
        await received.WaitAsync(Long);
        Assert.Equal(1, counter.UnderlyingActor.Sum);
    }

    [Fact]
    public void The_context_is_put_back_when_one_run_nests_in_another()
    {
        var (outer, inner) = (ActorOfAsTestActorRef<Counter>("outer"), ActorOfAsTestActorRef<Counter>("inner"));
        outer.Tell(inner.Ref);
        Assert.Equal((1, true), (inner.UnderlyingActor.Sum, outer.UnderlyingActor.ContextIsBack));
        Assert.Equal(outer.Ref, inner.UnderlyingActor.LastSender);
    }

    [Fact]
    public async Task It_can_be_watched_and_stopped_like_any_other()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        await WatchAsync(counter);
        counter.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(counter.Ref, Long);
        Assert.Throws<IllegalActorStateException>(() => counter.UnderlyingActor);
    }

    private sealed class Parent : UntypedActor
    {
        public Exception? Failure { get; private set; }

        protected override void OnReceive(object message) { }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
        {
            Failure = cause;
            return Directive.Stop;
        });
    }

    [Fact]
    public void Its_supervisor_can_be_given()
    {
        var parent = ActorOfAsTestActorRef<Parent>();
        var child = ActorOfAsTestActorRef<Counter>(Props.Create(() => new Counter()), parent, "child");
        Assert.Equal(parent.Path / "child", child.Path);
        var boom = new InvalidOperationException("boom");
        child.Tell(boom);
        Assert.Same(boom, parent.UnderlyingActor.Failure);
    }
}
