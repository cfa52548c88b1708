using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>What a stop overtakes and a poison pill does not, and what a message carries.</summary>
public sealed class MailboxTests() : TestKit("akka.loglevel = WARNING")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

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
