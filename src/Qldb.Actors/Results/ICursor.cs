using Amazon.IonDotnet.Tree;

namespace Qldb.Actors;

/// <summary>A result whose rows are Ion values. Rows are kept as Ion binary and become values when they are read.</summary>
public interface ICursor : ICursor<IIonValue>
{
    /// <summary>Reads all remaining rows, so that they outlive the transaction.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="ResultClosedException">The transaction is over, or the cursor disposed.</exception>
    /// <exception cref="InvalidOperationException">The rows have been read already.</exception>
    Task<BufferedCursor> BufferAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the rows as they came: each a self-contained Ion binary stream of one value.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows, in place of enumerating the cursor itself.</returns>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadIonBinaryAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the rows as objects, made by the serializer of the driver.</summary>
    /// <typeparam name="TRow">The type of a row.</typeparam>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows, in place of enumerating the cursor itself.</returns>
    IAsyncEnumerable<TRow> ReadAsync<TRow>(CancellationToken cancellationToken = default);
}
