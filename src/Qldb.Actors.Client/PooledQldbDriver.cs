using Akka.Actor;
using Amazon.QLDBSession;
using Amazon.Runtime;

namespace Qldb.Actors.Client;

/// <summary>The driver: a pool of sessions to one ledger, run by actors, behind an ordinary asynchronous API.</summary>
/// <remarks>
/// Thread-safe. Make one per ledger, keep it, dispose of it at the end. No call opens a connection before it is needed, unless
/// <see cref="QldbDriverOptions.MinIdle"/> asks for it. See <see cref="IQldbDriver"/> for what all methods have in common.
/// </remarks>
public sealed class PooledQldbDriver : IQldbDriver
{
    private readonly PoolClient _pool;
    private readonly DriverFoundation _foundation;

    /// <summary>Makes a driver with the options' defaults.</summary>
    /// <param name="ledgerName">The ledger.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    /// <exception cref="AmazonClientException">The SDK finds neither region nor endpoint.</exception>
    public PooledQldbDriver(string ledgerName)
        : this(new QldbDriverOptions { LedgerName = ledgerName })
    {
    }

    /// <summary>Makes a driver with an SDK client and an actor system of its own.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="AmazonClientException">The SDK finds neither region nor endpoint.</exception>
    public PooledQldbDriver(QldbDriverOptions options)
        : this(options, client: null, actorSystem: null)
    {
    }

    /// <summary>Makes a driver on a client of yours: the SDK's, an embedded ledger, a test double.</summary>
    /// <param name="options">The options; those that make a client must not be set.</param>
    /// <param name="client">The client. Stays yours: dispose of it after the driver.</param>
    /// <exception cref="ArgumentException">An option is out of range, or is one that makes a client.</exception>
    public PooledQldbDriver(QldbDriverOptions options, IAmazonQLDBSession client)
        : this(options, client ?? throw new ArgumentNullException(nameof(client)), actorSystem: null)
    {
    }

    /// <summary>Makes a driver in an actor system of yours, which it joins: it closes when that system shuts down.</summary>
    /// <param name="options">The options.</param>
    /// <param name="actorSystem">The actor system. Stays yours.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PooledQldbDriver(QldbDriverOptions options, ActorSystem actorSystem)
        : this(options, client: null, actorSystem ?? throw new ArgumentNullException(nameof(actorSystem)))
    {
    }

    /// <summary>Makes a driver on a client and in an actor system of yours.</summary>
    /// <param name="options">The options; those that make a client must not be set when there is one.</param>
    /// <param name="client">The client; null to have one made.</param>
    /// <param name="actorSystem">The actor system; null to have one made.</param>
    /// <exception cref="ArgumentException">An option is out of range, or is one that makes a client although there is one.</exception>
    public PooledQldbDriver(QldbDriverOptions options, IAmazonQLDBSession? client, ActorSystem? actorSystem)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options with { };
        _foundation = DriverFoundation.Lay(Options, client, actorSystem);
        _pool = _foundation.Pool;
    }

    /// <inheritdoc />
    public string LedgerName => Options.LedgerName;

    /// <inheritdoc />
    public QldbDriverOptions Options { get; }

    /// <summary>
    /// Gets or sets how often, and with what delays, transactions are tried again whose call says nothing of it. The options' at first; a change counts
    /// for calls made after it. Actors that talk to <see cref="Pool"/> themselves are not concerned.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public RetryPolicy RetryPolicy
    {
        get => _pool.RetryPolicy;
        set => _pool.RetryPolicy = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Gets the pool's actor, for callers that are actors themselves: talk to it as <see cref="PoolProtocol"/> says.</summary>
    public IActorRef Pool => _pool.Actor;

    /// <summary>Starts a driver step by step, as users of the official .NET driver do.</summary>
    /// <returns>A builder.</returns>
    public static PooledQldbDriverBuilder Builder() => new();

    /// <inheritdoc />
    public Task ExecuteAsync(Func<TransactionExecutor, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _pool.ExecuteAsync(TransactionBody.Of(work), work, null, cancellationToken);
    }

    /// <inheritdoc />
    public Task ExecuteAsync(Func<TransactionExecutor, Task> work, ExecuteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _pool.ExecuteAsync(TransactionBody.Of(work), work, options, cancellationToken);
    }

    /// <inheritdoc />
    public Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<T>> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _pool.ExecuteAsync<T>(TransactionBody.Returning(work), work, null, cancellationToken);
    }

    /// <inheritdoc />
    public Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<T>> work, ExecuteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _pool.ExecuteAsync<T>(TransactionBody.Returning(work), work, options, cancellationToken);
    }

    /// <inheritdoc />
    public Task<BufferedCursor> ExecuteStatementAsync(string statement, params object?[] parameters) => ExecuteStatementAsync(statement, parameters, null);

    /// <inheritdoc />
    public Task<BufferedCursor> ExecuteStatementAsync(
        string statement, IReadOnlyList<object?> parameters, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var body = StatementBody.Create(statement, parameters, _foundation.Settings.Serializer);
        return _pool.ExecuteAsync<BufferedCursor>(body, body, options, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListTableNamesAsync(CancellationToken cancellationToken = default) =>
        StatementBody.ReadNames(await ExecuteStatementAsync(StatementBody.TableNames, [], null, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public Task<PooledQldbSession> GetSessionAsync(CancellationToken cancellationToken = default) => _pool.GetSessionAsync(null, cancellationToken);

    /// <inheritdoc />
    public Task<PooledQldbSession> GetSessionAsync(TimeSpan acquireTimeout, CancellationToken cancellationToken = default)
    {
        new ExecuteOptions { AcquireTimeout = acquireTimeout }.Validate();
        return _pool.GetSessionAsync(acquireTimeout, cancellationToken);
    }

    /// <inheritdoc />
    public Task<PoolStatistics> GetPoolStatisticsAsync(CancellationToken cancellationToken = default) => _pool.GetStatisticsAsync(cancellationToken);

    /// <inheritdoc />
    public Task CloseAsync(TimeSpan? drainTimeout = null)
    {
        if (drainTimeout < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(drainTimeout), drainTimeout, "The time to drain must be zero or more.");
        return _foundation.CloseAsync(drainTimeout);
    }

    /// <summary>Closes the driver with the options' <see cref="QldbDriverOptions.DrainTimeout"/>.</summary>
    /// <returns>A task that ends when no session is left.</returns>
    public ValueTask DisposeAsync() => new(CloseAsync());
}
