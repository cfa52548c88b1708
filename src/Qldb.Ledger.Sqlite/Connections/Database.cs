using Microsoft.Data.Sqlite;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>
/// One connection to one file. ADO.NET opens it; statements go to SQLite directly, because commands of ADO.NET take twice the time, make garbage, and
/// wait for locks in their own way, for whole seconds. Every failure is a <see cref="StoreException"/> that names the file.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly HashSet<Statement> _statements = [];

    private Database(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    public string Path { get; }

    private sqlite3 Handle => _connection.Handle ?? throw new ObjectDisposedException(nameof(Database));

    /// <summary>Gets whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Gets how many rows the last statement inserted, changed or deleted.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    public static Database Open(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        var database = new Database(path, connection);
        try
        {
            connection.Open();
            database.Execute(FormattableString.Invariant($"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}"));
            return database;
        }
        catch (SqliteException e)
        {
            database.Dispose();
            throw StoreFailure.Of(path, e);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs one or more statements whose rows nobody wants.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>Reads the first column of the first row, which must exist, as a number.</summary>
    public long QueryInt64(string sql) => Query(sql, row => row.GetInt64(0));

    /// <summary>Reads the first column of the first row, which must exist, as text.</summary>
    public string QueryText(string sql) => Query(sql, row => row.GetString(0));

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Ends an open transaction without a trace. Also after errors by which SQLite has ended it already.</summary>
    public void RollBack()
    {
        if (InTransaction)
        {
            Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    internal void Forget(Statement statement) => _statements.Remove(statement);

    internal void Check(int resultCode)
    {
        if (resultCode is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Failure(resultCode);
        }
    }

    internal StoreException Failure(int resultCode)
    {
        var extended = raw.sqlite3_extended_errcode(Handle);
        var message = raw.sqlite3_errmsg(Handle).utf8_to_string();
        return StoreFailure.Of(Path, new SqliteException(message, resultCode & 0xFF, extended));
    }

    private T Query<T>(string sql, Func<Statement, T> read)
    {
        using var statement = Prepare(sql);
        return statement.Read() ? read(statement) : throw StoreFailure.Damaged(Path, $"'{sql}' gave no row");
    }
}
