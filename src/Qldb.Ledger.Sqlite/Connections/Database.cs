using Microsoft.Data.Sqlite;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>
/// One connection to one file. Commands that run once go through ADO.NET, commands that run per commit or per read through a prepared
/// <see cref="Statement"/>, which is twice as fast and allocates nothing. Every failure is a <see cref="StoreException"/> that names the file.
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
    public void Execute(string sql) => Query(sql, command => command.ExecuteNonQuery());

    /// <summary>Runs one statement and returns the first column of its first row, which must exist.</summary>
    public T Scalar<T>(string sql) => Query(sql, command => command.ExecuteScalar()) switch
    {
        T value => value,
        var other => throw StoreFailure.Damaged(Path, $"'{sql}' gave {other ?? "nothing"}"),
    };

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

    private T Query<T>(string sql, Func<SqliteCommand, T> run)
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            return run(command);
        }
        catch (SqliteException e)
        {
            throw StoreFailure.Of(Path, e);
        }
    }
}
