namespace Qldb.Actors;

/// <summary>The result of a statement.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
/// <remarks>
/// A streaming result can be read once, while its transaction is open; pages are fetched as reading goes on. A result that a transaction's
/// body returns is buffered before the commit. Not for use by several threads at a time.
/// </remarks>
public interface ICursor<out T> : IAsyncEnumerable<T>, IAsyncDisposable
{
    /// <summary>Gets the transaction that the rows were read in.</summary>
    string TransactionId { get; }

    /// <summary>Gets whether the rows can no longer be read.</summary>
    bool IsClosed { get; }

    /// <summary>Gets what the pages read so far cost.</summary>
    /// <returns>The sum, or null if the service did not tell.</returns>
    IOUsage? GetConsumedIOs();

    /// <summary>Gets how long the pages read so far took the service.</summary>
    /// <returns>The sum, or null if the service did not tell.</returns>
    TimingInformation? GetTimingInformation();
}
