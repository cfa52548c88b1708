using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Catalog;

/// <summary>All tables at one moment: as committed, or as one transaction with DDL of its own sees them. Immutable.</summary>
internal sealed class LedgerCatalog : ICatalog
{
    /// <summary>The prefix of a committed view's name.</summary>
    public const string CommittedPrefix = "_ql_committed_";

    private readonly Dictionary<string, TableDefinition> _activeByName = new(StringComparer.Ordinal);
    private readonly Dictionary<QldbId, TableDefinition> _byId = [];

    private LedgerCatalog(ImmutableArray<TableDefinition> tables, long version)
    {
        Tables = tables;
        Version = version;
        foreach (var table in tables)
        {
            _byId.Add(table.Id, table);
            if (table.IsActive)
            {
                _activeByName.Add(table.Name, table);
            }
        }
    }

    /// <summary>1 and more for a committed catalog, 1 more with each committed change; 0 for one that a transaction has changed.</summary>
    public long Version { get; }

    /// <summary>Every table ever created, in order of creation.</summary>
    public ImmutableArray<TableDefinition> Tables { get; }

    public int ActiveTableCount => _activeByName.Count;

    public static LedgerCatalog Load(ILedgerStore store) => new([.. store.LoadCatalog().Select(TableDefinition.Of)], version: 1);

    public ITable? FindTable(string name)
    {
        if (_activeByName.TryGetValue(name, out var table))
        {
            return table.UserView;
        }

        return name.StartsWith(CommittedPrefix, StringComparison.Ordinal) && _activeByName.TryGetValue(name[CommittedPrefix.Length..], out table)
            ? table.CommittedView
            : null;
    }

    public ITable? FindSystemTable(string schema, string name)
        => schema == UserTables.SchemaName && name == UserTables.TableName ? UserTables.Instance : null;

    public ITable? FindHistory(string nameOrId, bool isId)
    {
        if (!isId)
        {
            return FindActive(nameOrId)?.HistoryView;
        }

        return QldbId.TryParse(nameOrId, out var id) ? Find(id)?.HistoryView : null;
    }

    public TableDefinition? Find(QldbId tableId) => _byId.GetValueOrDefault(tableId);

    public TableDefinition? FindActive(string name) => _activeByName.GetValueOrDefault(name);

    /// <summary>This catalog with one table added or replaced, as only the changing transaction sees it.</summary>
    public LedgerCatalog With(TableDefinition table) => new(Replace(table), version: 0);

    /// <summary>The next committed catalog, with the tables as a transaction left them.</summary>
    public LedgerCatalog Commit(IReadOnlyList<StoredTable> changes)
        => new(changes.Aggregate(this, (catalog, table) => catalog.With(TableDefinition.Of(table))).Tables, Version + 1);

    private ImmutableArray<TableDefinition> Replace(TableDefinition table)
    {
        for (var i = 0; i < Tables.Length; i++)
        {
            if (Tables[i].Id == table.Id)
            {
                return Tables.SetItem(i, table);
            }
        }

        return Tables.Add(table);
    }
}
