namespace Qldb.Ion;

/// <summary>
/// Which member a field belongs to: the one of that very name, else one of that name in other case. Documents of one kind share a symbol
/// table, so the answer is remembered by symbol id for tables that are met again, and a field then costs one look into an array.
/// </summary>
internal sealed class MemberNames
{
    public const int None = -1;

    private const int RememberedTables = 16;
    private const int LargestTable = 4096;

    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly KnownIds?[] _tables = new KnownIds?[RememberedTables];
    private SymbolTable? _metOnce;

    public MemberNames(Type type, ObjectMember[] members)
    {
        foreach (var member in members)
        {
            if (!_exact.TryAdd(member.Name, member.Index))
                throw new IonMappingException($"{TypeName.Of(type)} has two properties named '{member.Name}' in Ion");
            _anyCase.TryAdd(member.Name, member.Index);
        }
    }

    /// <summary>What is known of a symbol table: by symbol id the member's index + 2, 1 for no member, 0 for not known. Empty for a table that is new.</summary>
    public Span<short> KnownIn(SymbolTable symbols)
    {
        ref var slot = ref _tables[symbols.Number % RememberedTables];
        return slot is { } known && known.Table == symbols ? known.Members : Remember(symbols, ref slot);
    }

    public int MemberOf(long nameId, SymbolTable symbols, Span<short> known)
    {
        if ((ulong)nameId >= (ulong)known.Length)
            return Find(symbols.TextOf(nameId));
        ref var member = ref known[(int)nameId];
        if (member == 0)
            member = (short)(Find(symbols.TextOf(nameId)) + 2);
        return member - 2;
    }

    /// <summary>A table met once may never come again; one met twice is worth an array.</summary>
    private Span<short> Remember(SymbolTable symbols, ref KnownIds? slot)
    {
        if (symbols.MaxId > LargestTable || _exact.Count > short.MaxValue - 2)
            return [];
        if (_metOnce != symbols)
        {
            _metOnce = symbols;
            return [];
        }

        var known = new KnownIds(symbols, new short[symbols.MaxId + 1]);
        Volatile.Write(ref slot, known);
        return known.Members;
    }

    private int Find(string? name) =>
        name is not null && (_exact.TryGetValue(name, out var member) || _anyCase.TryGetValue(name, out member)) ? member : None;

    // Threads may fill in the same entries at the same time, all with the same values.
    private sealed record KnownIds(SymbolTable Table, short[] Members);
}
