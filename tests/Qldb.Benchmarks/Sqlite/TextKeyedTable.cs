using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>The peer of a read by index: 500 B under a text key of 22 characters, read through ADO.NET.</summary>
internal static class TextKeyedTable
{
    public static SqliteConnection Create(string folder, int count)
    {
        var connection = new SqliteConnection($"Data Source={RawBounds.NewFile(folder, "text.db")};Pooling=False");
        connection.Open();
        RawBounds.Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-8192; CREATE TABLE t (k TEXT PRIMARY KEY, v BLOB)");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t VALUES ($k, $v)";
        var key = insert.Parameters.Add("$k", SqliteType.Text);
        insert.Parameters.AddWithValue("$v", new byte[500]);
        for (var i = 0; i < count; i++)
        {
            key.Value = Key(i);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return connection;
    }

    public static SqliteCommand PrepareRead(SqliteConnection connection, out SqliteParameter key)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT v FROM t WHERE k = $k";
        key = command.Parameters.Add("$k", SqliteType.Text);
        command.Prepare();
        return command;
    }

    public static byte[] Read(SqliteCommand command, SqliteParameter key, int number)
    {
        key.Value = Key(number);
        using var rows = command.ExecuteReader();
        return rows.Read() ? rows.GetFieldValue<byte[]>(0) : throw new InvalidOperationException($"Row {number} is missing.");
    }

    private static string Key(int number) => (number * 2_654_435_761L % 1_000_000_007).ToString("D22", CultureInfo.InvariantCulture);
}
