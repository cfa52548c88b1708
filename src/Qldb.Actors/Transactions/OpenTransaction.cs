using System.Runtime.ExceptionServices;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Actors;

/// <summary>One transaction of the service, from its start to its commit or abort: digest, statements under way, and the commit itself.</summary>
/// <remarks>Safe for concurrent statements. Who owns it closes it, by <see cref="CommitAsync"/> or <see cref="Close"/>, and aborts on the channel.</remarks>
internal sealed class OpenTransaction(SessionChannel channel, string id, CancellationToken cancellation)
{
    // 5 times in all. Each time the service is asked the same: same session, same transaction, same digest.
    private const int LongestSeriesOfCommits = 5;

    private readonly CommitDigestBuilder _digest = new(id);
    private Exception? _statementFailure; // the first
    private Exception? _lastFailure;
    private int _running;
    private int _closed;

    public string Id => id;

    public string SessionId => channel.SessionId;

    public PoolSettings Settings => channel.Settings;

    /// <summary>Gets the token of the whole transaction: its caller's, its timeout, the end of the pool.</summary>
    public CancellationToken Cancellation => cancellation;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Tells whether this exception is one that a command of this transaction failed with, and not the body's own.</summary>
    public bool HasFailedWith(Exception exception) =>
        ReferenceEquals(exception, _statementFailure) || ReferenceEquals(exception, _lastFailure)
        || (exception is AggregateException { InnerExceptions: [var single] } && HasFailedWith(single));

    public async ValueTask<ResultPage> ExecuteAsync(string statement, ReadOnlyMemory<byte>[] parameters, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running); // before the look at _closed; CommitAsync goes the other way round
        try
        {
            ThrowIfClosed();
            using var either = Either(cancellationToken, out var token);
            return await channel.ExecuteAsync(this, statement, parameters, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not TransactionClosedException)
        {
            // The digest may contain the statement now while the service does not: this transaction can only be aborted.
            Interlocked.CompareExchange(ref _statementFailure, failure, null);
            _lastFailure = failure;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public async ValueTask<ResultPage> FetchAsync(string pageToken, CancellationToken cancellationToken)
    {
        if (IsClosed)
            throw new ResultClosedException(id);
        try
        {
            using var either = Either(cancellationToken, out var token);
            return await channel.FetchAsync(this, pageToken, token).ConfigureAwait(false);
        }
        catch (TransactionClosedException)
        {
            throw new ResultClosedException(id);
        }
        catch (Exception failure)
        {
            _lastFailure = failure; // does not stand in the way of a commit: pages are no part of the digest
            throw;
        }
    }

    /// <summary>Called by the channel when the turn of a command has come, just before it is sent.</summary>
    public void TakeTurn(string? statement, ReadOnlyMemory<byte>[]? parameters)
    {
        ThrowIfClosed();
        if (statement is not null)
            _digest.Add(statement, parameters!);
    }

    /// <summary>Refuses statements and pages from now on; results not read to their end are closed with it.</summary>
    public void Close() => Interlocked.Exchange(ref _closed, 1);

    /// <summary>Commits. Where the answer is lost it asks again, for the service keeps a commit's outcome or still has the transaction open.</summary>
    public async ValueTask<CommitResult> CommitAsync()
    {
        Close();
        if (Volatile.Read(ref _running) is var running and > 0)
            throw new UnawaitedStatementException(id, running);
        if (_statementFailure is { } swallowed)
            ExceptionDispatchInfo.Throw(swallowed);

        var digest = _digest.Current.ToArray();
        var askedSince = Settings.TimeProvider.GetTimestamp();
        Exception? doubt = null;
        for (var sent = 1; ; sent++)
        {
            try
            {
                return Verify(await channel.CommitAsync(id, digest).ConfigureAwait(false), digest);
            }
            catch (Exception failure) when (failure is not CommitDigestMismatchException)
            {
                if (FailureClassifier.LeavesCommitUnknown(failure))
                    doubt = failure;
                if (!MayAskAgain(failure, doubt))
                    throw;
                if (IsConclusive(failure) || sent == LongestSeriesOfCommits || Settings.TimeProvider.GetElapsedTime(askedSince) > Settings.RequestTimeout + Settings.CleanupTimeout)
                {
                    if (doubt is null)
                        throw;
                    throw new CommitOutcomeUnknownException(id, sent, doubt) { SessionId = SessionId };
                }
            }

            if (sent > 1)
                await Task.Delay(TimeSpan.FromMilliseconds(5 << sent), Settings.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A conflict is an answer to this commit, so an earlier one cannot have arrived: a transaction that is over answers otherwise.
    private static bool MayAskAgain(Exception failure, Exception? doubt) =>
        failure is not OccConflictException && (doubt is not null || FailureClassifier.Classify(failure) == FailureKind.Throttled);

    // The service has spoken and will say the same again, but not what became of the commit before.
    private static bool IsConclusive(Exception failure) =>
        !FailureClassifier.LeavesCommitUnknown(failure) && FailureClassifier.Classify(failure) != FailureKind.Throttled;

    private CommitResult Verify(CommitTransactionResult answer, byte[] digest)
    {
        var answered = answer.CommitDigest.TryGetBuffer(out var buffer) ? buffer : answer.CommitDigest.ToArray();
        if (!answered.AsSpan().SequenceEqual(digest))
            throw new CommitDigestMismatchException(id, Convert.ToBase64String(digest), Convert.ToBase64String(answered)) { SessionId = SessionId };
        if (answer.TransactionId is not null && answer.TransactionId != id)
            throw new CommitDigestMismatchException(id, id, answer.TransactionId) { SessionId = SessionId };
        return new CommitResult(id, digest, IOUsage.From(answer.ConsumedIOs), TimingInformation.From(answer.TimingInformation));
    }

    private void ThrowIfClosed()
    {
        if (IsClosed)
            throw new TransactionClosedException(id) { SessionId = SessionId };
    }

    // The transaction's own token will do unless the statement has another.
    private CancellationTokenSource? Either(CancellationToken statement, out CancellationToken token)
    {
        if (!statement.CanBeCanceled || statement == cancellation)
        {
            token = cancellation;
            return null;
        }

        var either = CancellationTokenSource.CreateLinkedTokenSource(statement, cancellation);
        token = either.Token;
        return either;
    }
}
