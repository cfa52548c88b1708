namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>What one query fetches of a longer sequence: so many rows, or so many bytes, and where to go on.</summary>
internal sealed class Chunk<TPosition, TRow>(TPosition start, int rowsMax)
{
    private const int BytesMax = 1024 * 1024;

    private readonly TPosition _start = start;
    private readonly List<TRow> _rows = [];
    private int _passedCount;
    private long _bytes;
    private bool _isClosed;

    public TPosition Position { get; private set; } = start;

    public IReadOnlyList<TRow> Rows => _rows;

    /// <summary>Gets whether another row fits. A query that ended while there was room has reached the end of the sequence.</summary>
    public bool HasRoom => !_isClosed && _passedCount < rowsMax && _bytes < BytesMax;

    public void Add(TPosition position, TRow row, int sizeBytes)
    {
        Pass(position);
        _rows.Add(row);
        _bytes += sizeBytes;
    }

    /// <summary>Forgets what was fetched, for another query of the same stretch.</summary>
    public void StartOver()
    {
        _rows.Clear();
        Position = _start;
        _passedCount = 0;
        _bytes = 0;
        _isClosed = false;
    }

    /// <summary>Lets the chunk be full with the next row: the sequence goes on in another.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Goes past a row that is not wanted.</summary>
    public void Pass(TPosition position)
    {
        Position = position;
        _passedCount++;
    }
}
