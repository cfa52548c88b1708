using System.Buffers.Binary;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>
/// A prepared statement with typed parameters and columns. Parameters count from 1, columns from 0, as in SQLite. Ids are stored as 16 bytes that
/// sort like their characters, hashes as 32 bytes, empty hashes and empty blobs as NULL.
/// </summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int IdSize = 16;

    /// <summary>SQLITE_STMTSTATUS_REPREPARE of sqlite3.h, which the binding does not name.</summary>
    private const int ReplanCounter = 5;

    public int ParameterCount => raw.sqlite3_bind_parameter_count(handle);

    /// <summary>How often SQLite had to plan the statement again.</summary>
    public int ReplanCount => raw.sqlite3_stmt_status(handle, ReplanCounter, resetFlg: 0);

    private sqlite3_stmt Handle => handle;

    public Statement Bind(int parameter, long value) => Checked(raw.sqlite3_bind_int64(handle, parameter, value));

    public Statement Bind(int parameter, string value) => Checked(raw.sqlite3_bind_text(handle, parameter, value));

    public Statement Bind(int parameter, ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_blob(handle, parameter, value));

    public Statement Bind(int parameter, QldbId value)
    {
        Span<byte> bytes = stackalloc byte[IdSize];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], value.Low);
        return Bind(parameter, bytes);
    }

    public Statement Bind(int parameter, QldbHash value)
    {
        if (value.IsEmpty)
        {
            return Bind(parameter, []);
        }

        Span<byte> bytes = stackalloc byte[QldbHash.Size];
        value.CopyTo(bytes);
        return Bind(parameter, bytes);
    }

    public Statement BindEmptyBlob(int parameter) => Checked(raw.sqlite3_bind_zeroblob(handle, parameter, 0));

    /// <summary>Starts the statement. It holds a read transaction until what this returns is disposed.</summary>
    public Execution Start() => new(this);

    /// <summary>Runs a statement that returns no rows, or none that matter.</summary>
    public void Run()
    {
        using var execution = Start();
        Read();
    }

    /// <summary>Steps to the next row, if there is one.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(handle);
        return result is raw.SQLITE_ROW or raw.SQLITE_DONE ? result == raw.SQLITE_ROW : throw database.Failure(result);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(handle, column);

    public string GetString(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Reads a blob; empty for NULL. Valid until the next step.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(handle, column);

    public QldbId GetId(int column)
    {
        var bytes = GetBytes(column);
        return bytes.Length == IdSize
            ? new QldbId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
            : throw Damaged($"an id has {bytes.Length} bytes");
    }

    public QldbHash GetHash(int column)
    {
        var bytes = GetBytes(column);
        return bytes.Length is 0 or QldbHash.Size
            ? new QldbHash(bytes)
            : throw Damaged($"a hash has {bytes.Length} bytes");
    }

    /// <summary>What to throw when what was read cannot have been written.</summary>
    public StoreException Damaged(string finding) => StoreFailure.Damaged(database.Path, finding);

    public void Dispose()
    {
        handle.Dispose();
        database.Forget(this);
    }

    /// <summary>One run of a statement, ended by disposing. A statement that failed repeats its error when it is reset, which is not news.</summary>
    public readonly ref struct Execution(Statement statement)
    {
        public void Dispose() => _ = raw.sqlite3_reset(statement.Handle);
    }

    private Statement Checked(int resultCode)
    {
        database.Check(resultCode);
        return this;
    }
}
