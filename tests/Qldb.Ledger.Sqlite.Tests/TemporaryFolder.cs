namespace Qldb.Ledger.Sqlite.Tests;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("qldb-sqlite-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public SqliteLedgerStoreOptions Ledger(string name = "ledger") => new() { Path = File(name + ".db") };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
