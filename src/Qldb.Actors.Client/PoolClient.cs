using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Akka.Actor;

namespace Qldb.Actors.Client;

/// <summary>Puts questions to the pool and turns its closed answers into results and exceptions.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without timer or wait handle holds nothing.")]
internal sealed class PoolClient
{
    private readonly PoolSettings _settings;
    private readonly CancellationTokenSource _gone = new();
    private volatile RetryPolicy _retryPolicy;

    public PoolClient(IActorRef pool, PoolSettings settings)
    {
        Actor = pool;
        _settings = settings;
        _retryPolicy = settings.RetryPolicy;

        // An Ask to an actor that is no more is never answered.
        Gone = pool.WatchAsync();
        _ = Gone.ContinueWith(static (_, gone) => ((CancellationTokenSource)gone!).Cancel(), _gone, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public IActorRef Actor { get; }

    public string LedgerName => _settings.LedgerName;

    public IIonSerializer Serializer => _settings.Serializer;

    /// <summary>Gets or sets the policy of calls that bring none.</summary>
    public RetryPolicy RetryPolicy
    {
        get => _retryPolicy;
        set => _retryPolicy = value;
    }

    /// <summary>Gets a task that ends when the pool has stopped.</summary>
    public Task Gone { get; }

    public async Task ExecuteAsync(Func<TransactionExecutor, Task<object?>> body, Delegate place, ExecuteOptions? options, CancellationToken cancellationToken) =>
        await ExecuteAsync<object?>(body, place, options, cancellationToken).ConfigureAwait(false);

    public async Task<T> ExecuteAsync<T>(Func<TransactionExecutor, Task<object?>> body, Delegate place, ExecuteOptions? options, CancellationToken cancellationToken)
    {
        options?.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        var request = new PoolProtocol.ExecuteTransaction(LeaseId.Next(), body, Complete(options)) { Place = place, Cancellation = cancellationToken };
        var answer = Actor.Ask<PoolProtocol.TransactionReply>(request, Timeout.InfiniteTimeSpan, _gone.Token);
        using var _ = WithdrawOn(request.Id, cancellationToken);
        try
        {
            return Interpret<T>(await answer.ConfigureAwait(false), LedgerName, cancellationToken);
        }
        catch (OperationCanceledException) when (answer.IsCanceled && _gone.IsCancellationRequested)
        {
            throw new DriverClosedException(LedgerName); // as in AskAsync, which would cost another state machine for each transaction
        }
    }

    /// <summary>Adds the policy to a call's options, where it is not the one that the pool goes by anyhow.</summary>
    public ExecuteOptions? Complete(ExecuteOptions? options) =>
        _retryPolicy is var policy && (ReferenceEquals(policy, _settings.RetryPolicy) || options?.RetryPolicy is not null)
            ? options
            : (options ?? new ExecuteOptions()) with { RetryPolicy = policy };

    public async Task<PooledQldbSession> GetSessionAsync(TimeSpan? acquireTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = _settings.LeaseReportAfter is null ? null : new StackTrace(2, fNeedFileInfo: false).ToString();
        var request = new PoolProtocol.GetSession(LeaseId.Next(), acquireTimeout) { Place = place };
        var answer = AskAsync<PoolProtocol.SessionReply>(request);
        using var _ = WithdrawOn(request.Id, cancellationToken);
        switch (await answer.ConfigureAwait(false))
        {
            case PoolProtocol.SessionReply.Granted granted when cancellationToken.IsCancellationRequested:
                Actor.Tell(new PoolProtocol.Withdraw(granted.Lease.Id)); // crossed the cancellation on its way
                throw new OperationCanceledException(cancellationToken);
            case PoolProtocol.SessionReply.Granted granted:
                return new PooledQldbSession(this, granted.Lease);
            case PoolProtocol.SessionReply.Refused refused:
                throw ToException(refused.Reason, LedgerName, cancellationToken);
            case var unknown:
                throw new UnreachableException($"Unknown answer {unknown.GetType()}.");
        }
    }

    public Task<PoolStatistics> GetStatisticsAsync(CancellationToken cancellationToken) =>
        AskAsync<PoolStatistics>(PoolProtocol.GetPoolStatistics.Instance).WaitAsync(cancellationToken);

    /// <summary>Asks, for as long as the pool is there.</summary>
    public async Task<T> AskAsync<T>(object question)
    {
        try
        {
            return await Actor.Ask<T>(question, Timeout.InfiniteTimeSpan, _gone.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            throw new DriverClosedException(LedgerName);
        }
    }

    /// <summary>The one place where the answer to a transaction becomes a result or an exception.</summary>
    public static T Interpret<T>(PoolProtocol.TransactionReply reply, string ledgerName, CancellationToken cancellationToken)
    {
        switch (reply)
        {
            case PoolProtocol.TransactionReply.Committed committed:
                return (T)committed.Result!;
            case PoolProtocol.TransactionReply.Failed { Cause: OperationCanceledException cause } when cancellationToken.IsCancellationRequested:
                throw new OperationCanceledException(cause.Message, cause, cancellationToken);
            case PoolProtocol.TransactionReply.Failed failed:
                ExceptionDispatchInfo.Throw(failed.Cause); // keeps the stack trace of where it was thrown
                throw failed.Cause;
            case PoolProtocol.TransactionReply.Refused refused:
                throw ToException(refused.Reason, ledgerName, cancellationToken);
            default:
                throw new UnreachableException($"Unknown answer {reply.GetType()}.");
        }
    }

    private static Exception ToException(PoolProtocol.Refusal refusal, string ledgerName, CancellationToken cancellationToken)
    {
        switch (refusal)
        {
            case PoolProtocol.Refusal.PoolExhausted exhausted:
                return new SessionPoolEmptyException(exhausted.PoolLimit, exhausted.Waited, exhausted.IsReentrant);
            case PoolProtocol.Refusal.Unavailable unavailable:
                ExceptionDispatchInfo.Throw(unavailable.Cause);
                return unavailable.Cause;
            case PoolProtocol.Refusal.Withdrawn:
                return new OperationCanceledException("The request for a session was cancelled.", cancellationToken);
            case PoolProtocol.Refusal.PoolClosed:
                return new DriverClosedException(ledgerName);
            default:
                return new UnreachableException($"Unknown refusal {refusal.GetType()}.");
        }
    }

    private CancellationTokenRegistration WithdrawOn(LeaseId id, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(
                static state =>
                {
                    var (pool, id) = ((IActorRef, LeaseId))state!;
                    pool.Tell(new PoolProtocol.Withdraw(id), ActorRefs.NoSender);
                },
                (Actor, id))
            : default;
}
