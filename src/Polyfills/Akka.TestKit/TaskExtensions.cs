namespace Akka.TestKit.Extensions;

public static class TaskExtensions
{
    /// <summary>True when the task ended in time; its failure is thrown.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (timeout == Timeout.InfiniteTimeSpan) throw new ArgumentException("timeout must be finite", nameof(timeout));
        var first = await Task.WhenAny(parentTask, Task.Delay(timeout, cancellationToken)).ConfigureAwait(false);
        if (first != parentTask) return false;
        await parentTask.ConfigureAwait(false);
        return true;
    }

    public static Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        parentTask.WaitAsync(timeout, cancellationToken);
}
