using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Amazon.QLDBSession;
using Microsoft.Extensions.DependencyInjection;

namespace Qldb.Actors.Client;

/// <summary>Runs a driver inside an actor system that Akka.Hosting builds.</summary>
public static class QldbAkkaHostingExtensions
{
    /// <summary>
    /// Starts the pool of a ledger in the actor system and registers its actor under <see cref="QldbPool"/>, for <c>IRequiredActor&lt;QldbPool&gt;</c>.
    /// </summary>
    /// <param name="builder">The actor system being built.</param>
    /// <param name="ledgerName">The ledger.</param>
    /// <param name="configure">Sets options on top of those of the section <c>qldb-actors</c> of the configuration; may be null.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Where the services have a driver for the ledger (<c>AddQldbDriver</c>), its pool is the one registered, so that actors and other code share the
    /// sessions. Otherwise a pool is made, with the <see cref="IAmazonQLDBSession"/> of the services if there is one. It closes with the actor system.
    /// </remarks>
    public static AkkaConfigurationBuilder WithQldbDriver(this AkkaConfigurationBuilder builder, string ledgerName, Action<QldbDriverOptions>? configure = null) =>
        builder.WithQldbDriver<QldbPool>(ledgerName, configure);

    /// <inheritdoc cref="WithQldbDriver(AkkaConfigurationBuilder, string, Action{QldbDriverOptions}?)"/>
    /// <typeparam name="TKey">The key to register the pool's actor under, where there is more than one ledger.</typeparam>
    public static AkkaConfigurationBuilder WithQldbDriver<TKey>(this AkkaConfigurationBuilder builder, string ledgerName, Action<QldbDriverOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(ledgerName);
        return builder
            .AddHocon(PoolSettings.DefaultConfig, HoconAddMode.Append)
            .WithActors((system, registry, resolver) => registry.Register<TKey>(PoolOf(system, resolver, ledgerName, configure)));
    }

    private static IActorRef PoolOf(ActorSystem system, IDependencyResolver resolver, string ledgerName, Action<QldbDriverOptions>? configure)
    {
        if ((resolver.GetService<IServiceProvider>() as IKeyedServiceProvider)?.GetKeyedService<IQldbDriver>(ledgerName) is PooledQldbDriver shared)
            return shared.Pool;
        var options = QldbDriverOptions.FromConfig(ledgerName, system.Settings.Config);
        configure?.Invoke(options);
        var client = options.FirstClientOption() is null ? resolver.GetService<IAmazonQLDBSession>() : null;
        return new PooledQldbDriver(options, client, system).Pool;
    }
}
