using Microsoft.Data.Sqlite;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>
/// The right to use a ledger file, held by one store in one process. It is SQLite's own write lock on a small database beside the file, so it works
/// wherever SQLite does, and the operating system takes it back when the process dies, however it dies. Others cannot take it but can read who holds it.
/// </summary>
internal sealed class StoreOwnership : IDisposable
{
    private readonly Database _lock;

    private StoreOwnership(Database @lock) => _lock = @lock;

    /// <summary>Takes the file, or says who has it.</summary>
    public static StoreOwnership Take(string ledgerPath)
    {
        Database? database = null;
        try
        {
            // A short wait: another process that is itself just taking or refusing the file holds the lock for moments only.
            database = Database.Open(ledgerPath + "-owner", create: true, TimeSpan.FromMilliseconds(200));
            database.Execute("BEGIN IMMEDIATE");
            database.Execute(FormattableString.Invariant($"""
                CREATE TABLE IF NOT EXISTS owner (id INTEGER PRIMARY KEY CHECK (id = 1), process_id INTEGER NOT NULL, machine TEXT NOT NULL, since TEXT NOT NULL);
                REPLACE INTO owner VALUES (1, {Environment.ProcessId}, '{Environment.MachineName.Replace("'", "''", StringComparison.Ordinal)}', datetime('now'));
                COMMIT;
                BEGIN IMMEDIATE;
                """));
            return new StoreOwnership(database);
        }
        catch (StoreException e) when (e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY })
        {
            var holder = database is null ? "another process" : DescribeHolder(database);
            database?.Dispose();
            throw new StoreException(
                $"The ledger file '{ledgerPath}' is in use by {holder}. A ledger is open in one place at a time: close it there, or connect to that process.", e);
        }
        catch (StoreException e)
        {
            database?.Dispose();
            throw new StoreException(
                $"The ledger file '{ledgerPath}' cannot be taken, for the lock beside it failed. {e.Message} The lock holds no data: if it is damaged, delete it while no process uses the ledger.", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string DescribeHolder(Database database)
    {
        try
        {
            var processId = database.QueryInt64("SELECT process_id FROM owner");
            return processId == Environment.ProcessId
                ? "another store of this process"
                : $"process {processId} on {database.QueryText("SELECT machine || ' since ' || since || ' UTC' FROM owner")}";
        }
        catch (StoreException)
        {
            // The holder is between its two transactions, or took the lock before it could leave its name.
            return "another process";
        }
    }
}
