namespace Qldb.Ion;

/// <summary>Hands out symbol ids in the order of first use; reusable.</summary>
internal sealed class WriterSymbols
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly List<string?> _texts = [];
    private List<(int Id, ImportLocation Location)>? _imported;

    public WriterSymbols() => _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of each local symbol, from id 10; null where a symbol of a shared table stands in.</summary>
    public List<string?> Texts => _texts;

    /// <summary>Symbols of unknown text; their ids are provisional, see <see cref="ImportResolution"/>.</summary>
    public IReadOnlyList<(int Id, ImportLocation Location)> Imported => _imported ?? [];

    public int IdOf(string text)
    {
        if (_ids.TryGetValue(text, out var id))
            return id;
        id = SystemSymbols.Find(text);
        return id != 0 ? id : Add(text);
    }

    public int IdOf(ReadOnlySpan<char> text)
    {
        if (_idsBySpan.TryGetValue(text, out var id))
            return id;
        id = SystemSymbols.Find(text);
        return id != 0 ? id : Add(text.ToString());
    }

    public int IdOf(ImportLocation location)
    {
        _imported ??= [];
        foreach (var (known, place) in _imported)
        {
            if (place == location)
                return known;
        }

        var id = AddText(null);
        _imported.Add((id, location));
        return id;
    }

    public void Clear()
    {
        _ids.Clear();
        _texts.Clear();
        _imported = null;
    }

    private int Add(string text)
    {
        Unicode.RequireWellFormed(text);
        var id = AddText(text);
        _ids.Add(text, id);
        return id;
    }

    private int AddText(string? text)
    {
        if (_texts.Count == IonLimits.MaxLocalSymbols)
            throw new IonLimitException($"A document has at most {IonLimits.MaxLocalSymbols} different symbols");
        _texts.Add(text);
        return SystemSymbols.LastId + _texts.Count;
    }
}
