using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Recipes of actors: what they capture, what they refuse, how deployments combine.</summary>
public sealed class PropsTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nmine { type = PinnedDispatcher }\nakka.actor.deployment./deployed.dispatcher = mine")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Holder : ReceiveActor
    {
        public Holder(object held)
        {
            Receive<string>(text => text == "held", _ => Sender.Tell(held));
            Receive<string>(text => text == "dispatcher", _ => Sender.Tell(Context.Dispatcher.Id));
            Receive<Exception>(cause => throw cause);
        }
    }

    [Fact]
    public async Task Arguments_are_evaluated_once_and_shared_by_all_incarnations()
    {
        var made = 0;
        Func<object> make = () => ++made;
        var props = Props.Create(() => new Holder(make()));
        Assert.Equal(1, made);
        var actor = Sys.ActorOf(props);
        actor.Tell(new InvalidOperationException("restart"));
        Assert.Equal(1, await actor.Ask<object>("held", Long));
        Assert.Equal(1, await Sys.ActorOf(props).Ask<object>("held", Long));
        Assert.Equal(1, made);
    }

    [Fact]
    public void Only_a_constructor_call_is_a_recipe()
    {
        var holder = (Holder?)null;
        Assert.Throws<ArgumentException>(() => Props.Create(() => holder!));
    }

    [Fact]
    public void Every_With_returns_a_copy_and_equality_looks_at_type_deployment_and_number_of_arguments()
    {
        var props = Props.Create(() => new Holder(1));
        Assert.Equal(props, Props.Create(() => new Holder(2)));
        var pinned = props.WithDispatcher("mine");
        Assert.NotSame(props, pinned);
        Assert.NotEqual(props, pinned);
        Assert.Equal((Deploy.NoDispatcherGiven, "mine"), (props.Deploy.Dispatcher, pinned.Deploy.Dispatcher));
        Assert.Equal(7, pinned.WithStashCapacity(7).Deploy.StashCapacity);
    }

    /// <summary>Two deployments without configuration of their own once fell back to one and the same, which threw.</summary>
    [Fact]
    public async Task A_deployment_fills_in_what_it_lacks_from_the_one_before()
    {
        var props = Props.Create(() => new Holder("kept")).WithDeploy(Deploy.Local);
        Assert.Equal("kept", await Sys.ActorOf(props).Ask<string>("held", Long));
        var pinned = props.WithDispatcher("mine").WithDeploy(Deploy.Local.WithStashCapacity(3));
        Assert.Equal(("mine", 3), (pinned.Deploy.Dispatcher, pinned.Deploy.StashCapacity));
        Assert.Equal("mine", await Sys.ActorOf(pinned).Ask<string>("dispatcher", Long));
    }

    [Fact]
    public async Task Deployment_configuration_wins_over_code() =>
        Assert.Equal("mine", await Sys.ActorOf(Props.Create(() => new Holder(1)).WithDispatcher("akka.actor.default-dispatcher"), "deployed")
            .Ask<string>("dispatcher", Long));

    [Fact]
    public void An_unknown_dispatcher_throws_where_the_actor_is_made() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Holder(1)).WithDispatcher("nowhere")));

    private sealed class Producer(List<string> events) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Holder);

        public ActorBase Produce()
        {
            lock (events) events.Add("produced");
#pragma warning disable AK1000 // The system calls this when it makes the actor.
            return new Holder("produced");
#pragma warning restore AK1000
        }

        public void Release(ActorBase actor)
        {
            lock (events) events.Add("released");
        }
    }

    [Fact]
    public async Task A_producer_makes_and_releases_each_incarnation()
    {
        var events = new List<string>();
        var actor = Sys.ActorOf(Props.CreateBy(new Producer(events)));
        actor.Tell(new InvalidOperationException("restart"));
        Assert.Equal("produced", await actor.Ask<string>("held", Long));
        Assert.True(await actor.GracefulStop(Long));
        await AwaitConditionAsync(() => events.Count == 4, Long, TimeSpan.FromMilliseconds(1));
        Assert.Equal(["produced", "released", "produced", "released"], events);
    }
}
