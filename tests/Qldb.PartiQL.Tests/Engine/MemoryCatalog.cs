using System.Collections.Immutable;

namespace Qldb.PartiQL.Tests.Engine;

internal sealed class MemoryCatalog(MemoryTransaction transaction) : ICatalog
{
    private const string CommittedPrefix = "_ql_committed_";

    private readonly MemoryLedger ledger = transaction.Ledger;

    public long Version => transaction.HasChangedCatalog ? 0 : ledger.CatalogVersion;

    public ITable? FindTable(string name)
    {
        var isCommitted = name.StartsWith(CommittedPrefix, StringComparison.Ordinal);
        var table = ledger.FindActive(isCommitted ? name[CommittedPrefix.Length..] : name);
        return table is null ? null : new MemoryView(table, isCommitted ? TableView.Committed : TableView.User);
    }

    public ITable? FindSystemTable(string schema, string name) =>
        schema == "information_schema" && name == "user_tables" ? new MemorySystemView() : null;

    public ITable? FindHistory(string nameOrId, bool isId)
    {
        var table = isId ? ledger.Tables.Find(table => table.Id.ToString() == nameOrId) : ledger.FindActive(nameOrId);
        return table is null ? null : new MemoryView(table, TableView.History);
    }
}

internal sealed class MemoryView : ITable
{
    public MemoryView(MemoryTable table, TableView view)
    {
        Table = table;
        View = view;
        Lookups = [.. LookupsOf(table, view)];
    }

    public MemoryTable Table { get; }

    public string Name => Table.Name;

    public Ion.QldbId TableId => Table.Id;

    public bool IsWritable => View == TableView.User;

    public TableView View { get; }

    public IReadOnlyList<LookupPath> Lookups { get; }

    private static IEnumerable<LookupPath> LookupsOf(MemoryTable table, TableView view)
    {
        ImmutableArray<string> idPath = view == TableView.User ? [] : ["metadata", "id"];
        yield return new LookupPath(idPath, LookupKind.DocumentId, default);
        if (view == TableView.History)
        {
            yield break;
        }

        foreach (var index in table.Indexes)
        {
            ImmutableArray<string> path = view == TableView.User ? [index.Field] : ["data", index.Field];
            yield return new LookupPath(path, LookupKind.Index, index.Id);
        }
    }
}

internal sealed class MemorySystemView : ITable
{
    public string Name => "information_schema.user_tables";

    public Ion.QldbId TableId => default;

    public bool IsWritable => false;

    public TableView View => TableView.System;

    public IReadOnlyList<LookupPath> Lookups => [];
}
