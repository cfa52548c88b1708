using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>What the medium and SQLite give to the simplest program that writes as many bytes: the bounds that the store is held against.</summary>
internal static class RawBounds
{
    private const int PageSize = 4096;

    /// <summary>4 KB written and flushed, again and again over a file that exists.</summary>
    public static double FlushesPerSecond(string folder, int count)
    {
        var path = Path.Combine(folder, "raw");
        var page = new byte[PageSize];
        using var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        for (var i = 0; i < 256; i++)
        {
            RandomAccess.Write(file, page, i * PageSize);
        }

        RandomAccess.FlushToDisk(file);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            RandomAccess.Write(file, page, i % 256 * PageSize);
            RandomAccess.FlushToDisk(file);
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>A ledger-shaped commit in plain SQL: 1 KB block, 400 B current state, 400 B history, each under a growing integer key.</summary>
    public static double LedgerShapedPerSecond(string folder, int group, int count, string synchronous)
    {
        var path = NewFile(folder, "shaped.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; CREATE TABLE block (k INTEGER PRIMARY KEY, v BLOB); CREATE TABLE current (k INTEGER PRIMARY KEY, v BLOB); CREATE TABLE history (k INTEGER PRIMARY KEY, v BLOB)");
        using var begin = Prepare(connection, "BEGIN IMMEDIATE");
        using var commit = Prepare(connection, "COMMIT");
        using var block = Prepare(connection, "INSERT INTO block VALUES (?, ?)");
        using var current = Prepare(connection, "INSERT INTO current VALUES (?, ?)");
        using var history = Prepare(connection, "INSERT INTO history VALUES (?, ?)");
        var large = new byte[1024];
        var small = new byte[400];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i += group)
        {
            Step(begin);
            for (var key = i; key < i + group; key++)
            {
                Insert(block, key, large);
                Insert(current, key, small);
                Insert(history, key, small);
            }

            Step(commit);
        }

        return count / clock.Elapsed.TotalSeconds;
    }

    public static string NewFile(string folder, string name)
    {
        foreach (var file in Directory.GetFiles(folder, name + "*"))
        {
            File.Delete(file);
        }

        return Path.Combine(folder, name);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static sqlite3_stmt Prepare(SqliteConnection connection, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement), connection.Handle);
        return statement;
    }

    private static void Insert(sqlite3_stmt statement, long key, byte[] value)
    {
        raw.sqlite3_bind_int64(statement, 1, key);
        raw.sqlite3_bind_blob(statement, 2, value);
        Step(statement);
    }

    private static void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException("The bound's own SQL failed.");
        }

        raw.sqlite3_reset(statement);
    }
}
