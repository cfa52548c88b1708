using Qldb.Ion;
using Qldb.PartiQL;

namespace Qldb.Ledger.Catalog;

/// <summary>One view of a table, as statements name it.</summary>
internal sealed class CatalogTable : ITable
{
    public CatalogTable(TableDefinition definition, TableView view)
    {
        Definition = definition;
        View = view;
        Lookups = view switch
        {
            TableView.User => [new LookupPath([], LookupKind.DocumentId, default), .. IndexLookups(definition, [])],
            TableView.Committed => [new LookupPath(["metadata", "id"], LookupKind.DocumentId, default), .. IndexLookups(definition, ["data"])],
            _ => [],
        };
    }

    public TableDefinition Definition { get; }

    public string Name => Definition.Name;

    public QldbId TableId => Definition.Id;

    public bool IsWritable => View == TableView.User;

    public TableView View { get; }

    public IReadOnlyList<LookupPath> Lookups { get; }

    private static IEnumerable<LookupPath> IndexLookups(TableDefinition definition, string[] prefix)
        => from index in definition.Indexes where index.IsBuilt select new LookupPath([.. prefix, index.Field], LookupKind.Index, index.Id);
}
