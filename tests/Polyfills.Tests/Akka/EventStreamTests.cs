using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Who gets what is published, and how subscribers that have died are forgotten.</summary>
public sealed class EventStreamTests() : TestKit("akka.loglevel = WARNING\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private interface IEvent;

    private record Happened(int Number) : IEvent;

    private sealed record HappenedAgain(int Number) : Happened(Number);

    [Fact]
    public async Task Subtypes_and_implementations_match_and_a_second_subscription_is_refused()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(IEvent)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(IEvent)));
        Sys.EventStream.Publish("not an event");
        Sys.EventStream.Publish(new Happened(1));
        Sys.EventStream.Publish(new HappenedAgain(2));
        await ExpectMsgAsync(new Happened(1), Long);
        await ExpectMsgAsync(new HappenedAgain(2), Long);
    }

    [Fact]
    public async Task Who_unsubscribes_from_a_class_keeps_the_others()
    {
        Sys.EventStream.Subscribe<Happened>(TestActor);
        Sys.EventStream.Subscribe<string>(TestActor);
        Assert.True(Sys.EventStream.Unsubscribe<Happened>(TestActor));
        Assert.False(Sys.EventStream.Unsubscribe<Happened>(TestActor));
        Sys.EventStream.Publish(new Happened(1));
        Sys.EventStream.Publish("kept");
        await ExpectMsgAsync("kept", Long);
    }

    /// <summary>The actor that takes dead subscribers off once failed when there was nothing left to take off.</summary>
    [Fact]
    public async Task Subscribers_that_die_are_forgotten_those_that_left_before_too()
    {
        var errors = CreateTestProbe();
        Sys.EventStream.Subscribe<Error>(errors.Ref);
        var (left, stayed) = (Sys.ActorOf(BlackHoleActor.Props), Sys.ActorOf(BlackHoleActor.Props));
        foreach (var subscriber in new[] { left, stayed }) Sys.EventStream.Subscribe<Happened>(subscriber);
        Sys.EventStream.Unsubscribe<Happened>(left);
        foreach (var subscriber in new[] { left, stayed }) Assert.True(await subscriber.GracefulStop(Long));
        // A subscription that is still there is refused.
        await AwaitConditionAsync(() => Sys.EventStream.Subscribe<Happened>(stayed), Long, TimeSpan.FromMilliseconds(1));
        Assert.False(errors.HasMessages);
    }
}
