using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Catalog;

/// <summary>Reads the catalog as a whole.</summary>
internal static class CatalogReader
{
    public static List<StoredTable> Load(Database database)
    {
        // One transaction: both queries must see the same catalog.
        database.Execute("BEGIN");
        try
        {
            var indexes = LoadIndexes(database);
            var tables = new List<StoredTable>();
            using var statement = database.Prepare("SELECT table_no, table_id, name, is_active, tags FROM ledger_table WHERE name IS NOT NULL ORDER BY table_no");
            while (statement.Read())
            {
                tables.Add(new StoredTable(
                    statement.GetId(1), statement.GetString(2), statement.GetInt64(3) != 0, statement.GetBytes(4).ToArray(), [.. indexes[statement.GetInt64(0)]]));
            }

            return tables;
        }
        finally
        {
            database.RollBack();
        }
    }

    private static ILookup<long, StoredIndex> LoadIndexes(Database database)
    {
        var indexes = new List<(long TableNo, StoredIndex Index)>();
        using var statement = database.Prepare("SELECT table_no, index_id, field FROM ledger_index WHERE field IS NOT NULL ORDER BY table_no, position");
        while (statement.Read())
        {
            indexes.Add((statement.GetInt64(0), new StoredIndex(statement.GetId(1), statement.GetString(2))));
        }

        return indexes.ToLookup(entry => entry.TableNo, entry => entry.Index);
    }
}
