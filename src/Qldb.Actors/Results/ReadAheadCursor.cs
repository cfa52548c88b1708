using Amazon.IonDotnet.Tree;

namespace Qldb.Actors;

/// <summary>A result whose pages are fetched ahead of the reader, as many as <see cref="PoolSettings.ReadAhead"/> says.</summary>
public sealed class ReadAheadCursor : Cursor<IIonValue>, ICursor, IBufferable
{
    internal ReadAheadCursor(PageReader pages)
        : base(pages)
    {
    }

    /// <inheritdoc />
    public async Task<BufferedCursor> BufferAsync(CancellationToken cancellationToken = default) =>
        new(await ReadAllAsync(cancellationToken).ConfigureAwait(false), this, Serializer);

    /// <inheritdoc />
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadIonBinaryAsync(CancellationToken cancellationToken = default) =>
        ReadRowsAsync(static row => row, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<TRow> ReadAsync<TRow>(CancellationToken cancellationToken = default) =>
        ReadRowsAsync(Serializer.Deserialize<TRow>, cancellationToken);

    async Task<object> IBufferable.BufferForReturnAsync(CancellationToken cancellationToken) => await BufferAsync(cancellationToken).ConfigureAwait(false);

    private protected override IIonValue Convert(ReadOnlyMemory<byte> row) => IonValueConversion.FromIonBinary(row);
}
