using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Qldb.Ion;

/// <summary>
/// Documents of one kind begin with the same symbol table, byte for byte. This remembers the tables met lately, so that reading the next
/// such document makes nothing new. Bounded: 512 tables of at most 4 KiB; a newer table takes an older one's place.
/// </summary>
internal static class SymbolTableCache
{
    private const int Slots = 512;
    private const int MaxBytes = 4096;
    private static readonly Entry?[] Entries = new Entry?[Slots];

    /// <summary>The table that a declaration made on top of the system table, if it is remembered.</summary>
    public static bool TryGet(ReadOnlySpan<byte> declaration, SymbolTable current, [NotNullWhen(true)] out SymbolTable? table)
    {
        table = null;
        if (!IsCacheable(declaration, current))
            return false;
        var entry = Volatile.Read(ref Entries[Hash(declaration) % Slots]);
        if (entry is not null && declaration.SequenceEqual(entry.Declaration))
            table = entry.Table;
        return table is not null;
    }

    public static void Add(ReadOnlySpan<byte> declaration, SymbolTable current, SymbolTable table)
    {
        if (IsCacheable(declaration, current))
            Volatile.Write(ref Entries[Hash(declaration) % Slots], new Entry(declaration.ToArray(), table));
    }

    private static bool IsCacheable(ReadOnlySpan<byte> declaration, SymbolTable current) =>
        current == SymbolTable.System && declaration.Length <= MaxBytes;

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = (BitOperations.RotateLeft(hash, 23) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 0xC2B2AE3D27D4EB4F;
        foreach (var b in bytes)
            hash = (hash ^ b) * 0x100000001B3;
        return (uint)(hash >> 32);
    }

    private sealed record Entry(byte[] Declaration, SymbolTable Table);
}
