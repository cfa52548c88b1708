using System.Buffers.Binary;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>A quick hash for the tables of this library, which are bounded: who makes texts that collide makes them slower, no more.</summary>
internal static class BytesHash
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        if (bytes.Length < 8)
            return Finish(Mix(hash, ReadShort(bytes)));

        // The last word may overlap with the one before.
        var last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]);
        for (; bytes.Length > 8; bytes = bytes[8..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        return Finish(Mix(hash, last));
    }

    private static ulong ReadShort(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        foreach (var b in bytes)
            word = word << 8 | b;
        return word;
    }

    private static ulong Mix(ulong hash, ulong word) => (BitOperations.RotateLeft(hash, 23) ^ word) * 0xC2B2AE3D27D4EB4F;

    private static uint Finish(ulong hash) => (uint)(hash >> 32);
}
