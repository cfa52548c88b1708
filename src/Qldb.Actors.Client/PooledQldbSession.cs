using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Qldb.Actors.Client;

/// <summary>A session on loan from the pool, for its holder alone. Dispose of it to give it back.</summary>
/// <remarks>
/// One transaction at a time: either with retries (<see cref="ExecuteAsync(Func{TransactionExecutor, Task}, ExecuteOptions?, CancellationToken)"/> and its
/// relatives) or by hand (<see cref="StartTransactionAsync"/>). After <see cref="CloseAsync"/> every member but <see cref="IsClosed"/>,
/// <see cref="CloseAsync"/> and <see cref="DisposeAsync"/> throws <see cref="SessionClosedException"/>.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without timer or wait handle holds nothing.")]
public sealed class PooledQldbSession : IAsyncDisposable
{
    private readonly PoolClient _pool;
    private readonly SessionLease _lease;
    private readonly CancellationTokenSource _stopWatching = new();
    private readonly CancellationTokenSource _gone = new();
    private Task? _closed;

    internal PooledQldbSession(PoolClient pool, SessionLease lease)
    {
        _pool = pool;
        _lease = lease;
        _ = lease.Session.WatchAsync(_stopWatching.Token).ContinueWith(
            static (watch, gone) =>
            {
                if (watch.IsCompletedSuccessfully)
                    ((CancellationTokenSource)gone!).Cancel();
            },
            _gone, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Gets the name of the ledger.</summary>
    public string LedgerName => Open()._lease.LedgerName;

    /// <summary>Gets the session's local name: the request id of its start, as in the service's logs.</summary>
    public string SessionId => Open()._lease.SessionId;

    /// <summary>Gets the token that named the session to the service when it was leased. Keep it out of logs.</summary>
    public string SessionToken => Open()._lease.SessionToken;

    /// <summary>Gets whether the session has been given back.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) is not null;

    /// <summary>Runs work in a transaction on this session; otherwise as <see cref="IQldbDriver.ExecuteAsync(Func{TransactionExecutor, Task}, CancellationToken)"/>.</summary>
    /// <param name="work">The body.</param>
    /// <param name="options">Deviations from the driver's options for this call.</param>
    /// <param name="cancellationToken">Aborts the transaction.</param>
    /// <returns>A task that ends with the commit.</returns>
    /// <exception cref="SessionClosedException">The session has been given back.</exception>
    /// <exception cref="InvalidOperationException">The session is in a transaction.</exception>
    public Task ExecuteAsync(Func<TransactionExecutor, Task> work, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync<object?>(TransactionBody.Of(work), work, options, cancellationToken);
    }

    /// <summary>Runs work in a transaction on this session and returns its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <inheritdoc cref="ExecuteAsync(Func{TransactionExecutor, Task}, ExecuteOptions?, CancellationToken)" path="/param"/>
    /// <returns>What the body returned; a streaming result is buffered first.</returns>
    /// <inheritdoc cref="ExecuteAsync(Func{TransactionExecutor, Task}, ExecuteOptions?, CancellationToken)" path="/exception"/>
    public Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<T>> work, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync<T>(TransactionBody.Returning(work), work, options, cancellationToken);
    }

    /// <summary>Runs one statement as a transaction of its own on this session.</summary>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the driver's serializer knows.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ArgumentException">The statement is empty, or a parameter is a token or options.</exception>
    /// <exception cref="ParameterConversionException">A parameter cannot be turned into Ion.</exception>
    /// <exception cref="SessionClosedException">The session has been given back.</exception>
    public Task<BufferedCursor> ExecuteStatementAsync(string statement, params object?[] parameters) => ExecuteStatementAsync(statement, parameters, null);

    /// <inheritdoc cref="ExecuteStatementAsync(string, object?[])"/>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the driver's serializer knows.</param>
    /// <param name="options">Deviations from the driver's options for this call.</param>
    /// <param name="cancellationToken">Aborts the transaction.</param>
    public Task<BufferedCursor> ExecuteStatementAsync(
        string statement, IReadOnlyList<object?> parameters, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var body = StatementBody.Create(statement, parameters, _pool.Serializer);
        return RunAsync<BufferedCursor>(body, body, options, cancellationToken);
    }

    /// <summary>Lists the ledger's active tables.</summary>
    /// <param name="cancellationToken">Aborts the transaction.</param>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> ListTableNamesAsync(CancellationToken cancellationToken = default) =>
        StatementBody.ReadNames(await ExecuteStatementAsync(StatementBody.TableNames, [], null, cancellationToken).ConfigureAwait(false));

    /// <summary>Starts a transaction by hand: no retries, commit and abort are the caller's. A session found dead is replaced once.</summary>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <returns>The transaction; dispose of it to abort it unless it is committed.</returns>
    /// <exception cref="SessionClosedException">The session has been given back.</exception>
    /// <exception cref="InvalidOperationException">The session is in a transaction.</exception>
    public async Task<Transaction> StartTransactionAsync(CancellationToken cancellationToken = default)
    {
        var started = (SessionProtocol.OperationReply.TransactionStarted)await AskAsync(
            new SessionProtocol.StartTransaction(_lease.Id, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new Transaction(this, started.TransactionId);
    }

    /// <summary>Gives the session back to the pool; an open transaction is aborted. Safe to call more than once.</summary>
    /// <returns>A task that ends when the session is back.</returns>
    public Task CloseAsync()
    {
        if (Volatile.Read(ref _closed) is { } closed)
            return closed;
        var closing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Interlocked.CompareExchange(ref _closed, closing.Task, null) is { } other ? other : ReleaseAsync(closing);
    }

    /// <inheritdoc cref="CloseAsync"/>
    public ValueTask DisposeAsync() => new(CloseAsync());

    internal SessionLease Lease => _lease;

    internal async Task<SessionProtocol.OperationReply> AskAsync(object request, CancellationToken cancellationToken = default)
    {
        var reply = await AskSessionAsync<SessionProtocol.OperationReply>(request).ConfigureAwait(false);
        if (reply is SessionProtocol.OperationReply.Failed failed)
            Throw(failed.Cause, cancellationToken);
        return reply;
    }

    private async Task<T> RunAsync<T>(
        Func<TransactionExecutor, Task<object?>> body, Delegate place, ExecuteOptions? options, CancellationToken cancellationToken)
    {
        options?.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        var transaction = new PoolProtocol.ExecuteTransaction(LeaseId.Next(), body, _pool.Complete(options)) { Place = place, Cancellation = cancellationToken };
        var reply = await AskSessionAsync<PoolProtocol.TransactionReply>(new SessionProtocol.RunTransaction(_lease.Id, transaction)).ConfigureAwait(false);
        return PoolClient.Interpret<T>(reply, _lease.LedgerName, cancellationToken);
    }

    private async Task<T> AskSessionAsync<T>(object request)
    {
        Open();
        try
        {
            return await _lease.Session.Ask<T>(request, Timeout.InfiniteTimeSpan, _gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            throw new SessionClosedException(_lease.SessionId, "its actor stopped");
        }
    }

    private async Task ReleaseAsync(TaskCompletionSource closing)
    {
        try
        {
            await _pool.AskAsync<PoolProtocol.SessionReleased>(new PoolProtocol.ReleaseSession(_lease.Id)).ConfigureAwait(false);
        }
        catch (DriverClosedException)
        {
            // The pool is gone, and the session with it.
        }
        finally
        {
            await _stopWatching.CancelAsync().ConfigureAwait(false);
            closing.SetResult();
        }
    }

    private PooledQldbSession Open() => IsClosed ? throw new SessionClosedException(_lease.SessionId) : this;

    private static void Throw(Exception cause, CancellationToken cancellationToken)
    {
        if (cause is OperationCanceledException && cancellationToken.IsCancellationRequested)
            throw new OperationCanceledException(cause.Message, cause, cancellationToken);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
    }
}
