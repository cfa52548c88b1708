using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>DDL. Each statement reads the whole catalog, since names and limits concern all of it: DDL of two transactions never overlaps.</summary>
internal sealed partial class StatementContext
{
    public QldbId CreateTable(string name, IonElement tags)
    {
        Read(ConflictKey.Catalog);
        if (_transaction.Catalog.FindActive(name) is not null)
        {
            throw PartiQLException.TableExists(name);
        }

        ThrowIfTooManyActiveTables();
        if (_transaction.Catalog.Tables.Length >= Limits.Tables)
        {
            throw Limit($"Exceeded tables limit: Ledger has {_transaction.Catalog.Tables.Length} total tables, and cannot create another.");
        }

        var table = new TableDefinition(Engine.Ids.Next(), name, isActive: true, tags.IsUndefined ? default : tags.ToBinary(), []);
        return Define(table);
    }

    /// <summary>Its documents stay, those that this transaction has changed included.</summary>
    public QldbId DropTable(ITable table) => Define(Current(table).WithActive(false));

    public QldbId UndropTable(string tableId)
    {
        Read(ConflictKey.Catalog);
        if (!QldbId.TryParse(tableId, out var id) || _transaction.Catalog.Find(id) is not { IsActive: false } definition)
        {
            throw new PartiQLException(PartiQLStage.Semantic, $"No inactive table with id: {tableId}");
        }

        if (_transaction.Catalog.FindActive(definition.Name) is not null)
        {
            throw PartiQLException.TableExists(definition.Name);
        }

        ThrowIfTooManyActiveTables();
        return Define(definition.WithActive(true));
    }

    public QldbId CreateIndex(ITable table, string field)
    {
        var definition = Current(table);
        if (field.Length > Limits.FieldNameLength)
        {
            throw Limit($"Exceeded field name limit: the name of an indexed field can have {Limits.FieldNameLength} characters, and this one has {field.Length}.");
        }

        if (definition.Indexes.Any(index => index.Field == field))
        {
            throw new PartiQLException(PartiQLStage.Semantic, $"Index on {definition.Name}([{field}]) already exists");
        }

        if (definition.Indexes.Length >= Limits.IndexesPerTable)
        {
            throw Limit($"Exceeded indexes limit: Table {definition.Name} has {definition.Indexes.Length} indexes, and cannot create another.");
        }

        return Define(definition.WithIndexes(definition.Indexes.Add(new IndexDefinition(Engine.Ids.Next(), field, IsBuilt: false))));
    }

    public QldbId DropIndex(ITable table, string indexId)
    {
        var definition = Current(table);
        var remaining = definition.Indexes.RemoveAll(index => index.Id.ToString() == indexId);
        return remaining.Length < definition.Indexes.Length
            ? Define(definition.WithIndexes(remaining))
            : throw new PartiQLException(PartiQLStage.Semantic, $"Table {definition.Name} has no index with id: {indexId}");
    }

    private void ThrowIfTooManyActiveTables()
    {
        if (_transaction.Catalog.ActiveTableCount >= Limits.ActiveTables)
        {
            throw Limit($"Exceeded active tables limit: Ledger has {_transaction.Catalog.ActiveTableCount} active tables, and cannot have another.");
        }
    }

    private TableDefinition Current(ITable table)
    {
        Read(ConflictKey.Catalog);
        return _transaction.Catalog.Find(table.TableId) is { IsActive: true } definition
            ? definition
            : throw new PartiQLException(PartiQLStage.Semantic, $"Table {table.Name} is not active.");
    }

    private QldbId Define(TableDefinition table)
    {
        _transaction.Catalog = _transaction.Catalog.With(table);
        _writeCount++;
        return table.Id;
    }
}
