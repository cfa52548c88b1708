using System.Diagnostics;
using Akka.Actor;

namespace Qldb.Benchmarks.Akka;

/// <summary>
/// What one operation of the actor library costs, in bytes and nanoseconds of processor time. The limits are what the original was
/// measured to need; bytes are steady, times on a shared machine are not.
/// </summary>
internal sealed class ActorCosts : IMode
{
    /// <summary>
    /// As many messages as fill the segments of a new queue, less one for the flush. A mailbox is a queue of segments that double from 32 up to a
    /// million, here as in the original; any other number would charge the messages for the room that is left in the last segment, up to
    /// twice what they need.
    /// </summary>
    private const int FullQueue = 2 * 1024 * 1024 - 32 - 1;

    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    public string Name => "actor costs";

    public string Usage => "bytes and processor time of Ask, Tell, async handlers, actor creation and timers, beside the original's bytes";

    public async Task<int> RunAsync(string[] arguments)
    {
        using var system = ActorSystem.Create("costs", "akka.loglevel = WARNING");
        Console.WriteLine($"{"operation",-40}{"bytes/op",10}{"limit",8}{"cpu ns/op",12}");
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        await Measure("Ask, no timeout", 840, 200_000, async count =>
        {
            for (var i = 0; i < count; i++) await echo.Ask<string>("ping");
        });
        await Measure("Ask, 10 s timeout", 1_192, 200_000, async count =>
        {
            for (var i = 0; i < count; i++) await echo.Ask<string>("ping", TenSeconds);
        });
        await Measure("Tell, receiver at rest", 25, FullQueue, async count =>
        {
            using var gate = new ManualResetEventSlim();
            var receiver = system.ActorOf(Props.Create(() => new Gated(gate)));
            for (var i = 0; i < count; i++) receiver.Tell(Quiet.Instance, ActorRefs.NoSender);
            gate.Set();
            await receiver.Ask<string>("flush");
        });
        await Measure("Tell, receiver at work", 25, FullQueue, async count =>
        {
            var receiver = system.ActorOf(Props.Create(() => new Echo()));
            for (var i = 0; i < count; i++) receiver.Tell(Quiet.Instance, ActorRefs.NoSender);
            await receiver.Ask<string>("flush");
        });
        await Measure("actor to actor, there and back", 0, 1_000_000, async count =>
            await system.ActorOf(Props.Create(() => new Player(system.ActorOf(Props.Create(() => new Returner()), null)))).Ask<string>(count));
        await Measure("message to ReceiveAsync, completed task", 430, 200_000, async count =>
        {
            var receiver = system.ActorOf(Props.Create(() => new Asynchronous(false)));
            for (var i = 0; i < count; i++) receiver.Tell(Quiet.Instance, ActorRefs.NoSender);
            await receiver.Ask<string>("flush");
        });
        await Measure("message to ReceiveAsync, one yield", 600, 200_000, async count =>
        {
            var receiver = system.ActorOf(Props.Create(() => new Asynchronous(true)));
            for (var i = 0; i < count; i++) receiver.Tell(Quiet.Instance, ActorRefs.NoSender);
            await receiver.Ask<string>("flush");
        });
        await Measure("create a top-level actor", 6_050, 20_000, async count =>
        {
            IActorRef last = ActorRefs.Nobody;
            var props = Props.Create(() => new Echo());
            for (var i = 0; i < count; i++) last = system.ActorOf(props);
            await last.Ask<string>("started");
        });
        await Measure("create a child and send one message", 6_150, 20_000, async count =>
            await system.ActorOf(Props.Create(() => new Breeder())).Ask<string>(count));
        await Measure("start and cancel a timer", 328, 100_000, async count =>
            await system.ActorOf(Props.Create(() => new Timing())).Ask<string>(count));
        return 0;
    }

    private static async Task Measure(string operation, int limit, int count, Func<int, Task> run)
    {
        await run(count / 10);
        GC.Collect();
        var (bytes, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Process.GetCurrentProcess().TotalProcessorTime);
        await run(count);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Console.WriteLine($"{operation,-40}{bytes / (double)count,10:N0}{limit,8:N0}{cpu.TotalNanoseconds / count,12:N0}");
    }

    private sealed class Quiet
    {
        public static readonly Quiet Instance = new();
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is string) Sender.Tell(message);
        }
    }

    /// <summary>Looks at no message before the gate is open.</summary>
    private sealed class Gated(ManualResetEventSlim gate) : UntypedActor
    {
        protected override void PreStart() => gate.Wait();

        protected override void OnReceive(object message)
        {
            if (message is string) Sender.Tell(message);
        }
    }

    private sealed class Returner : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Player(IActorRef partner) : UntypedActor
    {
        private IActorRef _asker = ActorRefs.Nobody;
        private int _left;

        protected override void OnReceive(object message)
        {
            if (message is int count) (_asker, _left) = (Sender, count);
            if (_left-- > 0) partner.Tell(Quiet.Instance);
            else _asker.Tell("done");
        }
    }

    private sealed class Asynchronous : ReceiveActor
    {
        public Asynchronous(bool yields)
        {
            ReceiveAsync<Quiet>(async _ =>
            {
                if (yields) await Task.Yield();
            });
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private sealed class Breeder : ReceiveActor
    {
        public Breeder() => Receive<int>(count =>
        {
            var props = Props.Create(() => new Echo());
            IActorRef last = ActorRefs.Nobody;
            for (var i = 0; i < count; i++)
            {
                last = Context.ActorOf(props);
                last.Tell(Quiet.Instance);
            }
            last.Forward("started");
        });
    }

    private sealed class Timing : ReceiveActor, IWithTimers
    {
        public Timing() => Receive<int>(count =>
        {
            for (var i = 0; i < count; i++)
            {
                Timers.StartSingleTimer("key", "late", TenSeconds);
                Timers.Cancel("key");
            }
            Sender.Tell("done");
        });

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
