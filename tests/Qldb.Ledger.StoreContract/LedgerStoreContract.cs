using Qldb.Ion;
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

    /// <summary>A table with one index, and new documents in it that have one key, which is their text, too.</summary>
    protected (QldbId Table, QldbId Index, List<QldbId> Documents) AppendUnderKey(string key, int count)
    {
        var (table, index) = (Journal.NewId(), Journal.NewId());
        var documents = Enumerable.Range(0, count).Select(_ => Journal.NewId()).ToList();
        Append(changes =>
        {
            changes.Table(table, "T", true, new StoredIndex(index, "f"));
            documents.ForEach(document =>
            {
                changes.Write(table, document, 0, key);
                changes.AddKey(table, index, key, document);
            });
        });
        return (table, index, documents);
    }

    /// <summary>The same with one document.</summary>
    protected (QldbId Table, QldbId Index, QldbId Document) AppendUnderKey(string key)
    {
        var (table, index, documents) = AppendUnderKey(key, 1);
        return (table, index, documents[0]);
    }

    protected T Read<T>(long asOf, Func<IStoreReader, T> read)
    {
        using var reader = Store.OpenReader(asOf);
        return read(reader);
    }
}
