namespace Qldb.Actors;

/// <summary>What can be done with any result.</summary>
public static class CursorExtensions
{
    /// <summary>Reads all remaining rows of a typed result, so that they outlive the transaction.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="cursor">The result.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ResultClosedException">The transaction is over, or the cursor disposed.</exception>
    /// <exception cref="InvalidOperationException">The rows have been read already.</exception>
    /// <exception cref="ArgumentException">The cursor is not one of this driver's.</exception>
    public static async Task<BufferedCursor<T>> BufferAsync<T>(this ICursor<T> cursor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return cursor switch
        {
            BufferedCursor<T> buffered => buffered,
            IBufferable streaming when await streaming.BufferForReturnAsync(cancellationToken).ConfigureAwait(false) is BufferedCursor<T> buffered => buffered,
            _ => throw new ArgumentException($"A {cursor.GetType()} is not a result of this driver.", nameof(cursor)),
        };
    }
}
