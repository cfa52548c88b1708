using System.Diagnostics.CodeAnalysis;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Qldb.Actors;

/// <summary>One session of the service and its commands: builds requests, keeps their order, checks the shape of the answers.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>One command at a time: each waits its turn at <see cref="_turn"/>, because the protocol is request, answer, next request.</item>
/// <item>Every command has the deadline <see cref="PoolSettings.RequestTimeout"/>, cleanup has its own (<see cref="PoolSettings.CleanupTimeout"/>)
/// and never the caller's token: an abort must reach the service just when the caller has left.</item>
/// <item>A client that ignores its token does not hold anybody up: its command is left behind, and with it the session.</item>
/// </list>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Both hold nothing once no command is under way, and one may be left behind that still wants them.")]
internal sealed class SessionChannel(PoolSettings settings, IAmazonQLDBSession client)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private CancellationTokenSource _deadline = new();
    private volatile bool _commandLeftBehind;
    private string? _token;

    /// <summary>Gets the local name of the session: the request id of its start. The protocol has no other.</summary>
    public string SessionId { get; private set; } = "(not started)";

    public string SessionToken => _token ?? string.Empty;

    public PoolSettings Settings => settings;

    /// <summary>Gets when the session was started, on the clock of the settings.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Gets how many sessions this channel has had.</summary>
    public int Sessions { get; private set; }

    /// <summary>Gets whether the channel has a session that may be used.</summary>
    public bool IsOpen => _token is not null && !_commandLeftBehind;

    /// <summary>Forgets the session: the service does not know it any more, or its state is in doubt.</summary>
    public void Drop() => _token = null;

    /// <summary>Starts a session, in place of the one before if there was one.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _token = null;
        _commandLeftBehind = false; // that was the old session's
        var request = new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = settings.LedgerName } };
        var response = await SendAsync(QldbCommand.StartSession, request, settings.RequestTimeout, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(response.StartSession?.SessionToken))
            throw Unexpected(QldbCommand.StartSession, "it has no session token");
        SessionId = response.ResponseMetadata?.RequestId ?? $"session-{Guid.NewGuid():N}";
        StartedAt = settings.TimeProvider.GetTimestamp();
        Sessions++;
        _token = response.StartSession.SessionToken;
    }

    public async ValueTask<string> StartTransactionAsync(CancellationToken cancellationToken)
    {
        var request = new SendCommandRequest { SessionToken = _token, StartTransaction = new StartTransactionRequest() };
        var response = await SendAsync(QldbCommand.StartTransaction, request, settings.RequestTimeout, cancellationToken).ConfigureAwait(false);
        var id = response.StartTransaction?.TransactionId;
        return string.IsNullOrEmpty(id) ? throw Unexpected(QldbCommand.StartTransaction, "it has no transaction id") : id;
    }

    public async ValueTask<ResultPage> ExecuteAsync(
        OpenTransaction transaction, string statement, ReadOnlyMemory<byte>[] parameters, CancellationToken cancellationToken)
    {
        var holders = new List<ValueHolder>(parameters.Length);
        foreach (var parameter in parameters)
            holders.Add(new ValueHolder { IonBinary = AsStream(parameter) });
        var request = new SendCommandRequest
        {
            SessionToken = _token,
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = transaction.Id, Statement = statement, Parameters = holders },
        };
        var response = await SendAsync(
            QldbCommand.ExecuteStatement, request, settings.RequestTimeout, cancellationToken, new Turn(transaction, statement, parameters)).ConfigureAwait(false);
        var result = response.ExecuteStatement;
        if (result?.FirstPage is null)
            throw Unexpected(QldbCommand.ExecuteStatement, "it has no first page");
        return new ResultPage(result.FirstPage, QldbCommand.ExecuteStatement, IOUsage.From(result.ConsumedIOs), TimingInformation.From(result.TimingInformation));
    }

    public async ValueTask<ResultPage> FetchAsync(OpenTransaction transaction, string pageToken, CancellationToken cancellationToken)
    {
        var request = new SendCommandRequest
        {
            SessionToken = _token,
            FetchPage = new FetchPageRequest { TransactionId = transaction.Id, NextPageToken = pageToken },
        };
        var response = await SendAsync(QldbCommand.FetchPage, request, settings.RequestTimeout, cancellationToken, new Turn(transaction)).ConfigureAwait(false);
        var result = response.FetchPage;
        if (result?.Page is null)
            throw Unexpected(QldbCommand.FetchPage, "it has no page");
        return new ResultPage(result.Page, QldbCommand.FetchPage, IOUsage.From(result.ConsumedIOs), TimingInformation.From(result.TimingInformation));
    }

    /// <summary>Sends the commit, once, and returns the bare answer. Takes no token: a commit under way is not called back.</summary>
    public async ValueTask<CommitTransactionResult> CommitAsync(string transactionId, byte[] digest)
    {
        var request = new SendCommandRequest
        {
            SessionToken = _token,
            CommitTransaction = new CommitTransactionRequest { TransactionId = transactionId, CommitDigest = AsStream(digest) },
        };
        var response = await SendAsync(QldbCommand.CommitTransaction, request, settings.RequestTimeout, CancellationToken.None).ConfigureAwait(false);
        var result = response.CommitTransaction;
        return result?.CommitDigest is null ? throw Unexpected(QldbCommand.CommitTransaction, "it has no commit digest") : result;
    }

    /// <summary>Aborts whatever is open. Also the seed's ping: on an idle live session it succeeds without effect.</summary>
    /// <returns>True if the service confirmed. Otherwise the session must not be used again.</returns>
    public async ValueTask<bool> TryAbortAsync()
    {
        if (!IsOpen)
            return false;
        try
        {
            var request = new SendCommandRequest { SessionToken = _token, AbortTransaction = new AbortTransactionRequest() };
            var response = await SendAsync(QldbCommand.AbortTransaction, request, settings.CleanupTimeout, CancellationToken.None).ConfigureAwait(false);
            return response.AbortTransaction is not null;
        }
        catch (Exception cause) when (IsOfTheWire(cause))
        {
            if (FailureClassifier.Classify(cause) == FailureKind.SessionLost)
                Drop();
            return false;
        }
    }

    /// <summary>Ends the session, if there is one.</summary>
    /// <returns>What went wrong, or null. The service forgets the session by itself in a quarter of an hour.</returns>
    public async Task<Exception?> TryEndAsync()
    {
        if (Interlocked.Exchange(ref _token, null) is not { } token)
            return null;
        try
        {
            var request = new SendCommandRequest { SessionToken = token, EndSession = new EndSessionRequest() };

            // Out of turn: nobody uses this session any more, and its successor on this channel need not wait for its end.
            using var deadline = new CancellationTokenSource();
            await WithDeadlineAsync(QldbCommand.EndSession, request, settings.CleanupTimeout, deadline, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (Exception cause) when (IsOfTheWire(cause))
        {
            return cause;
        }
    }

    private static bool IsOfTheWire(Exception cause) => IsOfTheSdk(cause) || cause is QldbDriverException;

    private static bool IsOfTheSdk(Exception cause) => cause is AmazonServiceException or AmazonClientException; // answered, or not even sent

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(bytes.ToArray(), 0, bytes.Length, writable: false, publiclyVisible: true);

    private UnexpectedResponseException Unexpected(QldbCommand command, string detail) => new(command, detail) { SessionId = SessionId };

    private async ValueTask<SendCommandResponse> SendAsync(
        QldbCommand command, SendCommandRequest request, TimeSpan timeout, CancellationToken cancellationToken, Turn turn = default)
    {
        if (!_turn.Wait(0, CancellationToken.None) && !await _turn.WaitAsync(timeout, cancellationToken).ConfigureAwait(false))
            throw new QldbTransportException(command, $"{command} could not be sent within {timeout}: the command before it is not answered.") { SessionId = SessionId };
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            turn.Take();
            return await WithDeadlineAsync(command, request, timeout, _deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // The source of deadlines serves the next command again, unless it has fired or something may still hold its token.
            if (_commandLeftBehind || !_deadline.TryReset())
                _deadline = new CancellationTokenSource();
            _turn.Release();
        }
    }

    private async ValueTask<SendCommandResponse> WithDeadlineAsync(
        QldbCommand command, SendCommandRequest request, TimeSpan timeout, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        try
        {
            // Before the call: an embedded ledger runs a statement before it returns, and must hear of the end all the same.
            deadline.CancelAfter(timeout);
            using var _ = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
            var answer = client.SendCommandAsync(request, deadline.Token);
            if (!answer.IsCompleted)
                await WaitForAsync(answer, deadline.Token).ConfigureAwait(false);
            return await answer.ConfigureAwait(false)
                ?? throw new UnexpectedResponseException(command, "it is empty") { SessionId = SessionId };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (OperationCanceledException cause)
        {
            throw new QldbTransportException(command, $"{command} was not answered within {timeout}.", cause) { SessionId = SessionId };
        }
        catch (Exception cause) when (IsOfTheSdk(cause))
        {
            QldbErrors.Describe(cause, command, SessionId);
            throw;
        }
        catch (Exception cause) when (cause is not QldbDriverException)
        {
            // HttpRequestException, IOException, SocketException, ObjectDisposedException …: the client could not get an answer.
            throw new QldbTransportException(command, $"{command} got no answer: {cause.Message}", cause) { SessionId = SessionId };
        }
    }

    // Gives up on a client that does not heed its token.
    [SuppressMessage("Reliability", "CA2025", Justification = "The token is only read.")]
    private async ValueTask WaitForAsync(Task<SendCommandResponse> answer, CancellationToken deadline)
    {
        var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = deadline.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), gaveUp);
        if (await Task.WhenAny(answer, gaveUp.Task).ConfigureAwait(false) == answer)
            return;

        // It may be about to notice: a heeded token answers in no time.
        if (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None)).ConfigureAwait(false) == answer)
            return;
        _commandLeftBehind = true;
        _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new OperationCanceledException(deadline);
    }

    /// <summary>What a command of a transaction does when its turn has come: see that the transaction is still open, and count into its digest.</summary>
    private readonly record struct Turn(OpenTransaction? Transaction, string? Statement = null, ReadOnlyMemory<byte>[]? Parameters = null)
    {
        public void Take() => Transaction?.TakeTurn(Statement, Parameters);
    }
}
