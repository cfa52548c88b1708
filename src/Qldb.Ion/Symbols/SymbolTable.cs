namespace Qldb.Ion;

/// <summary>Which text a symbol id stands for. Immutable, shared between threads and between documents.</summary>
internal class SymbolTable
{
    public static readonly SymbolTable System = OfWritten([.. SystemSymbols.Forms], writtenLength: 0);

    private const int FirstLocal = SystemSymbols.LastId + 1;

    private static readonly byte[] UnknownHashForm = [HashMarkers.Begin, HashMarkers.UnknownSymbol, HashMarkers.End];

    private static int _made;

    private readonly ImportedSymbols[] _imports;

    // The system's symbols, then the local ones. The ids of the imported ones, which have no text, come in between.
    private readonly Symbol?[] _symbols;
    private readonly long _importedIds;

    public SymbolTable(ImportedSymbols[] imports, ReadOnlySpan<Symbol?> locals)
        : this([.. SystemSymbols.Forms, .. locals], imports)
    {
    }

    private SymbolTable(Symbol?[] symbols, ImportedSymbols[] imports)
    {
        _symbols = symbols;
        _imports = imports;
        _importedIds = imports.Length == 0 ? 0 : imports[^1].FirstId + imports[^1].MaxId - FirstLocal;
        MaxId = symbols.Length + _importedIds - 1;
    }

    public long MaxId { get; }

    /// <summary>Counts the tables of the process.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    public ReadOnlySpan<ImportedSymbols> Imports => _imports;

    public ReadOnlySpan<Symbol?> Locals => _symbols.AsSpan(FirstLocal);

    /// <summary>The length of the declaration that made the table, if it is the one that a writer makes; 0 for no table, negative where it is another.</summary>
    public int WrittenLength { get; private init; } = -1;

    /// <summary>A table of nothing but symbols that all have a text, each once.</summary>
    /// <param name="symbols">The system's, then the local ones.</param>
    /// <param name="writtenLength">See <see cref="WrittenLength"/>.</param>
    public static SymbolTable OfWritten(Symbol?[] symbols, int writtenLength) => new(symbols, []) { WrittenLength = writtenLength };

    /// <summary>The text, or null where it is unknown: <c>$0</c>, a hole, or an id out of a shared table.</summary>
    public string? TextOf(long id) => IsImported(id) ? null : SymbolAt(id)?.Text;

    /// <summary>Where a symbol of unknown text comes from; null for <c>$0</c> and for holes, which are the same as <c>$0</c>.</summary>
    public ImportLocation? ImportOf(long id)
    {
        if (!IsImported(id))
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
        if (IsImported(id))
            throw new IonFormatException($"The text of symbol ${id} is unknown, so it has no Ion hash", offset);
        return SymbolAt(id)?.HashForm ?? UnknownHashForm;
    }

    private bool IsImported(long id) => (ulong)(id - FirstLocal) < (ulong)_importedIds;

    private Symbol? SymbolAt(long id) => _symbols[id < FirstLocal ? id : id - _importedIds];
}
