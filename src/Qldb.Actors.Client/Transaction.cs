namespace Qldb.Actors.Client;

/// <summary>A transaction by hand on a leased session: no retries; the caller commits. Disposal aborts what is not committed.</summary>
/// <remarks>Statements may be issued from several threads; they run one after the other. After one has failed, the commit fails with the same exception.</remarks>
public sealed class Transaction : IAsyncDisposable
{
    private readonly PooledQldbSession _session;
    private int _closed;

    internal Transaction(PooledQldbSession session, string transactionId)
    {
        _session = session;
        TransactionId = transactionId;
    }

    /// <summary>Gets the transaction's id, which the journal keeps.</summary>
    public string TransactionId { get; }

    /// <summary>Gets whether the transaction has been committed or aborted, or its session given back.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0 || _session.IsClosed;

    /// <summary>Executes a statement.</summary>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the driver's serializer knows.</param>
    /// <returns>A result that streams its rows while the transaction is open.</returns>
    /// <exception cref="ArgumentException">The statement is empty, or a parameter is a token or options.</exception>
    /// <exception cref="ParameterConversionException">A parameter cannot be turned into Ion.</exception>
    /// <exception cref="TransactionClosedException">The transaction is over.</exception>
    public Task<ICursor> ExecuteStatementAsync(string statement, params object?[] parameters) => ExecuteStatementAsync(statement, parameters, default);

    /// <inheritdoc cref="ExecuteStatementAsync(string, object?[])"/>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the driver's serializer knows.</param>
    /// <param name="cancellationToken">Gives the statement up, and with it the transaction.</param>
    public async Task<ICursor> ExecuteStatementAsync(string statement, IReadOnlyList<object?> parameters, CancellationToken cancellationToken = default)
    {
        TransactionExecutor.CheckStatement(statement);
        ArgumentNullException.ThrowIfNull(parameters);
        IonParameter.RejectMisplaced(parameters);
        ThrowIfClosed();
        var reply = await _session.AskAsync(
            new SessionProtocol.ExecuteStatement(_session.Lease.Id, TransactionId, statement, parameters, cancellationToken), cancellationToken).ConfigureAwait(false);
        return ((SessionProtocol.OperationReply.StatementExecuted)reply).Result;
    }

    /// <summary>Commits, and checks that the service has committed what was sent. Its results are closed by it.</summary>
    /// <param name="cancellationToken">Looked at before the commit is sent; a commit under way is seen through.</param>
    /// <returns>The commit.</returns>
    /// <exception cref="TransactionClosedException">The transaction is over.</exception>
    /// <exception cref="Amazon.QLDBSession.Model.OccConflictException">A read was overtaken; nothing is committed.</exception>
    /// <exception cref="CommitOutcomeUnknownException">No answer came, also not to repeated questions.</exception>
    public async Task<CommitResult> CommitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_session.IsClosed || Interlocked.Exchange(ref _closed, 1) != 0)
            throw new TransactionClosedException(TransactionId);
        var reply = await _session.AskAsync(new SessionProtocol.CommitTransaction(_session.Lease.Id, TransactionId), CancellationToken.None).ConfigureAwait(false);
        return ((SessionProtocol.OperationReply.Committed)reply).Commit;
    }

    /// <summary>Aborts. Does nothing when the transaction is over.</summary>
    /// <param name="cancellationToken">Stops waiting; the abort goes on.</param>
    /// <returns>A task that ends when the session is idle again.</returns>
    public async Task AbortAsync(CancellationToken cancellationToken = default)
    {
        if (_session.IsClosed || Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        await _session.AskAsync(new SessionProtocol.AbortTransaction(_session.Lease.Id, TransactionId), CancellationToken.None)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Aborts unless the transaction is over. Errors of the abort are ignored: the session is given up then.</summary>
    /// <returns>A task that ends when the session is idle again.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await AbortAsync().ConfigureAwait(false);
        }
        catch (QldbDriverException)
        {
            // The session's actor is gone, and the transaction with it.
        }
    }

    private void ThrowIfClosed()
    {
        if (IsClosed)
            throw new TransactionClosedException(TransactionId);
    }
}
