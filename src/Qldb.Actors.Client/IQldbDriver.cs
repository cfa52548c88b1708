namespace Qldb.Actors.Client;

/// <summary>A driver for one ledger: runs transactions on pooled sessions. Thread-safe; make one per ledger and keep it.</summary>
/// <remarks>
/// <para>
/// All methods that need a session queue for it, first come, first served, up to the acquire timeout, and throw
/// <see cref="SessionPoolEmptyException"/> then. They throw <see cref="DriverClosedException"/> once the driver is closing, the exceptions of the
/// AWS SDK (<c>Amazon.QLDBSession.Model</c>) for what the service answers, and <see cref="OperationCanceledException"/> when cancelled.
/// </para>
/// <para>
/// A body may run more than once, so what it does besides statements should bear repetition. It runs on the thread pool. A cancelled transaction
/// is aborted, unless its commit has been sent: that is seen through, and its outcome is what counts.
/// </para>
/// </remarks>
public interface IQldbDriver : IAsyncDisposable
{
    /// <summary>Gets the name of the ledger.</summary>
    string LedgerName { get; }

    /// <summary>Gets the options the driver was made with.</summary>
    QldbDriverOptions Options { get; }

    /// <summary>Runs work in a transaction and commits it; tries again after conflicts and passing faults. The seed's <c>execute_lambda</c>.</summary>
    /// <param name="work">The body: statements through the executor it is given. An exception from it aborts the transaction and reaches the caller as thrown.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    /// <returns>A task that ends with the commit.</returns>
    Task ExecuteAsync(Func<TransactionExecutor, Task> work, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExecuteAsync(Func{TransactionExecutor, Task}, CancellationToken)"/>
    /// <param name="work">The body: statements through the executor it is given. An exception from it aborts the transaction and reaches the caller as thrown.</param>
    /// <param name="options">Deviations from the driver's options for this call.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    Task ExecuteAsync(Func<TransactionExecutor, Task> work, ExecuteOptions options, CancellationToken cancellationToken = default);

    /// <summary>Runs work in a transaction, commits it and returns its result; a streaming result is buffered first.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The body: statements through the executor it is given. An exception from it aborts the transaction and reaches the caller as thrown.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    /// <returns>What the body returned.</returns>
    Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<T>> work, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ExecuteAsync{T}(Func{TransactionExecutor, Task{T}}, CancellationToken)"/>
    /// <param name="work">The body: statements through the executor it is given. An exception from it aborts the transaction and reaches the caller as thrown.</param>
    /// <param name="options">Deviations from the driver's options for this call.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<T>> work, ExecuteOptions options, CancellationToken cancellationToken = default);

    /// <summary>Runs one statement as a transaction of its own. The seed's <c>execute_statement</c>.</summary>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the options knows.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentException">The statement is empty, or a parameter is a token or options.</exception>
    /// <exception cref="ParameterConversionException">A parameter cannot be turned into Ion.</exception>
    Task<BufferedCursor> ExecuteStatementAsync(string statement, params object?[] parameters);

    /// <inheritdoc cref="ExecuteStatementAsync(string, object?[])"/>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the options knows.</param>
    /// <param name="options">Deviations from the driver's options for this call.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    Task<BufferedCursor> ExecuteStatementAsync(
        string statement, IReadOnlyList<object?> parameters, ExecuteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the ledger's active tables. The seed's <c>list_tables</c>.</summary>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    /// <returns>Their names.</returns>
    Task<IReadOnlyList<string>> ListTableNamesAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a session out of the pool, for transactions by hand or several in a row. The seed's <c>get_session</c>.</summary>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <returns>The session; dispose of it to give it back.</returns>
    Task<PooledQldbSession> GetSessionAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetSessionAsync(CancellationToken)"/>
    /// <param name="acquireTimeout">How long to queue: zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative and not infinite.</exception>
    Task<PooledQldbSession> GetSessionAsync(TimeSpan acquireTimeout, CancellationToken cancellationToken = default);

    /// <summary>Gets how the pool is doing.</summary>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>A picture of this moment.</returns>
    Task<PoolStatistics> GetPoolStatisticsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the driver: refuses new and queued work, lets running transactions finish within a time and aborts the rest, ends every session.
    /// Safe to call more than once and from several threads; each call returns when all is done.
    /// </summary>
    /// <param name="drainTimeout">How long running transactions may take; the options' <see cref="QldbDriverOptions.DrainTimeout"/> when null.</param>
    /// <returns>A task that ends when no session is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative.</exception>
    Task CloseAsync(TimeSpan? drainTimeout = null);
}
