using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Catalog;

/// <summary>A table, active or dropped, with its indexes. Immutable: DDL makes a new one.</summary>
internal sealed class TableDefinition
{
    public TableDefinition(QldbId id, string name, bool isActive, ReadOnlyMemory<byte> tags, ImmutableArray<IndexDefinition> indexes)
    {
        Id = id;
        Name = name;
        IsActive = isActive;
        Tags = tags;
        Indexes = indexes;
        UserView = new CatalogTable(this, TableView.User);
        CommittedView = new CatalogTable(this, TableView.Committed);
        HistoryView = new CatalogTable(this, TableView.History);
    }

    public QldbId Id { get; }

    public string Name { get; }

    public bool IsActive { get; }

    public ReadOnlyMemory<byte> Tags { get; }

    public ImmutableArray<IndexDefinition> Indexes { get; }

    public CatalogTable UserView { get; }

    public CatalogTable CommittedView { get; }

    public CatalogTable HistoryView { get; }

    public static TableDefinition Of(StoredTable table)
        => new(table.TableId, table.Name, table.IsActive, table.Tags, [.. table.Indexes.Select(index => new IndexDefinition(index.IndexId, index.Field, IsBuilt: true))]);

    public StoredTable ToStored() => new(Id, Name, IsActive, Tags, [.. Indexes.Select(index => new StoredIndex(index.Id, index.Field))]);

    public TableDefinition WithActive(bool isActive) => new(Id, Name, isActive, Tags, Indexes);

    public TableDefinition WithIndexes(IEnumerable<IndexDefinition> indexes) => new(Id, Name, IsActive, Tags, [.. indexes]);

    /// <summary>The table's row in <c>information_schema.user_tables</c>.</summary>
    public IonElement ToRow() => IonElement.Parse(ToIonBinary(withTags: false));

    /// <summary>The table's document in the catalog, which its system revisions hash: the row, and the tags where there are any.</summary>
    public byte[] ToDocument() => ToIonBinary(withTags: true);

    private byte[] ToIonBinary(bool withTags) => ScratchWriter.Write((this, withTags), static (writer, state) => state.Item1.WriteTo(writer, state.withTags));

    private void WriteTo(IonBinaryWriter writer, bool withTags)
    {
        writer.StepIn(IonType.Struct);
        WriteString(writer, "tableId", Id.ToString());
        WriteString(writer, "name", Name);
        writer.WriteFieldName("indexes");
        writer.StepIn(IonType.List);
        foreach (var index in Indexes)
        {
            writer.StepIn(IonType.Struct);
            WriteString(writer, "indexId", index.Id.ToString());
            WriteString(writer, "expr", $"[{index.Field}]");
            WriteString(writer, "status", "ONLINE");
            writer.StepOut();
        }

        writer.StepOut();
        WriteString(writer, "status", IsActive ? "ACTIVE" : "INACTIVE");
        if (withTags && !Tags.IsEmpty)
        {
            writer.WriteFieldName("tags");
            writer.WriteElement(IonElement.Parse(Tags));
        }

        writer.StepOut();
    }

    private static void WriteString(IonBinaryWriter writer, string field, string value)
    {
        writer.WriteFieldName(field);
        writer.WriteString(value);
    }
}
