using System.Diagnostics.CodeAnalysis;

namespace Qldb.Ion;

/// <summary>
/// Documents of one kind begin with the same symbol table, byte for byte. This remembers the tables met lately, so that reading the next
/// such document makes nothing new. Bounded: 512 tables of at most 4 KiB; a newer table takes an older one's place, once it is met again:
/// the blocks of a journal have the ids of their documents in their tables, which never come back.
/// </summary>
internal static class SymbolTableCache
{
    private const int Slots = 512;
    private const int MaxBytes = 4096;
    private static readonly Entry?[] Entries = new Entry?[Slots];
    private static readonly uint[] MetOnce = new uint[Slots];

    /// <summary>The table that a declaration made on top of the system table, if it is remembered.</summary>
    public static bool TryGet(ReadOnlySpan<byte> declaration, SymbolTable current, [NotNullWhen(true)] out SymbolTable? table)
    {
        table = null;
        if (!IsCacheable(declaration, current))
            return false;
        var entry = Volatile.Read(ref Entries[BytesHash.Of(declaration) % Slots]);
        if (entry is not null && declaration.SequenceEqual(entry.Declaration))
            table = entry.Table;
        return table is not null;
    }

    public static void Add(ReadOnlySpan<byte> declaration, SymbolTable current, SymbolTable table)
    {
        if (!IsCacheable(declaration, current))
            return;
        var hash = BytesHash.Of(declaration);
        if (Volatile.Read(ref MetOnce[hash % Slots]) == hash)
            Volatile.Write(ref Entries[hash % Slots], new Entry(declaration.ToArray(), table));
        else
            Volatile.Write(ref MetOnce[hash % Slots], hash);
    }

    private static bool IsCacheable(ReadOnlySpan<byte> declaration, SymbolTable current) =>
        current == SymbolTable.System && declaration.Length <= MaxBytes;

    private sealed record Entry(byte[] Declaration, SymbolTable Table);
}
