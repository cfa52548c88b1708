namespace Qldb.Ledger.Sqlite.Tests;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("qldb-sqlite-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public SqliteLedgerStoreOptions Ledger(string name = "ledger") => new() { Path = File(name + ".db") };

    /// <summary>For tests in which nothing depends on flushes, which take most of the time of a test that opens a ledger hundreds of times.</summary>
    public SqliteLedgerStoreOptions UnflushedLedger(string name = "ledger") => new() { Path = File(name + ".db"), Durability = SqliteDurability.Off };

    /// <summary>Copies what the death of its process would leave of an open ledger: the database file and the log as they are.</summary>
    public SqliteLedgerStoreOptions CopyOfOpenLedger(string path, string name = "copy")
    {
        var copy = Ledger(name);
        System.IO.File.Copy(path, copy.Path, overwrite: true);
        System.IO.File.Copy(path + "-wal", copy.Path + "-wal", overwrite: true);
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
