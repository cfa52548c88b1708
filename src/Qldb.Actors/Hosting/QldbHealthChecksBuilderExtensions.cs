using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Qldb.Actors;

/// <summary>Registers the health check of a pool that Akka.Hosting runs.</summary>
public static class QldbHealthChecksBuilderExtensions
{
    /// <summary>Adds the health check of the pool registered under a key.</summary>
    /// <typeparam name="TKey">The key; <see cref="QldbPool"/> unless another was given.</typeparam>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What to report for a closed pool; unhealthy when null.</param>
    /// <param name="tags">Tags to filter by.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddQldbPool<TKey>(
        this IHealthChecksBuilder builder, string name = "qldb-pool", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => new QldbPoolHealthCheck(services.GetRequiredService<IRequiredActor<TKey>>().ActorRef), failureStatus, tags));
    }
}
