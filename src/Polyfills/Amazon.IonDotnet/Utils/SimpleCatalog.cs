using System.Collections;

namespace Amazon.IonDotnet.Utils;

/// <summary>A catalog in memory.</summary>
public class SimpleCatalog : IMutableCatalog, IEnumerable<ISymbolTable>
{
    private readonly Dictionary<string, SortedList<int, ISymbolTable>> _tables = [];

    /// <summary>The highest version of a table; null where there is none.</summary>
    public ISymbolTable GetTable(string name) => Versions(name)?.Values[^1];

    /// <summary>That version of a table, else the lowest one above it, else the highest one; null where there is none.</summary>
    public ISymbolTable GetTable(string name, int version)
    {
        if (Versions(name) is not { } versions)
            return null;
        foreach (var (known, table) in versions)
        {
            if (known >= version)
                return table;
        }

        return versions.Values[^1];
    }

    public void PutTable(ISymbolTable sharedTable)
    {
        ArgumentNullException.ThrowIfNull(sharedTable);
        if (!sharedTable.IsShared || sharedTable.IsSystem || sharedTable.IsSubstitute)
            throw new ArgumentException("Only shared symbol tables belong into a catalog", nameof(sharedTable));
        if (!_tables.TryGetValue(sharedTable.Name, out var versions))
            _tables.Add(sharedTable.Name, versions = []);
        versions[sharedTable.Version] = sharedTable;
    }

    public IEnumerator<ISymbolTable> GetEnumerator() => _tables.Values.SelectMany(versions => versions.Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SortedList<int, ISymbolTable> Versions(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _tables.GetValueOrDefault(name);
    }
}
