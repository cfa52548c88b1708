namespace Qldb.Actors;

/// <summary>Makes the body of <see cref="PoolProtocol.ExecuteTransaction"/> from typed functions.</summary>
public static class TransactionBody
{
    /// <summary>Wraps a function with a result. A streaming result that it returns is buffered before the commit.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>The body.</returns>
    public static Func<TransactionExecutor, Task<object?>> Returning<T>(Func<TransactionExecutor, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return async executor =>
        {
            var result = await (work(executor) ?? throw NoTask()).ConfigureAwait(false);
            if (result is not IBufferable streaming)
                return result;
            var buffered = await streaming.BufferForReturnAsync(executor.CancellationToken).ConfigureAwait(false);
            return buffered is T
                ? buffered
                : throw new InvalidOperationException($"The body returns a {typeof(T)}, whose rows end with the transaction. Return it as ICursor, or buffer it and return a {buffered.GetType()}.");
        };
    }

    /// <summary>Wraps a function without result.</summary>
    /// <param name="work">The work.</param>
    /// <returns>The body; its result is null.</returns>
    public static Func<TransactionExecutor, Task<object?>> Of(Func<TransactionExecutor, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return async executor =>
        {
            await (work(executor) ?? throw NoTask()).ConfigureAwait(false);
            return null;
        };
    }

    private static InvalidOperationException NoTask() => new("The body of the transaction returned null in place of a task.");
}
