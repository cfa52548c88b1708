using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Qldb.Actors;

/// <summary>A result whose rows are all here: it outlives its transaction and can be read again and again, by several threads too.</summary>
/// <typeparam name="T">The type of a row. Each row is made when it is first read.</typeparam>
[SuppressMessage("Naming", "CA1710", Justification = "A cursor first, a list second.")]
public class BufferedCursor<T> : ICursor<T>, IReadOnlyList<T>
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _rows;
    private readonly Func<ReadOnlyMemory<byte>, T> _convert;
    private readonly (T Value, bool Made)[] _made;
    private readonly IOUsage? _consumedIOs;
    private readonly TimingInformation? _timing;

    internal BufferedCursor(IReadOnlyList<ReadOnlyMemory<byte>> rows, string transactionId, IOUsage? consumedIOs, TimingInformation? timing, Func<ReadOnlyMemory<byte>, T> convert)
    {
        _rows = rows;
        _convert = convert;
        _made = new (T, bool)[rows.Count];
        _consumedIOs = consumedIOs;
        _timing = timing;
        TransactionId = transactionId;
    }

    internal BufferedCursor(IReadOnlyList<ReadOnlyMemory<byte>> rows, Cursor<T> source, Func<ReadOnlyMemory<byte>, T> convert)
        : this(rows, source.TransactionId, source.GetConsumedIOs(), source.GetTimingInformation(), convert)
    {
    }

    /// <inheritdoc />
    public string TransactionId { get; }

    /// <summary>Gets false: a buffered result stays readable.</summary>
    public bool IsClosed => false;

    /// <summary>Gets how many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Gets the rows as a plain list, for what <see cref="BufferedCursorExtensions"/> lacks: the framework's operators for lists and for asynchronous sequences compete on the cursor itself.</summary>
    public IReadOnlyList<T> Rows => this;

    /// <summary>Gets whether there are no rows.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Gets the row at a position.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            lock (_made)
            {
                if (!_made[index].Made)
                    _made[index] = (IonValueConversion.Convert(_convert, _rows[index]), true);
                return _made[index].Value;
            }
        }
    }

    /// <summary>Gets a row as it came.</summary>
    /// <param name="index">From 0.</param>
    /// <returns>A self-contained Ion binary stream of one value.</returns>
    public ReadOnlyMemory<byte> GetIonBinary(int index) => _rows[index];

    /// <inheritdoc />
    public IOUsage? GetConsumedIOs() => _consumedIOs;

    /// <inheritdoc />
    public TimingInformation? GetTimingInformation() => _timing;

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return this[i];
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Does nothing: there is nothing to let go of.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
