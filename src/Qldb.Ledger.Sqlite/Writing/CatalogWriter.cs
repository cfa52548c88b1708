using Qldb.Ion;
using Qldb.Ledger.Sqlite.Catalog;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Writing;

/// <summary>Writes the states of tables and numbers the ids of tables and indexes.</summary>
internal sealed class CatalogWriter(Database database, CatalogNumbers numbers)
{
    private readonly Statement _addTable = database.Prepare("INSERT INTO ledger_table (table_id) VALUES (?1) RETURNING table_no");
    private readonly Statement _updateTable = database.Prepare("UPDATE ledger_table SET name = ?2, is_active = ?3, tags = ?4 WHERE table_no = ?1");
    private readonly Statement _addIndex = database.Prepare("INSERT INTO ledger_index (index_id, table_no) VALUES (?1, ?2) RETURNING index_no");
    private readonly Statement _updateIndex = database.Prepare("UPDATE ledger_index SET position = ?2, field = ?3 WHERE index_no = ?1");
    private readonly Statement _indexesOfTable = database.Prepare("SELECT index_no, index_id FROM ledger_index WHERE table_no = ?1");
    private readonly Statement[] _dropIndex =
    [
        database.Prepare("DELETE FROM index_entry WHERE index_no = ?1"),
        database.Prepare("DELETE FROM past_index_entry WHERE index_no = ?1"),
        database.Prepare("DELETE FROM ledger_index WHERE index_no = ?1"),
    ];

    public void Write(StoredTable table)
    {
        var tableNo = NumberOfTable(table.TableId);
        _updateTable.Bind(1, tableNo).Bind(2, table.Name).Bind(3, table.IsActive ? 1 : 0).Bind(4, table.Tags.Span).Run();
        DropIndexes(tableNo, [.. table.Indexes.Select(index => index.IndexId)]);
        for (var position = 0; position < table.Indexes.Count; position++)
        {
            var index = table.Indexes[position];
            _updateIndex.Bind(1, NumberOfIndex(table.TableId, index.IndexId)).Bind(2, position).Bind(3, index.Field).Run();
        }
    }

    public long NumberOfTable(QldbId tableId)
    {
        if (!numbers.TryGetTable(tableId, out var tableNo))
        {
            tableNo = Insert(_addTable.Bind(1, tableId));
            numbers.AddTable(tableId, tableNo);
        }

        return tableNo;
    }

    public long NumberOfIndex(QldbId tableId, QldbId indexId)
    {
        if (!numbers.TryGetIndex(indexId, out var indexNo))
        {
            indexNo = Insert(_addIndex.Bind(1, indexId).Bind(2, NumberOfTable(tableId)));
            numbers.AddIndex(indexId, indexNo);
        }

        return indexNo;
    }

    private void DropIndexes(long tableNo, HashSet<QldbId> kept)
    {
        var dropped = new List<(long IndexNo, QldbId IndexId)>();
        using (_indexesOfTable.Bind(1, tableNo).Start())
        {
            while (_indexesOfTable.Read())
            {
                dropped.Add((_indexesOfTable.GetInt64(0), _indexesOfTable.GetId(1)));
            }
        }

        foreach (var (indexNo, indexId) in dropped.Where(index => !kept.Contains(index.IndexId)))
        {
            numbers.RemoveIndex(indexId);
            Array.ForEach(_dropIndex, delete => delete.Bind(1, indexNo).Run());
        }
    }

    private static long Insert(Statement statement)
    {
        using var execution = statement.Start();
        statement.Read();
        return statement.GetInt64(0);
    }
}
