namespace Qldb.Actors;

/// <summary>A streaming result whose rows are objects.</summary>
internal sealed class TypedCursor<T>(PageReader pages, Func<ReadOnlyMemory<byte>, T> deserialize) : Cursor<T>(pages), IBufferable
{
    public async Task<BufferedCursor<T>> BufferAsync(CancellationToken cancellationToken) =>
        new(await ReadAllAsync(cancellationToken).ConfigureAwait(false), this, deserialize);

    async Task<object> IBufferable.BufferForReturnAsync(CancellationToken cancellationToken) => await BufferAsync(cancellationToken).ConfigureAwait(false);

    private protected override T Convert(ReadOnlyMemory<byte> row) => deserialize(row);
}
