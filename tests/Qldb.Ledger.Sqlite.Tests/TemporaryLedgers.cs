namespace Qldb.Ledger.Sqlite.Tests;

/// <summary>Ledger files in a folder that goes with the test.</summary>
internal static class TemporaryLedgers
{
    public static SqliteLedgerStoreOptions Ledger(this TemporaryFolder folder, string name = "ledger") => new() { Path = folder.File(name + ".db") };

    /// <summary>For tests in which nothing depends on flushes, which take most of the time of a test that opens a ledger hundreds of times.</summary>
    public static SqliteLedgerStoreOptions UnflushedLedger(this TemporaryFolder folder, string name = "ledger")
        => new() { Path = folder.File(name + ".db"), Durability = SqliteDurability.Off };

    /// <summary>Copies what the death of its process would leave of an open ledger: the database file and the log as they are.</summary>
    public static SqliteLedgerStoreOptions CopyOfOpenLedger(this TemporaryFolder folder, string path, string name = "copy")
    {
        var copy = folder.Ledger(name);
        File.Copy(path, copy.Path, overwrite: true);
        File.Copy(path + "-wal", copy.Path + "-wal", overwrite: true);
        return copy;
    }
}
