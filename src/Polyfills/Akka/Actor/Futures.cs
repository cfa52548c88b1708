using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Ask: a message whose reply completes a task.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var future = Start<T>(self, timeout, cancellationToken);
        self.Tell(message, future);
        return future.Task;
    }

    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var future = Start<T>(self, timeout, cancellationToken);
        self.Tell(messageFactory(future), future);
        return future.Task;
    }

    private static FutureActorRef<T> Start<T>(ICanTell self, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var future = new FutureActorRef<T>(provider);
        future.Start(timeout ?? provider.Settings.AskTimeout, cancellationToken);
        return future;
    }

    private static IActorRefProvider ProviderOf(ICanTell self) => self switch
    {
        IInternalActorRef actorRef => actorRef.Provider,
        ActorSelection { Anchor: IInternalActorRef anchor } => anchor.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}

/// <summary>The temporary reference an Ask sends as its sender. Its path is made only when somebody looks at it.</summary>
public sealed class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRefProvider _provider;
    private ActorPath _path;
    private Timer _timer;
    private CancellationTokenRegistration _registration;
    private TimeSpan _timeout;

    internal FutureActorRef(IActorRefProvider provider) => _provider = provider;

    internal Task<T> Task => _result.Task;

    public override IActorRefProvider Provider => _provider;
    public override IInternalActorRef Parent => _provider.TempContainer;

    public override ActorPath Path
    {
        get
        {
            if (_path is null && Interlocked.CompareExchange(ref _path, _provider.TempPath(), null) is null && !Task.IsCompleted)
            {
                _provider.RegisterTempActor(this, _path);
                if (Task.IsCompleted) _provider.UnregisterTempActor(_path);
            }
            return _path;
        }
    }

    internal void Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(static (self, token) =>
            {
                var future = (FutureActorRef<T>)self;
                if (future._result.TrySetCanceled(token)) future.End();
            }, this);
        if (timeout <= TimeSpan.Zero) return;
        _timeout = timeout;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
            _timer = new Timer(static self => ((FutureActorRef<T>)self).Expire(), this, timeout, Timeout.InfiniteTimeSpan);
        if (Task.IsCompleted) End();
    }

    private void Expire()
    {
        if (_result.TrySetException(new AskTimeoutException($"Timeout after {_timeout.TotalSeconds:0.00} seconds"))) End();
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        bool first;
        switch (message)
        {
            case Status.Failure failure when typeof(T) == typeof(object) || message is not T:
                first = _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
                break;
            case ISystemMessage:
                first = _result.TrySetException(new InvalidOperationException($"system message of type '{message.GetType().Name}' is invalid as a reply"));
                break;
            case null:
                first = _result.TrySetResult(default);
                break;
            case T reply:
                first = _result.TrySetResult(reply);
                break;
            default:
                _result.TrySetException(new ArgumentException(
                    $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
                first = false;
                break;
        }
        End();
        if (!first && !Task.IsCanceled && message is not null) _provider.DeadLetters.Tell(message, this);
    }

    private void End()
    {
        _timer?.Dispose();
        _registration.Unregister();
        if (_path is not null) _provider.UnregisterTempActor(_path);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification death)
            TellInternal(new Terminated(death.Actor, death.ExistenceConfirmed, death.AddressTerminated), death.Actor);
    }

    public override bool Equals(IActorRef other) => ReferenceEquals(this, other);
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
