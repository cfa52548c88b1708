using Akka.Actor;
using Amazon.QLDBSession;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;

namespace Qldb.Actors.Client;

/// <summary>Makes a driver step by step, with the names that users of the official .NET driver know.</summary>
public sealed class PooledQldbDriverBuilder
{
    private readonly QldbDriverOptions _options = new();
    private IAmazonQLDBSession? _client;
    private ActorSystem? _actorSystem;

    internal PooledQldbDriverBuilder()
    {
    }

    /// <summary>Sets the ledger. Required.</summary>
    /// <param name="ledgerName">Its name.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithLedger(string ledgerName) => With(() => _options.LedgerName = ledgerName);

    /// <summary>Sets the credentials; the SDK's search otherwise.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithAWSCredentials(AWSCredentials credentials) => With(() => _options.Credentials = credentials);

    /// <summary>Sets the configuration of the SDK's client. Copied, never changed.</summary>
    /// <param name="config">The configuration.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithQLDBSessionConfig(AmazonQLDBSessionConfig config) => With(() => _options.SessionConfig = config);

    /// <summary>Sets a client of your own in place of the SDK's.</summary>
    /// <param name="client">The client; stays yours.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithSessionClient(IAmazonQLDBSession client) => With(() => _client = client);

    /// <summary>Sets how many sessions there may be; see <see cref="QldbDriverOptions.PoolLimit"/>.</summary>
    /// <param name="poolLimit">The limit.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithPoolLimit(int poolLimit) => With(() => _options.PoolLimit = poolLimit);

    /// <summary>Does what <see cref="WithPoolLimit"/> does, under the name of the official .NET driver.</summary>
    /// <param name="limit">The limit.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithMaxConcurrentTransactions(int limit) => WithPoolLimit(limit);

    /// <summary>Sets how long a request queues for a session.</summary>
    /// <param name="timeout">Zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithAcquireTimeout(TimeSpan timeout) => With(() => _options.AcquireTimeout = timeout);

    /// <summary>Sets how many pages of a result are held ahead.</summary>
    /// <param name="pages">0, or 2 or more.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithReadAhead(int pages) => With(() => _options.ReadAhead = pages);

    /// <summary>Sets how often and with what delays transactions are tried again.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithRetryPolicy(RetryPolicy policy) => With(() => _options.RetryPolicy = policy);

    /// <summary>Sets what turns .NET objects into Ion and back.</summary>
    /// <param name="serializer">The serializer.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithSerializer(IIonSerializer serializer) => With(() => _options.Serializer = serializer);

    /// <summary>Sets where the driver's own actor system logs to.</summary>
    /// <param name="loggerFactory">The factory.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithLoggerFactory(ILoggerFactory loggerFactory) => With(() => _options.LoggerFactory = loggerFactory);

    /// <summary>Sets an actor system of your own.</summary>
    /// <param name="actorSystem">The actor system; stays yours.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder WithActorSystem(ActorSystem actorSystem) => With(() => _actorSystem = actorSystem);

    /// <summary>Sets any option.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <returns>This builder.</returns>
    public PooledQldbDriverBuilder With(Action<QldbDriverOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return With(() => configure(_options));
    }

    /// <summary>Makes the driver.</summary>
    /// <returns>The driver.</returns>
    /// <exception cref="ArgumentException">An option is out of range or contradicts another.</exception>
    public PooledQldbDriver Build() => new(_options, _client, _actorSystem);

    private PooledQldbDriverBuilder With(Action set)
    {
        set();
        return this;
    }
}
