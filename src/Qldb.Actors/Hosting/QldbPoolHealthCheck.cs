using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Qldb.Actors;

/// <summary>Tells whether a session pool answers, and whether requests queue up in it. Asks the pool only, never the ledger.</summary>
/// <remarks>
/// Healthy: it answers and nobody waits. Degraded: all sessions are in use and requests wait, or sessions cannot be opened. Unhealthy: it does not
/// answer, because it is closed.
/// </remarks>
/// <param name="pool">The pool's actor.</param>
public sealed class QldbPoolHealthCheck(IActorRef pool) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var statistics = await pool.Ask<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance, Patience, cancellationToken).ConfigureAwait(false);
            var data = new Dictionary<string, object>
            {
                ["limit"] = statistics.Limit,
                ["leased"] = statistics.Leased,
                ["idle"] = statistics.Idle,
                ["starting"] = statistics.Starting,
                ["waiting"] = statistics.Waiting,
            };
            return statistics.Waiting == 0
                ? HealthCheckResult.Healthy($"{statistics.Leased} of {statistics.Limit} sessions in use.", data)
                : HealthCheckResult.Degraded($"{statistics.Waiting} requests wait for a session; {statistics.Leased} of {statistics.Limit} are in use, {statistics.Starting} are being opened.", null, data);
        }
        catch (AskTimeoutException timeout)
        {
            return new HealthCheckResult(context?.Registration?.FailureStatus ?? HealthStatus.Unhealthy, "The session pool does not answer; it is closed.", timeout);
        }
    }
}
