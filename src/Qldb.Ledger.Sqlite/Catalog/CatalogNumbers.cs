using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;
using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Catalog;

/// <summary>The short numbers that stand for the ids of tables and indexes in every row. The writer adds to them, readers look them up meanwhile.</summary>
internal sealed class CatalogNumbers
{
    private readonly ConcurrentDictionary<QldbId, long> _tables = [];
    private readonly ConcurrentDictionary<long, QldbId> _tableIds = [];
    private readonly ConcurrentDictionary<QldbId, long> _indexes = [];

    public static CatalogNumbers Load(Database database)
    {
        var numbers = new CatalogNumbers();
        using var tables = database.Prepare("SELECT table_no, table_id FROM ledger_table");
        while (tables.Read())
        {
            numbers.AddTable(tables.GetId(1), tables.GetInt64(0));
        }

        using var indexes = database.Prepare("SELECT index_no, index_id FROM ledger_index");
        while (indexes.Read())
        {
            numbers.AddIndex(indexes.GetId(1), indexes.GetInt64(0));
        }

        return numbers;
    }

    public bool TryGetTable(QldbId tableId, out long tableNo) => _tables.TryGetValue(tableId, out tableNo);

    public bool TryGetTableId(long tableNo, [NotNullWhen(true)] out QldbId tableId) => _tableIds.TryGetValue(tableNo, out tableId);

    public bool TryGetIndex(QldbId indexId, out long indexNo) => _indexes.TryGetValue(indexId, out indexNo);

    public void AddTable(QldbId tableId, long tableNo)
    {
        _tableIds[tableNo] = tableId;
        _tables[tableId] = tableNo;
    }

    public void AddIndex(QldbId indexId, long indexNo) => _indexes[indexId] = indexNo;

    public void RemoveIndex(QldbId indexId) => _indexes.TryRemove(indexId, out _);
}
