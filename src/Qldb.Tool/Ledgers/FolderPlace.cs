using Qldb.Ledger;
using Qldb.Ledger.Server;
using Qldb.Ledger.Storage;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Ledgers;

/// <summary>The ledgers of a data folder, as <c>qldb serve</c> keeps them. Only the ledger that is worked on is opened.</summary>
internal sealed class FolderPlace(DirectoryInfo folder) : ILedgerPlace
{
    private readonly SqliteLedgerFolder _files = new(folder);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(_files.List());

    public Task CreateAsync(string name, LedgerSettings settings, CancellationToken cancellationToken)
    {
        LedgerName.ThrowIfInvalid(name);
        if (_files.List().Contains(name))
        {
            throw new ToolException($"There is a ledger '{name}' {this} already.");
        }

        // Settings first, as the server does it: what a crash may leave behind is overwritten by the next attempt.
        _files.WriteSettings(name, settings);
        using var ledger = Open(_files.Create(name));
        return Task.CompletedTask;
    }

    public Task ProtectAsync(string name, bool deletionProtection, CancellationToken cancellationToken)
    {
        ThrowIfMissing(name);
        // Whoever has the ledger open keeps its settings in memory: they can be changed only by its owner.
        using var store = _files.Open(name);
        _files.WriteSettings(name, _files.ReadSettings(name) with { DeletionProtection = deletionProtection });
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfMissing(name);
        if (_files.ReadSettings(name).DeletionProtection)
        {
            throw LedgerPlaces.Protected(name);
        }

        // Opened once, so that a ledger in use is not deleted under its user's feet.
        _files.Open(name).Dispose();
        _files.Delete(name);
        return Task.CompletedTask;
    }

    public Task<ILedgerAccess> OpenAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfMissing(name);
        var settings = _files.ReadSettings(name);
        var store = _files.Open(name);
        return Task.FromResult<ILedgerAccess>(new FolderLedger(Open(store), new LedgerDescription(name, store.Identity.CreatedAt, settings.PermissionsMode, settings.DeletionProtection)));
    }

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    public override string ToString() => $"in the folder {folder.FullName}";

    private static Ledger.Ledger Open(ILedgerStore store)
    {
        try
        {
            return Ledger.Ledger.Open(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void ThrowIfMissing(string name)
    {
        if (_files.List() is var names && !names.Contains(name))
        {
            throw LedgerPlaces.NoSuchLedger(name, ToString(), names);
        }
    }
}
