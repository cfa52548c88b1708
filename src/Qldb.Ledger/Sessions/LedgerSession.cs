using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Sessions;

/// <summary>
/// One session: at most one open transaction, one command at a time, a limited life. What each command does in each state is driver-behaviour 1.5.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore is never asked for its wait handle, so there is nothing in it to dispose.")]
internal sealed class LedgerSession
{
    private readonly TransactionEngine _engine;
    private readonly SessionRegistry _registry;
    private readonly SemaphoreSlim _oneCommand = new(1, 1);
    private readonly ParameterReader _parameters;
    private readonly QldbId _id;
    private readonly long _endsAt;
    private long _lastCommandAt;
    private LedgerTransaction? _transaction;
    private string? _transactionId;
    private (QldbId TransactionId, QldbHash Digest)? _commit;
    private (QldbId TransactionId, QldbHash Digest)? _lastCommit;
    private bool _hasEnded;

    public LedgerSession(TransactionEngine engine, SessionRegistry registry)
    {
        _engine = engine;
        _registry = registry;
        _parameters = new ParameterReader(engine.Options.Limits);
        _id = engine.Ids.Next();
        _lastCommandAt = engine.Clock.GetTimestamp();
        _endsAt = _lastCommandAt + Ticks(engine.Options.Limits.SessionTime);
        Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
    }

    public string Token { get; }

    /// <summary>Gets the request id of all that the session answers, its start first: nothing here is found by the id of a single request, and drivers take
    /// that of the start for the session's.</summary>
    public ResponseMetadata Metadata { get; } = new() { RequestId = RequestIds.Next() };

    public TimeProvider Clock => _engine.Clock;

    /// <summary>Runs one command after those before it. A commit whose caller stops waiting goes on, and the next command waits for it.</summary>
    public ValueTask Run(SessionCommand command)
    {
        _engine.Gate.Enter();
        var turn = _oneCommand.WaitAsync(command.CancellationToken);
        return turn.IsCompletedSuccessfully ? RunNow(command, command.Arrived) : RunAfter(turn, command);
    }

    /// <summary>Starts a transaction, and tells its id.</summary>
    public string StartTransaction()
    {
        if (_transaction is not null)
        {
            _transaction.ThrowIfExpired();
            throw SessionErrors.BadRequest("Transaction already open");
        }

        _transaction = _engine.Begin();
        return _transactionId = _transaction.Id.ToString();
    }

    public StatementPage Execute(ExecuteStatementRequest request, CancellationToken cancellationToken)
    {
        var transaction = RequireTransaction(request.TransactionId);
        var length = request.Statement?.Length ?? 0;
        if (length == 0 || length > _engine.Options.Limits.StatementLength)
        {
            throw SessionErrors.BadRequest($"A statement has 1 to {_engine.Options.Limits.StatementLength} characters, and this one has {length}.");
        }

        var statement = transaction.Next(request.Statement!);
        _parameters.Read(request.Parameters, statement.Parameters, transaction.Parameters);
        return transaction.Execute(statement, cancellationToken);
    }

    public StatementPage FetchPage(FetchPageRequest request, CancellationToken cancellationToken)
        => RequireTransaction(request.TransactionId).FetchPage(request.NextPageToken ?? "", cancellationToken)
            ?? throw SessionErrors.BadRequest("The parameter NextPageToken is not valid");

    /// <summary>Begins to commit the open transaction, or finds the commit of one that is over. When the command ends the transaction is closed, unless the
    /// digests differ.</summary>
    public Task Commit(string? transactionId, byte[] digestBytes)
    {
        var digest = ReadDigest(digestBytes);
        if (_transaction is null || transactionId != _transactionId)
        {
            return RepeatCommit(transactionId, digest);
        }

        _commit = (_transaction.Id, digest);
        return _engine.Commit(_transaction, digest);
    }

    /// <summary>Ends the open transaction, if there is one.</summary>
    public void Abort()
    {
        if (_transaction is { } over)
        {
            _transaction = null;
            _engine.End(over);
        }
    }

    public void End()
    {
        Abort();
        _hasEnded = true;
        _registry.Remove(this);
    }

    /// <summary>Ends the session if its time is over and no command is running in it.</summary>
    public bool TryDropIfExpired()
    {
        var now = Clock.GetTimestamp();
        if (!(HasExpired(now) || IsIdleTooLong(now)) || !_oneCommand.Wait(0, CancellationToken.None))
        {
            return false;
        }

        try
        {
            End();
            return true;
        }
        finally
        {
            _oneCommand.Release();
        }
    }

    /// <param name="command">The command, whose turn it is.</param>
    /// <param name="now">The present.</param>
    private ValueTask RunNow(SessionCommand command, long now)
    {
        var run = RunAlone(command, now);
        return run.IsCompleted || !command.CancellationToken.CanBeCanceled ? run : new ValueTask(run.AsTask().WaitAsync(command.CancellationToken));
    }

    private async ValueTask RunAfter(Task turn, SessionCommand command)
    {
        try
        {
            await turn.ConfigureAwait(false);
        }
        catch
        {
            _engine.Gate.Leave();
            throw;
        }

        await RunNow(command, Clock.GetTimestamp()).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAlone(SessionCommand command, long now)
    {
        try
        {
            ThrowIfOver(now);
            await command.RunIn(this).ConfigureAwait(false);
            _lastCommit = _commit ?? _lastCommit;
            command.Complete();
        }
        catch (TransactionExpiredException)
        {
            // The service gives up the whole session then (driver-behaviour 1.5, rule 3).
            _engine.Counters.Expired();
            End();
            throw;
        }
        catch (ConflictException)
        {
            Abort();
            throw;
        }
        catch (DigestMismatchException)
        {
            _commit = null;
            _transaction!.Release();
            throw;
        }
        finally
        {
            if (_commit is not null)
            {
                _commit = null;
                Abort();
            }

            _lastCommandAt = Clock.GetTimestamp();
            _oneCommand.Release();
            _engine.Gate.Leave();
        }
    }

    private bool HasExpired(long now) => now > _endsAt;

    private bool IsIdleTooLong(long now)
        => _engine.Options.Limits.SessionIdleTime != Timeout.InfiniteTimeSpan
            && Clock.GetElapsedTime(_lastCommandAt, now) > _engine.Options.Limits.SessionIdleTime;

    private void ThrowIfOver(long now)
    {
        _engine.Gate.ThrowIfClosed();
        if (_hasEnded)
        {
            throw SessionErrors.InvalidSession("No such session");
        }

        if (HasExpired(now))
        {
            End();
            throw SessionErrors.InvalidSession($"Session {_id} has expired");
        }

        if (IsIdleTooLong(now))
        {
            End();
            throw SessionErrors.InvalidSession($"Exceeded the session idle time limit: Session {_id}");
        }
    }

    private LedgerTransaction RequireTransaction(string? transactionId)
    {
        if (_transaction is null)
        {
            throw SessionErrors.BadRequest("No open transaction");
        }

        if (transactionId != _transactionId)
        {
            throw SessionErrors.BadRequest($"No open transaction: this session's open transaction is {_transactionId}, not '{transactionId}'.");
        }

        return _transaction;
    }

    /// <summary>A commit whose answer was lost is asked for again: it gets the first answer, and never a second effect.</summary>
    private async Task RepeatCommit(string? transactionId, QldbHash digest)
    {
        var known = QldbId.TryParse(transactionId, out var id) ? await FindCommit(id).ConfigureAwait(false) : null;
        if (known is null)
        {
            throw SessionErrors.BadRequest("No open transaction");
        }

        if (known.CommitDigest != digest)
        {
            throw SessionErrors.BadRequest("Digests don't match");
        }

        _engine.Counters.CommitRepeated();
    }

    private async Task<StoredCommit?> FindCommit(QldbId transactionId)
        => _lastCommit is { } last && last.TransactionId == transactionId
            ? new StoredCommit(transactionId, last.Digest, SequenceNo: -1)
            : await _engine.FindCommit(transactionId).ConfigureAwait(false);

    private static QldbHash ReadDigest(byte[] bytes) => bytes.Length == QldbHash.Size
        ? new QldbHash(bytes)
        : throw SessionErrors.BadRequest($"A commit digest has {QldbHash.Size} bytes, and this one has {bytes.Length}.");

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _engine.Clock.TimestampFrequency);
}
