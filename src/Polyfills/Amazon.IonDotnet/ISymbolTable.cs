namespace Amazon.IonDotnet;

/// <summary>Symbols and their numbers.</summary>
public interface ISymbolTable
{
    string Name { get; }

    int Version { get; }

    bool IsLocal { get; }

    bool IsShared { get; }

    bool IsSubstitute { get; }

    bool IsSystem { get; }

    bool IsReadOnly { get; }

    string IonVersionId { get; }

    int MaxId { get; }

    void MakeReadOnly();

    ISymbolTable GetSystemTable();

    IReadOnlyList<ISymbolTable> GetImportedTables();

    int GetImportedMaxId();

    /// <summary>Finds a symbol, and adds it where it is missing.</summary>
    SymbolToken Intern(string text);

    /// <summary>Finds a symbol; the default token where it is missing.</summary>
    SymbolToken Find(string text);

    /// <summary>Finds the number of a symbol; <see cref="SymbolToken.UnknownSid"/> where it is missing.</summary>
    int FindSymbolId(string text);

    /// <summary>Finds the text of a number; null where it is missing.</summary>
    string FindKnownSymbol(int sid);

    void WriteTo(IIonWriter writer);

    IEnumerable<string> GetDeclaredSymbolNames();
}
