namespace Qldb.Actors;

/// <summary>What the holder of a leased session does with it by hand: one transaction after another, without retries.</summary>
/// <remarks>Its methods run on the thread pool; <see cref="SessionActor"/> starts them and pipes their ends back.</remarks>
internal sealed class LeaseHolder(LeaseId id, SessionChannel channel) : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private OpenTransaction? _transaction;
    private int _starting;

    public LeaseId Id => id;

    /// <summary>Gets the order to come back; null while the lease holds.</summary>
    public SessionMessages.Return? Returning { get; private set; }

    /// <summary>Gets or sets whether the asker has been answered.</summary>
    public bool IsGranted { get; set; }

    public bool HasOpenTransaction => _transaction is { IsClosed: false } || Volatile.Read(ref _starting) != 0;

    public int Retries { get; set; }

    /// <summary>Stops what runs.</summary>
    public void BeginReturn(SessionMessages.Return order)
    {
        Returning = order;
        _over.Cancel();
    }

    public void Dispose()
    {
        _over.Cancel();
        _transaction?.Close();
        _over.Dispose();
    }

    /// <summary>The seed's ping: a session that does not answer to an abort is replaced.</summary>
    public async Task EnsureAliveAsync()
    {
        if (await channel.TryAbortAsync().ConfigureAwait(false))
            return;
        _ = channel.TryEndAsync();
        await channel.StartAsync(_over.Token).ConfigureAwait(false);
    }

    public async Task<SessionProtocol.OperationReply> StartTransactionAsync(CancellationToken cancellationToken)
    {
        if (HasOpenTransaction || Interlocked.Exchange(ref _starting, 1) != 0)
            throw new InvalidOperationException("The session is in a transaction; commit or abort it first.");
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
            var transactionId = await StartOnLiveSessionAsync(either.Token).ConfigureAwait(false);
            _transaction = new OpenTransaction(channel, transactionId, _over.Token);
            return new SessionProtocol.OperationReply.TransactionStarted(transactionId);
        }
        finally
        {
            Volatile.Write(ref _starting, 0);
        }
    }

    public async Task<SessionProtocol.OperationReply> ExecuteAsync(SessionProtocol.ExecuteStatement request)
    {
        var transaction = Find(request.TransactionId);
        TransactionExecutor.CheckStatement(request.Statement);
        var parameters = IonParameter.ToIonBinary(request.Parameters, channel.Settings.Serializer);
        return new SessionProtocol.OperationReply.StatementExecuted(
            await TransactionExecutor.RunAsync(transaction, request.Statement, parameters, request.Cancellation).ConfigureAwait(false));
    }

    public async Task<SessionProtocol.OperationReply> CommitAsync(string transactionId)
    {
        var transaction = Find(transactionId);
        try
        {
            return new SessionProtocol.OperationReply.Committed(await transaction.CommitAsync().ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            QldbErrors.DescribeTransaction(failure, transactionId, 1);
            if (failure is CommitOutcomeUnknownException or CommitDigestMismatchException)
                _ = channel.TryEndAsync();
            else
                await AbortOrGiveUpAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<SessionProtocol.OperationReply> AbortAsync(string transactionId)
    {
        if (_transaction is { IsClosed: false } transaction && transaction.Id == transactionId)
        {
            transaction.Close();
            await AbortOrGiveUpAsync().ConfigureAwait(false);
        }

        return SessionProtocol.OperationReply.Aborted.Instance;
    }

    /// <summary>Leaves the session idle.</summary>
    /// <returns>False if it must not be used again.</returns>
    public async Task<bool> CleanUpAsync()
    {
        var needsAbort = HasOpenTransaction;
        _transaction?.Close();
        if (needsAbort)
            await AbortOrGiveUpAsync().ConfigureAwait(false);
        return channel.IsOpen;
    }

    private async Task<string> StartOnLiveSessionAsync(CancellationToken cancellationToken)
    {
        if (!channel.IsOpen)
            await channel.StartAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await channel.StartTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (FailureClassifier.Classify(failure, QldbCommand.StartTransaction) == FailureKind.SessionLost)
        {
            // It died in the pool; nothing was begun on it.
            channel.Drop();
            await channel.StartAsync(cancellationToken).ConfigureAwait(false);
            return await channel.StartTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbortOrGiveUpAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task AbortOrGiveUpAsync()
    {
        if (!await channel.TryAbortAsync().ConfigureAwait(false))
            _ = channel.TryEndAsync();
    }

    private OpenTransaction Find(string transactionId) =>
        _transaction is { } transaction && transaction.Id == transactionId && !transaction.IsClosed
            ? transaction
            : throw new TransactionClosedException(transactionId) { SessionId = channel.SessionId };
}
