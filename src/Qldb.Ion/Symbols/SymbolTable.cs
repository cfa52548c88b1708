using System.Text;

namespace Qldb.Ion;

/// <summary>Which text a symbol id stands for. Immutable, shared between threads and between documents.</summary>
internal class SymbolTable
{
    public static readonly SymbolTable System = new([], []);

    private static int _made;

    private readonly string?[] _locals;
    private readonly ImportedSymbols[] _imports;
    private readonly long _firstLocal;

    // System and local symbols in one array when nothing is imported, the common case.
    private readonly string?[]? _flat;
    private readonly byte[]?[] _hashForms;

    public SymbolTable(ImportedSymbols[] imports, string?[] locals)
    {
        _imports = imports;
        _locals = locals;
        _firstLocal = imports.Length == 0 ? SystemSymbols.LastId + 1 : imports[^1].FirstId + imports[^1].MaxId;
        MaxId = _firstLocal + locals.Length - 1;
        _flat = imports.Length == 0 ? [.. SystemSymbols.Texts, .. locals] : null;
        _hashForms = new byte[]?[SystemSymbols.LastId + 1 + locals.Length];
    }

    public long MaxId { get; }

    /// <summary>Counts the tables of the process.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    public ReadOnlySpan<ImportedSymbols> Imports => _imports;

    public ReadOnlySpan<string?> Locals => _locals;

    /// <summary>The text, or null where it is unknown: <c>$0</c>, a hole, or an id out of a shared table.</summary>
    public string? TextOf(long id)
    {
        if (_flat is { } flat)
            return flat[id];
        if (id >= _firstLocal)
            return _locals[id - _firstLocal];
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

    /// <summary>What a symbol contributes to an Ion hash: begin marker, type, escaped text, end marker. Made once for each symbol.</summary>
    public virtual ReadOnlySpan<byte> HashFormOf(long id, int offset)
    {
        var index = id <= SystemSymbols.LastId ? id : id - _firstLocal + SystemSymbols.LastId + 1;
        if (index <= SystemSymbols.LastId && id > SystemSymbols.LastId)
            throw new IonFormatException($"The text of symbol ${id} is unknown, so it has no Ion hash", offset);
        return _hashForms[index] ??= MakeHashForm(TextOf(id));
    }

    protected static byte[] MakeHashForm(string? text)
    {
        if (text is null)
            return [HashMarkers.Begin, HashMarkers.UnknownSymbol, HashMarkers.End];
        var form = new byte[Encoding.UTF8.GetByteCount(text) + 3];
        Encoding.UTF8.GetBytes(text, form.AsSpan(2));
        (form[0], form[1], form[^1]) = (HashMarkers.Begin, HashMarkers.Symbol, HashMarkers.End);
        return form.AsSpan(2..^1).ContainsAny(HashMarkers.Begin, HashMarkers.Escape, HashMarkers.End) ? Escape(form) : form;
    }

    private static byte[] Escape(byte[] form)
    {
        var escaped = new List<byte>(form.Length + 4) { form[0], form[1] };
        foreach (var b in form.AsSpan(2..^1))
        {
            if (b is HashMarkers.Begin or HashMarkers.Escape or HashMarkers.End)
                escaped.Add(HashMarkers.Escape);
            escaped.Add(b);
        }

        escaped.Add(form[^1]);
        return [.. escaped];
    }
}
