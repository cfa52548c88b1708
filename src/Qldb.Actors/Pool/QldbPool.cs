using Akka.Actor;
using Amazon.QLDBSession;

namespace Qldb.Actors;

/// <summary>The session pool as an actor: how to make one, and the key under which Akka.Hosting registers it.</summary>
/// <remarks>Talk to it as <see cref="PoolProtocol"/> says; watch it through <see cref="PoolEvent"/> on the event stream.</remarks>
public sealed class QldbPool
{
    private QldbPool()
    {
    }

    /// <summary>Describes a pool's actor.</summary>
    /// <param name="settings">How it behaves.</param>
    /// <param name="client">The way to the ledger. Stays the caller's: dispose of it after the pool is closed.</param>
    /// <returns>Props for <c>ActorOf</c>.</returns>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Props Props(PoolSettings settings, IAmazonQLDBSession client)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(client);
        settings.Validate();
        return On(settings.Dispatcher, Akka.Actor.Props.Create(() => new PoolSupervisor(settings, client)));
    }

    internal static Props On(string? dispatcher, Props props) => dispatcher is null ? props : props.WithDispatcher(dispatcher);
}
