namespace Qldb.Actors;

/// <summary>
/// Runs one transaction on one session: start, body, commit, and all of it again where that helps. The session stays with it over all
/// attempts; a session that is lost is replaced in place.
/// </summary>
/// <remarks>
/// <para>Runs on the thread pool (<see cref="IThreadPoolWorkItem"/>) and tells its end to the session actor, which answers the caller.</para>
/// <para>
/// After each failed attempt, before anything else: the transaction is closed to its body and aborted at the service. A session whose abort
/// is not confirmed is given up.
/// </para>
/// </remarks>
internal sealed class TransactionRunner : IThreadPoolWorkItem
{
    private readonly SessionChannel _channel;
    private readonly PoolProtocol.ExecuteTransaction _request;
    private readonly LeaseId _lease;
    private readonly ITransactionObserver _observer;
    private readonly CancellationTokenSource _cancellation;
    private readonly TimeSpan? _timeout;
    private readonly long _begun;
    private CancellationCause _cause;
    private OpenTransaction? _transaction;
    private string? _transactionId; // of the last attempt that had one
    private bool _committing;

    /// <param name="channel">The session.</param>
    /// <param name="request">What to run.</param>
    /// <param name="lease">The lease of the session: the request's own, or that of the holder who asked for it.</param>
    /// <param name="observer">Who is told.</param>
    public TransactionRunner(SessionChannel channel, PoolProtocol.ExecuteTransaction request, LeaseId lease, ITransactionObserver observer)
    {
        _channel = channel;
        _request = request;
        _lease = lease;
        _observer = observer;
        _begun = channel.Settings.TimeProvider.GetTimestamp();
        _timeout = request.Options?.TransactionTimeout ?? channel.Settings.TransactionTimeout;
        _cancellation = _timeout is { } timeout ? new CancellationTokenSource(timeout, channel.Settings.TimeProvider) : new CancellationTokenSource();
    }

    public LeaseId Id => _request.Id;

    /// <summary>Gets the number of retries so far.</summary>
    public int Retries { get; private set; }

    /// <summary>Gets or sets whether it has let go of the session.</summary>
    public bool IsOver { get; set; }

    /// <summary>Gets how long it has been running.</summary>
    public TimeSpan Took => Settings.TimeProvider.GetElapsedTime(_begun);

    private PoolSettings Settings => _channel.Settings;

    private RetryPolicy Policy => _request.Options?.RetryPolicy ?? Settings.RetryPolicy;

    /// <summary>Starts on the thread pool.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Stops the transaction, unless its commit has been sent: that is seen through.</summary>
    public void Cancel(CancellationCause cause)
    {
        _cause = cause;
        _cancellation.Cancel();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_request.CallerContext is { } context)
            ExecutionContext.Run(context, static runner => _ = ((TransactionRunner)runner!).RunAndReportAsync(), this);
        else
            _ = RunAndReportAsync();
    }

    private async Task RunAndReportAsync()
    {
        PoolProtocol.TransactionReply reply;
        try
        {
            using var registration = _request.Cancellation.UnsafeRegister(static runner => ((TransactionRunner)runner!).Cancel(CancellationCause.Caller), this);
            using var activity = QldbActivitySource.StartTransaction(Settings.LedgerName);
            reply = await RunAsync().ConfigureAwait(false);
            QldbActivitySource.Finished(activity, reply);
        }
        catch (Exception fault)
        {
            // A fault of the driver itself. The session is in doubt; the caller must hear of it all the same.
            _channel.Drop();
            reply = new PoolProtocol.TransactionReply.Failed(fault);
        }

        if (_timeout is not null)
            _cancellation.CancelAfter(Timeout.InfiniteTimeSpan); // not disposed: the actor may still want to cancel what is over
        _observer.Finished(this, reply);
    }

    private async ValueTask<PoolProtocol.TransactionReply> RunAsync()
    {
        var replaced = false;
        for (var attempt = 1; ; attempt++)
        {
            Exception failure;
            try
            {
                return await AttemptAsync(attempt).ConfigureAwait(false);
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }

            var kind = await CleanUpAsync(failure).ConfigureAwait(false);
            if (_cancellation.IsCancellationRequested && failure is not (CommitOutcomeUnknownException or CommitDigestMismatchException))
                return Fail(Cancelled(failure), attempt);
            if (kind == FailureKind.SessionLost && !replaced)
            {
                // A pooled session may have died long ago; that is no fault of this transaction.
                replaced = true;
                _observer.SessionReplaced(failure);
                continue;
            }

            if (!MayRetry(failure, kind) || Retries >= Policy.MaxRetries)
                return Fail(failure, attempt);
            Retries++;
            try
            {
                _request.Options?.RetryIndicator?.Invoke(Retries);
                var delay = Policy.DelayBefore(new RetryPolicyContext(Retries, failure, _transactionId));
                _observer.Retrying(Retries, delay, kind, failure, _transactionId);
                await Task.Delay(delay, Settings.TimeProvider, _cancellation.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
            {
                return Fail(Cancelled(failure), attempt);
            }
            catch (Exception fault)
            {
                return Fail(fault, attempt); // of the indicator or the backoff strategy
            }
        }
    }

    private async ValueTask<PoolProtocol.TransactionReply> AttemptAsync(int attempt)
    {
        _transaction = null;
        _committing = false;
        var token = _cancellation.Token;
        token.ThrowIfCancellationRequested();
        if (attempt == 1 && Settings.SessionCheck == SessionCheck.Ping && !await _channel.TryAbortAsync().ConfigureAwait(false))
            _ = _channel.TryEndAsync();
        if (!_channel.IsOpen)
            await _channel.StartAsync(token).ConfigureAwait(false);
        using var activity = QldbActivitySource.StartAttempt(Settings.LedgerName, attempt);
        try
        {
            _transactionId = await _channel.StartTransactionAsync(token).ConfigureAwait(false);
            _transaction = new OpenTransaction(_channel, _transactionId, token);
            var result = await RunBodyAsync(_transaction, token).ConfigureAwait(false);
            _committing = true;
            var commit = await _transaction.CommitAsync().ConfigureAwait(false);
            QldbActivitySource.Committed(activity, commit);
            TellCommitted(commit);
            return new PoolProtocol.TransactionReply.Committed(result, commit, attempt);
        }
        catch (Exception failure)
        {
            QldbActivitySource.Failed(activity, _transactionId, failure);
            throw;
        }
    }

    private async ValueTask<object?> RunBodyAsync(OpenTransaction transaction, CancellationToken token)
    {
        AmbientLease.Enter(_lease);
        var body = _request.Body(new TransactionExecutor(transaction)) ?? throw new InvalidOperationException("The body of the transaction returned null in place of a task.");
        if (!body.IsCompleted)
        {
            try
            {
                await body.WaitAsync(token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!body.IsCompleted)
            {
                // A body that does not heed the token is left behind. All it can still do is fail: its transaction is closed.
                _ = body.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                throw;
            }
        }

        var result = await body.ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>Brings the session back to idle, or gives it up.</summary>
    private async ValueTask<FailureKind> CleanUpAsync(Exception failure)
    {
        _transaction?.Close();
        var kind = KindOf(failure);
        if (kind == FailureKind.SessionLost)
            _channel.Drop();
        else if (failure is CommitOutcomeUnknownException or CommitDigestMismatchException || !await IsIdleAgainAsync(kind).ConfigureAwait(false))
            _ = _channel.TryEndAsync(); // nobody knows what it is in the middle of
        return kind;
    }

    private async ValueTask<bool> IsIdleAgainAsync(FailureKind kind) =>
        (kind == FailureKind.Conflict && _committing) || await _channel.TryAbortAsync().ConfigureAwait(false);

    // What no command of this transaction has thrown is none of the classifier's business: a body may well use other AWS services, or another driver.
    private FailureKind KindOf(Exception failure) =>
        _transaction is null || _committing || _transaction.HasFailedWith(failure)
            ? FailureClassifier.Classify(failure, failure.GetQldbCommand())
            : FailureKind.Foreign;

    private bool MayRetry(Exception failure, FailureKind kind) => failure switch
    {
        CommitOutcomeUnknownException => _request.Options?.RetryUnknownCommit == true,
        _ when failure.GetQldbCommand() == QldbCommand.StartSession => FailureClassifier.IsStartRetryable(failure),
        _ => FailureClassifier.IsRetryable(kind),
    };

    private Exception Cancelled(Exception failure) => _cause switch
    {
        CancellationCause.None => new TransactionTimedOutException(_timeout ?? TimeSpan.Zero, _transactionId) { SessionId = _channel.SessionId },
        CancellationCause.PoolClosed => new DriverClosedException(Settings.LedgerName) { TransactionId = _transactionId },
        CancellationCause.ActorStopped => new QldbDriverException("The actor of the session stopped while the transaction was running; it was aborted.", failure) { TransactionId = _transactionId },
        _ => failure as OperationCanceledException ?? new OperationCanceledException("The transaction was cancelled.", failure, _cancellation.Token),
    };

    private PoolProtocol.TransactionReply.Failed Fail(Exception failure, int attempts)
    {
        QldbErrors.DescribeTransaction(failure, _transactionId, attempts);
        return new PoolProtocol.TransactionReply.Failed(failure);
    }

    private void TellCommitted(CommitResult commit)
    {
        try
        {
            _request.Options?.Committed?.Invoke(commit);
        }
        catch (Exception fault)
        {
            _observer.CallbackFailed(_request.Id, fault); // the transaction is committed, whatever the callback thinks
        }
    }
}
