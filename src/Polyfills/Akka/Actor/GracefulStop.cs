using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>True once the target has stopped, false when it has not in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var watch = TerminationWatch.Start((IInternalActorRef)target);
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await watch.Terminated.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            watch.Unwatch();
            return false;
        }
    }
}

public static class WatchAsyncSupport
{
    /// <summary>True once the target has stopped, false when the token was cancelled before.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        if (target is not IInternalActorRef internalTarget)
            throw new InvalidOperationException($"{target} is not an IInternalActorRef and cannot be death-watched");
        var watch = TerminationWatch.Start(internalTarget);
        try
        {
            await watch.Terminated.WaitAsync(token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            watch.Unwatch();
            return false;
        }
    }
}

/// <summary>Watches one actor from outside of any actor.</summary>
internal sealed class TerminationWatch : MinimalActorRef
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IInternalActorRef _target;

    private TerminationWatch(IInternalActorRef target)
    {
        _target = target;
        Path = target.Provider.TempPath();
    }

    public static TerminationWatch Start(IInternalActorRef target)
    {
        var watch = new TerminationWatch(target);
        target.SendSystemMessage(new Watch(target, watch));
        return watch;
    }

    public Task Terminated => _terminated.Task;
    public override ActorPath Path { get; }
    public override IActorRefProvider Provider => _target.Provider;

    public void Unwatch() => _target.SendSystemMessage(new Unwatch(_target, this));

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification) _terminated.TrySetResult();
    }
}
