using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Ledger.Server;

/// <summary>Ledgers that live as long as the process: for tests, and for trying things out.</summary>
public sealed class InMemoryLedgerFolder : ILedgerFolder
{
    private readonly Dictionary<string, LedgerSettings> _settings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<string> List() => [];

    /// <inheritdoc/>
    public ILedgerStore Open(string name) => throw new StoreException($"Ledger '{name}' was in memory, and is gone with the process that held it.");

    /// <inheritdoc/>
    public ILedgerStore Create(string name) => new InMemoryLedgerStore(name);

    /// <inheritdoc/>
    public void Delete(string name) => _settings.Remove(name);

    /// <inheritdoc/>
    public LedgerSettings ReadSettings(string name) => _settings.GetValueOrDefault(name) ?? new();

    /// <inheritdoc/>
    public void WriteSettings(string name, LedgerSettings settings) => _settings[name] = settings;
}
