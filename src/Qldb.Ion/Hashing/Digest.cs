using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Qldb.Ion;

/// <summary>32 bytes without an object.</summary>
[InlineArray(32)]
internal struct Digest
{
    private byte _first;

    public Span<byte> AsSpan() => MemoryMarshal.CreateSpan(ref _first, 32);
}
