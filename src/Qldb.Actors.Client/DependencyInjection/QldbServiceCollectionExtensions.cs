using Akka.Actor;
using Amazon.QLDBSession;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Qldb.Actors.Client;

/// <summary>Registers drivers in a service collection.</summary>
public static class QldbServiceCollectionExtensions
{
    /// <summary>
    /// Adds the driver of a ledger: a singleton <see cref="IQldbDriver"/>, made when first asked for and closed with the container. Further ledgers
    /// are found under their names as keys (<c>[FromKeyedServices("ledger")]</c>); the one added first is the one without a key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="ledgerName">The ledger.</param>
    /// <param name="configure">Sets options; may be null.</param>
    /// <returns>The services.</returns>
    /// <remarks>
    /// From the container the driver takes, where they are registered: an <see cref="IAmazonQLDBSession"/> for the wire, an
    /// <see cref="ActorSystem"/> to live in, an <see cref="ILoggerFactory"/>. Options can be bound to configuration as the named options
    /// <see cref="QldbDriverOptions"/> of the ledger's name; they are checked when the host starts. The container must be disposed of asynchronously,
    /// as hosts do.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IServiceCollection AddQldbDriver(this IServiceCollection services, string ledgerName, Action<QldbDriverOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(ledgerName);
        services.AddOptions<QldbDriverOptions>(ledgerName)
            .Configure(options =>
            {
                options.LedgerName = ledgerName;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QldbDriverOptions>, QldbDriverOptionsValidator>());
        services.TryAddKeyedSingleton<IQldbDriver>(ledgerName, static (provider, key) => Create(provider, (string)key!));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IQldbDriver>(ledgerName));
        return services;
    }

    /// <summary>Adds the health check of a driver added with <see cref="AddQldbDriver(IServiceCollection, string, Action{QldbDriverOptions}?)"/>.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="ledgerName">The ledger; the driver without a key when null.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What to report for a closed driver; unhealthy when null.</param>
    /// <param name="tags">Tags to filter by.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddQldbDriver(
        this IHealthChecksBuilder builder, string? ledgerName = null, string name = "qldb", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new QldbPoolHealthCheck(((PooledQldbDriver)(ledgerName is null
                ? services.GetRequiredService<IQldbDriver>()
                : services.GetRequiredKeyedService<IQldbDriver>(ledgerName))).Pool),
            failureStatus,
            tags));
    }

    private static PooledQldbDriver Create(IServiceProvider provider, string ledgerName)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<QldbDriverOptions>>().Get(ledgerName);
        options = options with { LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>() };
        var client = options.FirstClientOption() is null ? provider.GetService<IAmazonQLDBSession>() : null; // options that make a client say that one is wanted
        return new PooledQldbDriver(options, client, provider.GetService<ActorSystem>());
    }
}
