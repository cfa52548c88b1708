using System.Runtime.CompilerServices;

namespace Qldb.Actors;

/// <summary>A result that streams its rows from the service; what the streaming cursors have in common.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
public abstract class Cursor<T> : ICursor<T>
{
    private readonly PageReader _pages;
    private bool _isRead;

    private protected Cursor(PageReader pages) => _pages = pages;

    /// <inheritdoc />
    public string TransactionId => _pages.Transaction.Id;

    /// <inheritdoc />
    public bool IsClosed => _pages.IsClosed || _pages.Transaction.IsClosed;

    private protected IIonSerializer Serializer => _pages.Transaction.Settings.Serializer;

    /// <inheritdoc />
    public IOUsage? GetConsumedIOs() => _pages.ConsumedIOs;

    /// <inheritdoc />
    public TimingInformation? GetTimingInformation() => _pages.Timing;

    /// <summary>Reads the rows, once.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidOperationException">The rows have been read already (found when reading starts).</exception>
    /// <exception cref="ResultClosedException">The transaction is over, or the cursor disposed.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        ReadRowsAsync(Convert, CancellationToken.None).GetAsyncEnumerator(cancellationToken);

    /// <summary>Closes the result. Safe to call more than once.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        _pages.Close();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected abstract T Convert(ReadOnlyMemory<byte> row);

    private protected async IAsyncEnumerable<TRow> ReadRowsAsync<TRow>(
        Func<ReadOnlyMemory<byte>, TRow> convert, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_isRead)
            throw new InvalidOperationException("A streaming result can be read once. Keep its rows with BufferAsync to read them again.");
        _isRead = true;
        do
        {
            for (var i = 0; i < _pages.Page.Count; i++)
            {
                _pages.ThrowIfClosed();
                yield return IonValueConversion.Convert(convert, _pages.Page[i]);
            }
        }
        while (await _pages.NextAsync(cancellationToken).ConfigureAwait(false));
    }

    private protected async Task<List<ReadOnlyMemory<byte>>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ReadOnlyMemory<byte>>(_pages.Page.Count);
        await foreach (var row in ReadRowsAsync(static row => row, cancellationToken).ConfigureAwait(false))
            rows.Add(row);
        return rows;
    }
}
