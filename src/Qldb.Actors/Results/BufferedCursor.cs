using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Amazon.IonDotnet.Tree;

namespace Qldb.Actors;

/// <summary>A buffered result whose rows are Ion values, objects or Ion binary, as one likes.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "A cursor first, a list second.")]
public sealed class BufferedCursor : BufferedCursor<IIonValue>, ICursor
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _rows;
    private readonly IIonSerializer _serializer;

    internal BufferedCursor(IReadOnlyList<ReadOnlyMemory<byte>> rows, Cursor<IIonValue> source, IIonSerializer serializer)
        : base(rows, source, IonValueConversion.FromIonBinary)
    {
        _rows = rows;
        _serializer = serializer;
    }

    /// <summary>Shows the rows as objects, made by the serializer of the driver.</summary>
    /// <typeparam name="TRow">The type of a row.</typeparam>
    /// <returns>The same rows.</returns>
    public BufferedCursor<TRow> As<TRow>() => new(_rows, TransactionId, GetConsumedIOs(), GetTimingInformation(), _serializer.Deserialize<TRow>);

    /// <inheritdoc />
    public Task<BufferedCursor> BufferAsync(CancellationToken cancellationToken = default) => Task.FromResult(this);

    /// <inheritdoc />
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadIonBinaryAsync(CancellationToken cancellationToken = default) =>
        ReadRowsAsync(static row => row, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<TRow> ReadAsync<TRow>(CancellationToken cancellationToken = default) =>
        ReadRowsAsync(_serializer.Deserialize<TRow>, cancellationToken);

    private async IAsyncEnumerable<TRow> ReadRowsAsync<TRow>(
        Func<ReadOnlyMemory<byte>, TRow> convert, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in _rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return IonValueConversion.Convert(convert, row);
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }
}
