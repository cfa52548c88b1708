using Qldb.Ledger.Server;
using Qldb.Ledger.Sqlite;
using Qldb.Ledger.Storage;

namespace Qldb.Benchmarks.Server;

/// <summary>SQLite files in the folder of the run.</summary>
internal sealed class BenchmarkLedgerFolder(string folder) : ILedgerFolder
{
    public IReadOnlyList<string> List() => [];

    public ILedgerStore Open(string name) => throw new StoreException($"There is no ledger '{name}' here.");

    public ILedgerStore Create(string name) => SqliteLedgerStore.Create(new() { Path = Path.Combine(folder, name + ".qldb") }, name);

    public void Delete(string name) => File.Delete(Path.Combine(folder, name + ".qldb"));

    public LedgerSettings ReadSettings(string name) => new();

    public void WriteSettings(string name, LedgerSettings settings)
    {
    }
}
