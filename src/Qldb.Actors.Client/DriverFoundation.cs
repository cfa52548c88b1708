using Akka;
using Akka.Actor;
using Amazon.QLDBSession;
using Amazon.Runtime;

namespace Qldb.Actors.Client;

/// <summary>What a driver stands on: client, actor system and pool, and which of them are its own to take down.</summary>
internal sealed class DriverFoundation
{
    private static int _pools;

    private readonly IAmazonQLDBSession? _ownClient;
    private readonly ActorSystem? _ownSystem;
    private readonly Lock _closing = new();
    private Task? _takenDown;

    private DriverFoundation(PoolSettings settings, PoolClient pool, IAmazonQLDBSession? ownClient, ActorSystem? ownSystem)
    {
        Settings = settings;
        Pool = pool;
        _ownClient = ownClient;
        _ownSystem = ownSystem;
    }

    public PoolSettings Settings { get; }

    public PoolClient Pool { get; }

    public static DriverFoundation Lay(QldbDriverOptions options, IAmazonQLDBSession? client, ActorSystem? actorSystem)
    {
        options.Validate(); // before anything is opened
        if (client is not null && options.FirstClientOption() is { } option)
            throw new ArgumentException($"{option} is an option for the making of a client, but there is a client already. Set it on the client.", nameof(options));

        var ownClient = client is null ? SessionClientFactory.Create(options) : null;
        ActorSystem? ownSystem = null;
        try
        {
            var wire = client ?? ownClient!;
            var settings = options.ToPoolSettings((wire as AmazonServiceClient)?.Config.MaxConnectionsPerServer);
            ownSystem = actorSystem is null ? DriverActorSystem.Create(options.LoggerFactory) : null;
            var system = actorSystem ?? ownSystem!;
            var actor = system.ActorOf(QldbPool.Props(settings, wire), $"qldb-pool-{Interlocked.Increment(ref _pools)}");
            var foundation = new DriverFoundation(settings, new PoolClient(actor, settings), ownClient, ownSystem);
            foundation.CloseWith(system);
            return foundation;
        }
        catch
        {
            ownClient?.Dispose();
            ownSystem?.Dispose();
            throw;
        }
    }

    /// <summary>Stands a driver on a pool that somebody else made and closes.</summary>
    public static DriverFoundation On(IActorRef pool, PoolSettings settings) => new(settings, new PoolClient(pool, settings), null, null);

    public async Task CloseAsync(TimeSpan? drainTimeout)
    {
        await ClosePoolAsync(drainTimeout).ConfigureAwait(false);
        Task takenDown;
        lock (_closing)
            takenDown = _takenDown ??= TakeDownAsync();
        await takenDown.ConfigureAwait(false);
    }

    public async Task ClosePoolAsync(TimeSpan? drainTimeout)
    {
        try
        {
            await Pool.AskAsync<PoolProtocol.PoolClosed>(new PoolProtocol.ClosePool(drainTimeout)).ConfigureAwait(false);
        }
        catch (DriverClosedException)
        {
            // closed by somebody else in the meantime
        }

        await Pool.Gone.ConfigureAwait(false);
    }

    private async Task TakeDownAsync()
    {
        if (_ownSystem is not null)
            await _ownSystem.Terminate().ConfigureAwait(false);
        _ownClient?.Dispose();
    }

    // Bodies that are running are requests in progress: they finish in the phase that is for these, in the time it has.
    private void CloseWith(ActorSystem system)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        var limit = shutdown.Timeout(CoordinatedShutdown.PhaseServiceRequestsDone) * 0.8;
        var drain = Settings.DrainTimeout < limit ? Settings.DrainTimeout : limit;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, $"close-{Pool.Actor.Path.Name}", async () =>
        {
            await ClosePoolAsync(drain).ConfigureAwait(false);
            return Done.Instance;
        });
    }
}
