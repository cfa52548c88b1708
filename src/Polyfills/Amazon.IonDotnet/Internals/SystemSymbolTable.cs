namespace Amazon.IonDotnet.Internals;

/// <summary>The symbols of Ion 1.0.</summary>
internal sealed class SystemSymbolTable : ISymbolTable
{
    public static readonly SystemSymbolTable Instance = new();

    private static readonly string[] Texts =
    [
        SystemSymbols.Ion, SystemSymbols.Ion10, SystemSymbols.IonSymbolTable, SystemSymbols.Name, SystemSymbols.Version,
        SystemSymbols.Imports, SystemSymbols.Symbols, SystemSymbols.MaxId, SystemSymbols.IonSharedSymbolTable,
    ];

    private SystemSymbolTable()
    {
    }

    public string Name => SystemSymbols.Ion;

    public int Version => 1;

    public bool IsLocal => false;

    public bool IsShared => true;

    public bool IsSubstitute => false;

    public bool IsSystem => true;

    public bool IsReadOnly => true;

    public string IonVersionId => SystemSymbols.Ion10;

    public int MaxId => Texts.Length;

    public void MakeReadOnly()
    {
        // It is.
    }

    public ISymbolTable GetSystemTable() => this;

    public IReadOnlyList<ISymbolTable> GetImportedTables() => [];

    public int GetImportedMaxId() => 0;

    public SymbolToken Intern(string text)
    {
        var known = Find(text);
        return known != SymbolToken.None ? known : throw new InvalidOperationException($"The system symbol table has no symbol '{text}'");
    }

    public SymbolToken Find(string text)
    {
        var sid = FindSymbolId(text);
        return sid == SymbolToken.UnknownSid ? SymbolToken.None : new SymbolToken(text, sid);
    }

    public int FindSymbolId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var index = Array.IndexOf(Texts, text);
        return index < 0 ? SymbolToken.UnknownSid : index + 1;
    }

    public string FindKnownSymbol(int sid) => sid >= 1 && sid <= Texts.Length ? Texts[sid - 1] : null;

    public IEnumerable<string> GetDeclaredSymbolNames() => Texts;

    public void WriteTo(IIonWriter writer) => throw new InvalidOperationException("The system symbol table is part of Ion and is never written");
}
