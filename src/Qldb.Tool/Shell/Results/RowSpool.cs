using System.Buffers.Binary;
using Qldb.Ion;

namespace Qldb.Tool.Shell.Results;

/// <summary>
/// The rows of one statement until its transaction has been committed: in memory while they are few, in a file while they are many. So nothing is shown that a
/// retry would show again, and whoever reads slowly does not keep a transaction open.
/// </summary>
internal sealed class RowSpool : IDisposable
{
    private const int MemoryMax = 4 * 1024 * 1024;
    private const int PrefixSize = 4;

    private Stream _rows = new MemoryStream();

    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> row)
    {
        if (_rows is MemoryStream && _rows.Length + row.Length > MemoryMax)
        {
            MoveToFile();
        }

        Span<byte> prefix = stackalloc byte[PrefixSize];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, row.Length);
        _rows.Write(prefix);
        _rows.Write(row);
        Count++;
    }

    /// <summary>Forgets the rows of an attempt that is tried again.</summary>
    public void Clear()
    {
        _rows.SetLength(0);
        Count = 0;
    }

    /// <summary>Reads the rows from the first to the last, one in memory at a time.</summary>
    public IEnumerable<IonElement> Read()
    {
        var prefix = new byte[PrefixSize];
        _rows.Position = 0;
        for (var i = 0L; i < Count; i++)
        {
            _rows.ReadExactly(prefix);
            var row = new byte[BinaryPrimitives.ReadInt32LittleEndian(prefix)];
            _rows.ReadExactly(row);
            yield return IonElement.Parse(row);
        }
    }

    public void Dispose() => _rows.Dispose();

    private void MoveToFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 64 * 1024, Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), "qldb-" + Path.GetRandomFileName()), options);
        _rows.Position = 0;
        _rows.CopyTo(file);
        _rows.Dispose();
        _rows = file;
    }
}
