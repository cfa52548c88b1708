namespace Amazon.IonDotnet.Internals;

/// <summary>The symbols of a datagram behind those of the system.</summary>
internal sealed class LocalSymbolTable : ISymbolTable
{
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, int> _sids = [];

    public string Name => null;

    public int Version => 0;

    public bool IsLocal => true;

    public bool IsShared => false;

    public bool IsSubstitute => false;

    public bool IsSystem => false;

    public bool IsReadOnly { get; private set; }

    public string IonVersionId => SystemSymbols.Ion10;

    public int MaxId => SystemSymbols.Ion10MaxId + _texts.Count;

    public void MakeReadOnly() => IsReadOnly = true;

    public ISymbolTable GetSystemTable() => SystemSymbolTable.Instance;

    public IReadOnlyList<ISymbolTable> GetImportedTables() => [];

    public int GetImportedMaxId() => SystemSymbols.Ion10MaxId;

    public SymbolToken Intern(string text)
    {
        var known = Find(text);
        if (known != SymbolToken.None)
            return known;
        if (IsReadOnly)
            throw new InvalidOperationException($"The symbol table is read-only, and has no symbol '{text}'");
        _texts.Add(text);
        _sids.Add(text, MaxId);
        return new SymbolToken(text, MaxId);
    }

    public SymbolToken Find(string text)
    {
        var sid = FindSymbolId(text);
        return sid == SymbolToken.UnknownSid ? SymbolToken.None : new SymbolToken(text, sid);
    }

    public int FindSymbolId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _sids.TryGetValue(text, out var sid) ? sid : SystemSymbolTable.Instance.FindSymbolId(text);
    }

    public string FindKnownSymbol(int sid)
    {
        if (sid <= SystemSymbols.Ion10MaxId)
            return SystemSymbolTable.Instance.FindKnownSymbol(sid);
        return sid <= MaxId ? _texts[sid - SystemSymbols.Ion10MaxId - 1] : null;
    }

    public IEnumerable<string> GetDeclaredSymbolNames() => _texts;

    public void WriteTo(IIonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.AddTypeAnnotation(SystemSymbols.IonSymbolTable);
        writer.StepIn(IonType.Struct);
        writer.SetFieldName(SystemSymbols.Symbols);
        writer.StepIn(IonType.List);
        foreach (var text in _texts)
            writer.WriteString(text);
        writer.StepOut();
        writer.StepOut();
    }
}
