using Microsoft.Data.Sqlite;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>
/// One connection to one file, used by one thread at a time. It goes to SQLite directly: commands of ADO.NET take twice the time, make garbage, and wait
/// for locks in their own way, for whole seconds. Every failure is a <see cref="StoreException"/> that names the file.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly HashSet<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    private Database(string path, sqlite3 handle)
    {
        Path = path;
        _handle = handle;
    }

    public string Path { get; }

    /// <summary>Gets whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Gets how many rows the last statement inserted, changed or deleted.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Opens a file for reading and writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether to make one when there is none.</param>
    /// <param name="busyTimeout">How long to wait for the locks of others.</param>
    /// <remarks>Without SQLite's own mutex, which ADO.NET cannot leave out: it would be taken at every parameter and every column.</remarks>
    public static Database Open(string path, bool create, TimeSpan busyTimeout)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(path, handle);
        try
        {
            database.Check(result);
            database.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Runs one or more statements whose rows nobody wants.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Reads the first column of the first row, which must exist, as a number.</summary>
    public long QueryInt64(string sql) => Query(sql, row => row.GetInt64(0));

    /// <summary>Reads the first column of the first row, which must exist, as text.</summary>
    public string QueryText(string sql) => Query(sql, row => row.GetString(0));

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
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

        _handle.Dispose();
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
        var extended = raw.sqlite3_extended_errcode(_handle);
        var message = raw.sqlite3_errmsg(_handle).utf8_to_string();
        return StoreFailure.Of(Path, new SqliteException(message, resultCode & 0xFF, extended));
    }

    private T Query<T>(string sql, Func<Statement, T> read)
    {
        using var statement = Prepare(sql);
        return statement.Read() ? read(statement) : throw StoreFailure.Damaged(Path, $"'{sql}' gave no row");
    }
}
