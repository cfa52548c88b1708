using System.Runtime.CompilerServices;

namespace Qldb.Ion;

/// <summary>Messages of one length class that wait until enough of them are there to be hashed side by side.</summary>
internal sealed class HashBatch(int blocks)
{
    private readonly byte[] _padded = new byte[Sha256Lanes.MaxMessages * blocks * Sha256Lanes.BlockSize];
    private readonly int[] _slots = new int[Sha256Lanes.MaxMessages];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Takes a message whose hash goes to a slot, at the latest when the batch is flushed.</summary>
    public void Add(ReadOnlySpan<byte> message, int slot, Span<Digest> slots)
    {
        var target = _padded.AsSpan(_count * blocks * Sha256Lanes.BlockSize, blocks * Sha256Lanes.BlockSize);
        Sha256Lanes.CopyPadded(message, target);
        _slots[_count++] = slot;
        if (_count == Sha256Lanes.MaxMessages)
            Flush(slots);
    }

    [SkipLocalsInit]
    public void Flush(Span<Digest> slots)
    {
        if (_count == 0)
            return;
        Span<Digest> digests = stackalloc Digest[Sha256Lanes.MaxMessages];
        Sha256Lanes.Hash(_padded, blocks, digests[.._count]);
        for (var i = 0; i < _count; i++)
            slots[_slots[i]] = digests[i];
        _count = 0;
    }
}
