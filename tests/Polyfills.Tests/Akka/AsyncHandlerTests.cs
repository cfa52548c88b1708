using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Async handlers: suspension, context over awaits, and what a stop or restart in their midst does.</summary>
public sealed class AsyncHandlerTests() : TestKit("akka.loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>A handler that waits for the test, and reports what it passes.</summary>
    private sealed class Waiting : ReceiveActor
    {
        private readonly IActorRef _reports;

        public Waiting(IActorRef reports, TaskCompletionSource gate)
        {
            _reports = reports;
            reports.Tell("constructed");
            ReceiveAsync<string>(async text =>
            {
                reports.Tell("started " + text);
                try
                {
                    await gate.Task;
                    reports.Tell("went on " + text);
                }
                finally
                {
                    reports.Tell("finally " + text);
                }
            });
            Receive<int>(number => reports.Tell(number));
            Receive<Exception>(cause => throw cause);
        }

        protected override void PreRestart(Exception reason, object message) => _reports.Tell("pre-restart");
        protected override void PostRestart(Exception reason) => _reports.Tell("post-restart");
        protected override void PostStop() => _reports.Tell("post-stop");
    }

    private IActorRef StartWaiting(TaskCompletionSource gate)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor, gate)));
        ExpectMsg("constructed", Long);
        actor.Tell("a");
        ExpectMsg("started a", Long);
        return actor;
    }

    private async Task ExpectAllAsync(params object[] messages)
    {
        foreach (var message in messages) await ExpectMsgAsync(message, Long);
    }

    [Fact]
    public async Task No_other_user_message_interleaves()
    {
        var gate = new TaskCompletionSource();
        var actor = StartWaiting(gate);
        actor.Tell(1);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        gate.SetResult();
        await ExpectAllAsync("went on a", "finally a", 1);
    }

    [Fact]
    public async Task A_stop_during_an_await_abandons_the_rest_of_the_handler_finally_included()
    {
        var gate = new TaskCompletionSource();
        var actor = StartWaiting(gate);
        Watch(actor);
        ((IInternalActorRef)actor).Stop();
        await ExpectMsgAsync("post-stop", Long);
        await ExpectTerminatedAsync(actor, Long);
        gate.SetResult();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_poison_pill_waits_for_the_handler()
    {
        var gate = new TaskCompletionSource();
        var actor = StartWaiting(gate);
        actor.Tell(PoisonPill.Instance);
        gate.SetResult();
        await ExpectAllAsync("went on a", "finally a", "post-stop");
    }

    [Fact]
    public async Task A_restart_during_an_await_makes_the_new_instance_at_once_and_lets_the_old_handler_end()
    {
        var gate = new TaskCompletionSource();
        var actor = StartWaiting(gate);
        actor.Tell(1);
        ((IInternalActorRef)actor).Suspend();
        ((IInternalActorRef)actor).Restart(new InvalidOperationException("from above"));
        await ExpectAllAsync("pre-restart", "constructed", "post-restart");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        gate.SetResult();
        await ExpectAllAsync("went on a", "finally a", 1);
    }

    [Fact]
    public async Task Suspensions_are_counted()
    {
        var gate = new TaskCompletionSource();
        var actor = StartWaiting(gate);
        actor.Tell(1);
        var internals = (IInternalActorRef)actor;
        internals.Suspend();
        internals.Suspend();
        gate.SetResult();
        await ExpectAllAsync("went on a", "finally a");
        internals.Resume();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
        internals.Resume();
        await ExpectMsgAsync(1, Long);
    }

    private sealed class Stopping : ReceiveActor
    {
        public Stopping(IActorRef reports) => ReceiveAnyAsync(async _ =>
        {
            Context.Stop(Self);
            reports.Tell("until the next await");
            await Task.Yield();
            reports.Tell("never");
        });
    }

    [Fact]
    public async Task After_stopping_itself_a_handler_runs_up_to_its_next_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stopping(TestActor)));
        Watch(actor);
        actor.Tell("go");
        await ExpectMsgAsync("until the next await", Long);
        await ExpectTerminatedAsync(actor, Long);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    private sealed class ContextUser : ReceiveActor
    {
        public ContextUser()
        {
            ReceiveAsync<string>(async text =>
            {
                var (sender, self) = (Sender, Self);
                for (var i = 0; i < 3; i++)
                {
                    await Task.Delay(1);
                    if (!Sender.Equals(sender) || !Context.Self.Equals(self)) throw new InvalidOperationException("another context after an await");
                }
                await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => await Task.Yield()));
                Sender.Tell(text);
            });
            ReceiveAsync<int>(async _ =>
            {
                var sender = Sender;
                await new OnANewThread();
                sender.Tell(Record.Exception(() => Context)!);
            });
        }
    }

    [Fact]
    public async Task Sender_self_and_context_are_right_after_every_await()
    {
        var actor = Sys.ActorOf<ContextUser>();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => actor.Ask<string>("text " + number, Long)));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => "text " + number), replies);
    }

    [Fact]
    public async Task Where_an_await_does_not_come_back_to_the_actor_there_is_no_context() =>
        Assert.IsType<NotSupportedException>(await Sys.ActorOf<ContextUser>().Ask<Exception>(1, Long));

    private sealed class Exclusive : ReceiveActor
    {
        private int _inside;

        public Exclusive() => ReceiveAsync<int>(async tasks =>
        {
            var clashes = 0;
            await Task.WhenAll(Enumerable.Range(0, tasks).Select(async _ =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await Task.Yield();
                    if (Interlocked.Increment(ref _inside) != 1) clashes++;
                    Interlocked.Decrement(ref _inside);
                }
            }));
            Sender.Tell(clashes);
        });
    }

    [Fact]
    public async Task Parallel_awaits_never_run_two_continuations_at_once() => Assert.Equal(0, await Sys.ActorOf<Exclusive>().Ask<int>(20, Long));

    private sealed class Failing : ReceiveActor
    {
        private readonly IActorRef _reports;

        public Failing(IActorRef reports)
        {
            _reports = reports;
            ReceiveAsync<string>(async text =>
            {
                if (text == "late") await Task.Yield();
                throw new InvalidOperationException(text);
            });
            Receive<int>(number => reports.Tell(number));
        }

        protected override void PreRestart(Exception reason, object message) => _reports.Tell((reason.GetType(), reason.Message, message));
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("late")]
    public async Task An_exception_is_supervised_with_its_message_and_the_mailbox_goes_on(string when)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Failing(TestActor)));
        actor.Tell(when);
        actor.Tell(1);
        await ExpectMsgAsync((typeof(InvalidOperationException), when, (object)when), Long);
        await ExpectMsgAsync(1, Long);
    }

    private sealed class AsksItself : ReceiveActor
    {
        public AsksItself() => ReceiveAnyAsync(async _ =>
        {
            var (sender, self) = (Sender, Self);
            sender.Tell(await Record.ExceptionAsync(() => self.Ask("anything", TimeSpan.FromMilliseconds(50))));
        });
    }

    [Fact]
    public async Task Asking_itself_from_an_async_handler_can_only_time_out() =>
        Assert.IsType<AskTimeoutException>(await Sys.ActorOf<AsksItself>().Ask<Exception>("go", Long));

    private sealed class Schedulers : ReceiveActor
    {
        public Schedulers() => ReceiveAnyAsync(async _ =>
        {
            var actors = TaskScheduler.Current;
            var started = await Task.Factory.StartNew(() => TaskScheduler.Current);
            var run = await Task.Run(() => TaskScheduler.Current);
            Sender.Tell((ReferenceEquals(actors, started), ReferenceEquals(TaskScheduler.Default, run), SynchronizationContext.Current is null, actors.MaximumConcurrencyLevel));
        });
    }

    [Fact]
    public async Task A_handler_has_the_actors_task_scheduler_and_no_synchronization_context() =>
        Assert.Equal((true, true, true, 1), await Sys.ActorOf<Schedulers>().Ask<(bool, bool, bool, int)>("go", Long));
}
