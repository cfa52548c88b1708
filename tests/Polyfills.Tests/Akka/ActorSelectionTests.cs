using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>Paths that are looked up when something is sent to them.</summary>
public sealed class ActorSelectionTests() : TestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private sealed record Hello(int Number);

    /// <summary>Makes a child for each name, tells what it gets, and sends on to selections from its own place.</summary>
    private sealed class Node : ReceiveActor
    {
        public Node(IActorRef reports, string[] children)
        {
            foreach (var child in children) Context.ActorOf(Props.Create(() => new Node(reports, Array.Empty<string>())), child);
            Receive<Hello>(_ => reports.Tell(Self.Path.ToStringWithoutAddress(), Sender));
            Receive<string>(path => Context.ActorSelection(path).Tell(new Hello(1)));
        }
    }

    /// <summary>/user/family with the children amy, anna and bob.</summary>
    private async Task<IActorRef> Family()
    {
        var names = new[] { "amy", "anna", "bob" };
        var family = Sys.ActorOf(Props.Create(() => new Node(TestActor, names)), "family");
        await family.Ask<ActorIdentity>(new Identify(null), Long);
        return family;
    }

    private async Task ExpectPaths(params string[] paths)
    {
        var got = new List<string>();
        foreach (var _ in paths) got.Add(await ExpectMsgAsync<string>(Long));
        Assert.Equal(paths, got.Order(StringComparer.Ordinal));
        await ExpectNoMsgAsync(Short);
    }

    [Theory]
    [InlineData("/user/family/bob", "/user/family/bob")]
    [InlineData("akka://test/user/family/bob", "/user/family/bob")]
    [InlineData("/user/family/*", "/user/family/amy", "/user/family/anna", "/user/family/bob")]
    [InlineData("/user/family/a*", "/user/family/amy", "/user/family/anna")]
    [InlineData("/user/family/?ob", "/user/family/bob")]
    [InlineData("/user/*/bob", "/user/family/bob")]
    [InlineData("/user/family/**", "/user/family/amy", "/user/family/anna", "/user/family/bob")]
    [InlineData("/user/family/amy/../bob", "/user/family/bob")]
    public async Task An_absolute_path_reaches_all_that_match(string path, params string[] reached)
    {
        await Family();
        Sys.ActorSelection(path).Tell(new Hello(1), TestActor);
        await ExpectPaths(reached);
    }

    [Theory]
    [InlineData("anna", "/user/family/anna")]
    [InlineData("../family", "/user/family")]
    [InlineData("../*", "/user/family")]
    [InlineData("a??a", "/user/family/anna")]
    public async Task A_relative_path_begins_at_the_actor(string path, string reached)
    {
        (await Family()).Tell(path);
        await ExpectPaths(reached);
    }

    [Fact]
    public async Task From_an_anchor_a_path_begins_there()
    {
        var family = await Family();
        Sys.ActorSelection(family, "amy").Tell(new Hello(1));
        await ExpectPaths("/user/family/amy");
    }

    [Fact]
    public async Task It_is_resolved_anew_for_every_message()
    {
        var selection = Sys.ActorSelection("/user/late");
        selection.Tell(new Hello(0), TestActor);
        var late = Sys.ActorOf(Props.Create(() => new Node(TestActor, Array.Empty<string>())), "late");
        selection.Tell(new Hello(1), TestActor);
        await ExpectPaths("/user/late");
        Assert.True(await late.GracefulStop(Long));
        Sys.ActorOf(Props.Create(() => new Node(TestActor, Array.Empty<string>())), "late");
        selection.Tell(new Hello(2), TestActor);
        await ExpectPaths("/user/late");
    }

    [Fact]
    public async Task A_message_to_nobody_is_a_dead_letter()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe<DeadLetter>(letters.Ref);
        Sys.ActorSelection("/user/nobody").Tell(new Hello(1), TestActor);
        var letter = await letters.ExpectMsgAsync<DeadLetter>(Long);
        Assert.Equal((new Hello(1), TestActor, "/user/nobody"), (letter.Message, letter.Sender, letter.Recipient.Path.ToStringWithoutAddress()));
    }

    [Fact]
    public async Task Everybody_who_matches_answers_Identify()
    {
        var family = await Family();
        Sys.ActorSelection("/user/family/a*").Tell(new Identify("who"), TestActor);
        var subjects = new List<IActorRef>();
        for (var i = 0; i < 2; i++)
        {
            var identity = await ExpectMsgAsync<ActorIdentity>(Long);
            Assert.Equal("who", identity.MessageId);
            subjects.Add(identity.Subject);
        }
        var expected = await Task.WhenAll(new[] { "amy", "anna" }.Select(name => Sys.ActorSelection(family, name).ResolveOne(Long)));
        Assert.Equal(expected.Order(), subjects.Order());
    }

    [Fact]
    public async Task Nobody_answers_Identify_with_no_subject()
    {
        Sys.ActorSelection("/user/nobody").Tell(new Identify("who"), TestActor);
        var identity = await ExpectMsgAsync<ActorIdentity>(Long);
        Assert.Equal(("who", null), (identity.MessageId, identity.Subject));
    }

    [Fact]
    public async Task ResolveOne_gives_the_actor_or_says_that_it_was_not_found()
    {
        var family = await Family();
        Assert.Equal(family, await Sys.ActorSelection("/user/family").ResolveOne(Long));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(Long));
    }

    [Fact]
    public async Task ResolveOne_that_gets_no_answer_has_the_cause_inside()
    {
        var deaf = Sys.ActorOf(dsl => dsl.ReceiveAsync<string>((_, _) => new TaskCompletionSource().Task), "deaf");
        deaf.Tell("never ends");
        var thrown = await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/deaf").ResolveOne(Short));
        Assert.IsType<AskTimeoutException>(thrown.InnerException);
    }

    [Fact]
    public void Two_with_the_same_anchor_and_path_are_equal() =>
        Assert.Equal(Sys.ActorSelection("/user/a/b"), Sys.ActorSelection("/user/a/b"));
}
