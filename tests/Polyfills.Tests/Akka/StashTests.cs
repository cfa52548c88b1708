using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Messages put aside: their order, their way back, what a restart and a stop do with them, and how many there may be.</summary>
public sealed class StashTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.actor.deployment./configured.stash-capacity = 2")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed record Note(int Number);

    /// <summary>Stashes notes while it is closed; reports them, with their sender, once it is open.</summary>
    private abstract class Keeper : ReceiveActor
    {
        private readonly IActorRef _reports;
        private readonly IActorStash _self;

        protected Keeper(IActorRef reports)
        {
            _reports = reports;
            _self = (IActorStash)this;
            Closed();
        }

        protected IStash Kept => _self.Stash;

        private void Closed()
        {
            Receive<Note>(_ => Kept.Stash());
            Common();
        }

        private void Open()
        {
            Receive<Note>(note => _reports.Tell(note, Sender));
            Common();
        }

        private void Common()
        {
            Receive<string>(text => text == "open", _ =>
            {
                Become(Open);
                Kept.UnstashAll();
            });
            Receive<string>(text => text == "open for one", _ =>
            {
                Become(Open);
                Kept.Unstash();
            });
            Receive<string>(text => text == "open for even", _ =>
            {
                Become(Open);
                Kept.UnstashAll(envelope => ((Note)envelope.Message).Number % 2 == 0);
            });
            Receive<string>(text => text == "twice", _ =>
            {
                Kept.Stash();
                Kept.Stash();
            });
            Receive<string>(text => text == "how full?", _ => Sender.Tell((Kept.Count, Kept.IsEmpty, Kept.NonEmpty, Kept.IsFull)));
            Receive<Exception>(cause => throw cause);
            Receive<(SemaphoreSlim Entered, SemaphoreSlim Gate)>(gate =>
            {
                gate.Entered.Release();
                gate.Gate.Wait(Long);
            });
        }
    }

    private sealed class Unbounded(IActorRef reports) : Keeper(reports), IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;
    }

    private sealed class Bounded(IActorRef reports) : Keeper(reports), IWithStash
    {
        public IStash Stash { get; set; } = null!;
    }

    private IActorRef Unlimited() => Sys.ActorOf(Props.Create(() => new Unbounded(TestActor)));

    private Task<IActorRef> Limited(int capacity, Func<Exception, Directive> decide) =>
        ChildActorOfAsync(Props.Create(() => new Bounded(TestActor)).WithStashCapacity(capacity), new OneForOneStrategy(decide));

    private static Task<(int Count, bool IsEmpty, bool NonEmpty, bool IsFull)> Fullness(IActorRef actor) =>
        actor.Ask<(int, bool, bool, bool)>("how full?", Long);

    private async Task ExpectNotes(params int[] numbers)
    {
        foreach (var number in numbers) await ExpectMsgAsync(new Note(number), Long);
    }

    [Fact]
    public async Task What_is_unstashed_comes_in_its_order_before_everything_that_is_queued()
    {
        var actor = Unlimited();
        for (var i = 1; i <= 3; i++) actor.Tell(new Note(i));
        await Fullness(actor);
        var (entered, gate) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        actor.Tell((entered, gate));
        await entered.WaitAsync(Long);
        actor.Tell("open");
        actor.Tell(new Note(4));
        gate.Release();
        await ExpectNotes(1, 2, 3, 4);
    }

    [Fact]
    public async Task One_can_be_unstashed_at_a_time_the_oldest_first()
    {
        var actor = Unlimited();
        for (var i = 1; i <= 3; i++) actor.Tell(new Note(i));
        actor.Tell("open for one");
        actor.Tell("open for one");
        await ExpectNotes(1, 2);
        Assert.Equal((1, false, true, false), await Fullness(actor));
    }

    [Fact]
    public async Task Only_those_a_predicate_picks_come_back_and_the_rest_is_gone()
    {
        var actor = Unlimited();
        for (var i = 1; i <= 4; i++) actor.Tell(new Note(i));
        actor.Tell("open for even");
        await ExpectNotes(2, 4);
        Assert.Equal((0, true, false, false), await Fullness(actor));
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task A_message_keeps_its_sender()
    {
        var (actor, probe) = (Unlimited(), CreateTestProbe());
        actor.Tell(new Note(1), probe.Ref);
        actor.Tell("open");
        await ExpectMsgFromAsync(probe.Ref, new Note(1), Long);
    }

    [Fact]
    public async Task On_a_restart_all_go_back_to_the_mailbox_before_what_is_queued()
    {
        var actor = Unlimited();
        for (var i = 1; i <= 2; i++) actor.Tell(new Note(i));
        await Fullness(actor);
        actor.Tell(new InvalidOperationException("restart"));
        actor.Tell(new Note(3));
        actor.Tell("open"); // to the new instance, which has stashed them all again by then
        await ExpectNotes(1, 2, 3);
    }

    [Fact]
    public async Task On_a_stop_all_become_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(letters.Ref);
        var actor = Unlimited();
        for (var i = 1; i <= 2; i++) actor.Tell(new Note(i));
        await Fullness(actor);
        Sys.Stop(actor);
        for (var i = 1; i <= 2; i++)
        {
            var letter = await letters.ExpectMsgAsync<DeadLetter>(Long);
            Assert.Equal((new Note(i), TestActor, actor), (letter.Message, letter.Sender, letter.Recipient));
        }
    }

    [Fact]
    public async Task A_message_cannot_be_stashed_twice()
    {
        var thrown = new TaskCompletionSource<Exception>();
        var strategy = new OneForOneStrategy(cause =>
        {
            thrown.TrySetResult(cause);
            return Directive.Stop;
        });
        var actor = await ChildActorOfAsync(Props.Create(() => new Unbounded(TestActor)), strategy);
        actor.Tell("twice");
        Assert.IsType<IllegalActorStateException>(await thrown.Task.WaitAsync(Long));
    }

    [Fact]
    public async Task More_than_the_capacity_fails_the_actor()
    {
        var thrown = new TaskCompletionSource<Exception>();
        var actor = await Limited(2, cause =>
        {
            thrown.TrySetResult(cause);
            return Directive.Resume;
        });
        actor.Tell(new Note(1));
        Assert.Equal((1, false, true, false), await Fullness(actor));
        actor.Tell(new Note(2));
        Assert.Equal((2, false, true, true), await Fullness(actor));
        actor.Tell(new Note(3));
        Assert.IsType<StashOverflowException>(await thrown.Task.WaitAsync(Long));
        actor.Tell("open");
        await ExpectNotes(1, 2);
    }

    [Fact]
    public async Task Without_a_capacity_there_is_no_limit()
    {
        const int many = 1_000;
        var actor = await Limited(-1, _ => Directive.Stop);
        for (var i = 0; i < many; i++) actor.Tell(new Note(i));
        Assert.Equal((many, false, true, false), await Fullness(actor));
        actor.Tell("open");
        await ExpectNotes([.. Enumerable.Range(0, many)]);
    }

    [Fact]
    public async Task Deployment_configuration_sets_the_capacity_of_a_path()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Bounded(TestActor)), "configured");
        for (var i = 0; i < 2; i++) actor.Tell(new Note(i));
        Assert.Equal((2, false, true, true), await Fullness(actor));
    }

    private sealed class AcrossAwaits : ReceiveActor, IWithUnboundedStash
    {
        public AcrossAwaits(IActorRef reports, Task until)
        {
            ReceiveAsync<Note>(async note =>
            {
                await until;
                Stash.Stash();
                reports.Tell($"stashed {note.Number}");
                Become(() => Receive<Note>(again => reports.Tell(again, Sender)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    [Fact]
    public async Task An_async_handler_can_stash_its_message_after_an_await()
    {
        var until = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new AcrossAwaits(TestActor, until.Task)));
        actor.Tell(new Note(1));
        actor.Tell(new Note(2));
        until.SetResult();
        await ExpectMsgAsync("stashed 1", Long);
        await ExpectNotes(1, 2);
    }

    private sealed class Born : ReceiveActor, IWithUnboundedStash
    {
        public Born(IActorRef reports)
        {
            reports.Tell(Stash is null);
            Reports = reports;
        }

        private IActorRef Reports { get; }
        public IStash Stash { get; set; } = null!;

        protected override void PreStart() => Reports.Tell(Stash is null);
    }

    [Fact]
    public async Task The_stash_is_there_from_PreStart_on_but_not_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new Born(TestActor)));
        await ExpectMsgAsync(true, Long);
        await ExpectMsgAsync(false, Long);
    }
}
