using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>What every <see cref="ILedgerStore"/> does. A store's own tests derive from this class and thereby pass all of it.</summary>
public abstract partial class LedgerStoreContract : IDisposable
{
    private ILedgerStore? _store;

    protected TestJournal Journal { get; } = new();

    protected ILedgerStore Store => _store ??= Create("contract");

    public virtual void Dispose()
    {
        _store?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a new, empty store.</summary>
    protected abstract ILedgerStore Create(string ledgerName);

    /// <summary>Closes a store and opens what it kept; a store that keeps nothing beyond its object returns it as it is.</summary>
    protected abstract ILedgerStore Reopen(ILedgerStore store);

    protected void ReopenStore() => _store = Reopen(Store);

    protected BlockWrite Append(Action<BlockChanges>? change = null)
    {
        var block = Journal.Next(change);
        Store.Append([block]);
        return block;
    }

    protected T Read<T>(long asOf, Func<IStoreReader, T> read)
    {
        using var reader = Store.OpenReader(asOf);
        return read(reader);
    }
}
