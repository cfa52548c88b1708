namespace Qldb.Ion;

/// <summary>Which text a symbol id stands for. Immutable, shared between threads and between documents.</summary>
internal class SymbolTable
{
    public static readonly SymbolTable System = new([], []);

    private static readonly byte[] UnknownHashForm = [HashMarkers.Begin, HashMarkers.UnknownSymbol, HashMarkers.End];

    private static int _made;

    private readonly Symbol?[] _locals;
    private readonly ImportedSymbols[] _imports;
    private readonly long _firstLocal;

    // System and local symbols in one array when nothing is imported, the common case.
    private readonly string?[]? _flat;

    public SymbolTable(ImportedSymbols[] imports, Symbol?[] locals)
    {
        _imports = imports;
        _locals = locals;
        _firstLocal = imports.Length == 0 ? SystemSymbols.LastId + 1 : imports[^1].FirstId + imports[^1].MaxId;
        MaxId = _firstLocal + locals.Length - 1;
        if (imports.Length == 0)
            _flat = Flatten(locals);
    }

    public long MaxId { get; }

    /// <summary>Counts the tables of the process.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    public ReadOnlySpan<ImportedSymbols> Imports => _imports;

    public ReadOnlySpan<Symbol?> Locals => _locals;

    /// <summary>The text, or null where it is unknown: <c>$0</c>, a hole, or an id out of a shared table.</summary>
    public string? TextOf(long id)
    {
        if (_flat is { } flat)
            return flat[id];
        if (id >= _firstLocal)
            return _locals[id - _firstLocal]?.Text;
        return id <= SystemSymbols.LastId ? SystemSymbols.Texts[id] : null;
    }

    /// <summary>Where a symbol of unknown text comes from; null for <c>$0</c> and for holes, which are the same as <c>$0</c>.</summary>
    public ImportLocation? ImportOf(long id)
    {
        if (id <= SystemSymbols.LastId || id >= _firstLocal)
            return null;
        foreach (var import in _imports)
        {
            if (id < import.FirstId + import.MaxId)
                return new ImportLocation(import.Name, import.Version, import.MaxId, id - import.FirstId + 1);
        }

        return null;
    }

    /// <summary>What a symbol contributes to an Ion hash.</summary>
    public virtual ReadOnlySpan<byte> HashFormOf(long id, int offset)
    {
        if (id >= _firstLocal)
            return _locals[id - _firstLocal]?.HashForm ?? UnknownHashForm;
        if (id > SystemSymbols.LastId)
            throw new IonFormatException($"The text of symbol ${id} is unknown, so it has no Ion hash", offset);
        return SystemSymbols.Forms[id]?.HashForm ?? UnknownHashForm;
    }

    private static string?[] Flatten(Symbol?[] locals)
    {
        var flat = new string?[SystemSymbols.LastId + 1 + locals.Length];
        SystemSymbols.Texts.CopyTo(flat, 0);
        for (var i = 0; i < locals.Length; i++)
            flat[SystemSymbols.LastId + 1 + i] = locals[i]?.Text;
        return flat;
    }
}
