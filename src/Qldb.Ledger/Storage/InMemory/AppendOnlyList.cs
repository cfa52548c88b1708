using System.Numerics;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>A list that one thread appends to while any number read it without a lock. Items never move: they live in chunks that double in size.</summary>
internal sealed class AppendOnlyList<T>
{
    private const int FirstChunkSize = 8;
    private readonly T[]?[] _chunks = new T[]?[40];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public T this[long index]
    {
        get
        {
            var (chunk, offset) = Locate(index);
            return _chunks[chunk]![offset];
        }
    }

    public void Add(T item)
    {
        var (chunk, offset) = Locate(_count);
        var items = _chunks[chunk] ??= new T[FirstChunkSize << chunk];
        items[offset] = item;

        // Published last: a reader that sees the new count sees the item.
        Volatile.Write(ref _count, _count + 1);
    }

    private static (int Chunk, int Offset) Locate(long index)
    {
        var chunk = BitOperations.Log2((ulong)(index / FirstChunkSize) + 1);
        return (chunk, (int)(index - (((1L << chunk) - 1) * FirstChunkSize)));
    }
}
