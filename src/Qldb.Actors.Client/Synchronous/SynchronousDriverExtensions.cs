namespace Qldb.Actors.Client;

/// <summary>The driver for code that cannot await: the same transactions, with the calling thread waiting for their end.</summary>
/// <remarks>
/// Prefer the asynchronous methods where you can: each call here holds its own thread, and the body one of the thread pool. Nothing continues on
/// the caller's synchronization context, so a user interface's thread may call, and waits. Exceptions are those of <see cref="IQldbDriver"/>.
/// </remarks>
public static class SynchronousDriverExtensions
{
    /// <summary>Runs work in a transaction, commits it and returns its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="driver">The driver.</param>
    /// <param name="work">The body. May run more than once, on a thread of the thread pool.</param>
    /// <param name="options">Deviations from the driver's options for this call; null for none.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    /// <returns>What the body returned.</returns>
    public static T Execute<T>(
        this IQldbDriver driver, Func<SynchronousTransaction, T> work, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(work);
        return driver.ExecuteAsync(executor => Task.FromResult(work(new SynchronousTransaction(executor))), options ?? new(), cancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>Runs work in a transaction and commits it.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="work">The body. May run more than once, on a thread of the thread pool.</param>
    /// <param name="options">Deviations from the driver's options for this call; null for none.</param>
    /// <param name="cancellationToken">Leaves the queue or aborts the transaction.</param>
    public static void Execute(
        this IQldbDriver driver, Action<SynchronousTransaction> work, ExecuteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(work);
        var running = driver.ExecuteAsync(
            executor =>
            {
                work(new SynchronousTransaction(executor));
                return Task.CompletedTask;
            },
            options ?? new(),
            cancellationToken);
        running.GetAwaiter().GetResult();
    }

    /// <summary>Runs one statement as a transaction of its own.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="statement">PartiQL, with <c>?</c> for each parameter.</param>
    /// <param name="parameters">An <c>IIonValue</c>, an <c>IonElement</c>, or any object that the serializer of the options knows.</param>
    /// <returns>The rows.</returns>
    public static BufferedCursor ExecuteStatement(this IQldbDriver driver, string statement, params object?[] parameters)
    {
        ArgumentNullException.ThrowIfNull(driver);
        return driver.ExecuteStatementAsync(statement, parameters).GetAwaiter().GetResult();
    }

    /// <summary>Lists the ledger's active tables.</summary>
    /// <param name="driver">The driver.</param>
    /// <returns>Their names.</returns>
    public static IReadOnlyList<string> ListTableNames(this IQldbDriver driver)
    {
        ArgumentNullException.ThrowIfNull(driver);
        return driver.ListTableNamesAsync().GetAwaiter().GetResult();
    }
}
