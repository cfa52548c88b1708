using Akka.Actor;

namespace Qldb.Benchmarks.Driver;

/// <summary>The peer: the plainest pool there is with an actor. Acquired by Ask, given back by Tell, first come, first served; without deadlines, ages or anything to hand out.</summary>
internal sealed class AskPool : ReceiveActor
{
    public AskPool(int slots)
    {
        var free = new Stack<Granted>(Enumerable.Range(0, slots).Select(slot => new Granted(slot)));
        var waiting = new Queue<IActorRef>();
        Receive<Acquire>(_ =>
        {
            if (free.TryPop(out var slot))
                Sender.Tell(slot);
            else
                waiting.Enqueue(Sender);
        });
        Receive<Release>(release =>
        {
            if (waiting.TryDequeue(out var next))
                next.Tell(release.Slot);
            else
                free.Push(release.Slot);
        });
    }

    public static async Task UseAsync(IActorRef pool)
    {
        var slot = await pool.Ask<Granted>(Acquire.Instance, Timeout.InfiniteTimeSpan);
        pool.Tell(new Release(slot), ActorRefs.NoSender);
    }

    public sealed record Acquire
    {
        public static Acquire Instance { get; } = new();
    }

    public sealed record Granted(int Number);

    public sealed record Release(Granted Slot);
}
