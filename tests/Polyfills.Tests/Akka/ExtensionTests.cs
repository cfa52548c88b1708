using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Polyfills.Tests.Akka;

/// <summary>What a system has once.</summary>
public sealed class ExtensionTests() : TestKit($"""
    akka.loglevel = ERROR
    akka.stdout-loglevel = OFF
    akka.extensions = ["{typeof(Listed.Id).AssemblyQualifiedName}"]
    """)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private sealed class Counted : IExtension
    {
        public sealed class Id : ExtensionIdProvider<Counted>
        {
            private int _made;

            public int Made => _made;

            public override Counted CreateExtension(ExtendedActorSystem system)
            {
                Interlocked.Increment(ref _made);
                Thread.Yield(); // others come in meanwhile
                return new Counted();
            }
        }
    }

    public sealed class Listed : IExtension
    {
        public sealed class Id : ExtensionIdProvider<Listed>
        {
            public override Listed CreateExtension(ExtendedActorSystem system) => new();
        }
    }

    private sealed class Failing : IExtension
    {
        public sealed class Id : ExtensionIdProvider<Failing>
        {
            public override Failing CreateExtension(ExtendedActorSystem system) => throw new InvalidOperationException("cannot be made");
        }
    }

    [Fact]
    public void It_is_made_when_first_asked_for_and_then_there()
    {
        var id = new Counted.Id();
        Assert.False(Sys.HasExtension<Counted>());
        Assert.Null(id.Get(Sys));
        Assert.False(Sys.TryGetExtension<Counted>(out _));
        var made = id.Apply(Sys);
        Assert.Same(made, id.Apply(Sys));
        Assert.Same(made, id.Get(Sys));
        Assert.Same(made, Sys.GetExtension<Counted>());
        Assert.Same(made, Sys.WithExtension<Counted, Counted.Id>());
        Assert.True(Sys.HasExtension<Counted>());
        Assert.Equal(1, id.Made);
    }

    [Fact]
    public void WithExtension_registers_on_demand() => Assert.Same(Sys.WithExtension<Counted, Counted.Id>(), new Counted.Id().Get(Sys));

    [Fact]
    public void Threads_that_race_for_it_get_one_and_the_same()
    {
        const int threads = 16;
        var id = new Counted.Id();
        using var start = new Barrier(threads);
        var got = new Counted[threads];
        var racing = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            got[i] = id.Apply(Sys);
        })).ToArray();
        foreach (var thread in racing) thread.Start();
        foreach (var thread in racing) Assert.True(thread.Join(Long));
        Assert.All(got, each => Assert.Same(got[0], each));
        Assert.Equal(1, id.Made);
    }

    [Fact]
    public void One_that_cannot_be_made_says_so_to_whoever_asked() =>
        Assert.Equal("cannot be made", Assert.Throws<InvalidOperationException>(() => new Failing.Id().Apply(Sys)).Message);

    [Fact]
    public void Those_in_the_configuration_are_there_from_the_start() => Assert.NotNull(new Listed.Id().Get(Sys));

    [Fact]
    public void Each_system_has_its_own()
    {
        using var other = ActorSystem.Create("other", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        Assert.NotSame(Sys.WithExtension<Counted, Counted.Id>(), other.WithExtension<Counted, Counted.Id>());
    }

    [Theory]
    [InlineData("missing", "No.Such.Type, Nowhere")]
    [InlineData("no-extension", "System.Text.StringBuilder")]
    public async Task What_is_no_extension_is_logged_and_skipped(string system, string extension)
    {
        using var created = ActorSystem.Create(system, $"""
            akka.loglevel = ERROR
            akka.stdout-loglevel = OFF
            akka.loggers = ["{LogRecorder.TypeName}"]
            akka.extensions = ["{extension}"]
            """);
        var logged = await LogRecorder.NextAsync(system, logged => logged is Error);
        Assert.Contains(extension, logged.Message.ToString(), StringComparison.Ordinal);
    }
}
