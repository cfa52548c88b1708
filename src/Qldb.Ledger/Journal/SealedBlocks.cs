using System.Buffers;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>Blocks that are ready to be written, in memory that serves the next ones when these are.</summary>
internal sealed class SealedBlocks
{
    // What a group of unusually large blocks took is not worth keeping.
    private const int KeptBytes = 1024 * 1024;

    private ArrayBufferWriter<byte> _contents = new(4 * 1024);

    public List<BlockWrite> Writes { get; } = [];

    /// <summary>Copies the content of a block, until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> content)
    {
        var start = _contents.WrittenCount;
        _contents.Write(content);
        return _contents.WrittenMemory[start..];
    }

    public void Clear()
    {
        Writes.Clear();
        if (_contents.Capacity > KeptBytes)
        {
            _contents = new ArrayBufferWriter<byte>();
        }
        else
        {
            _contents.ResetWrittenCount();
        }
    }
}
