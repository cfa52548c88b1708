using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Server;

/// <summary>Where a server's ledgers are kept: the store of each, and its settings. The host of the server brings it, and with it the kind of store.</summary>
/// <remarks>Called by one thread at a time. Names have been checked against the rule for ledger names.</remarks>
public interface ILedgerFolder
{
    /// <summary>Lists the names of the ledgers that are there.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a ledger's store.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    ILedgerStore Open(string name);

    /// <summary>Creates a store for a ledger that is not there yet.</summary>
    /// <exception cref="StoreException">It cannot be created.</exception>
    ILedgerStore Create(string name);

    /// <summary>Destroys a ledger's store, which has been closed, and its settings.</summary>
    /// <exception cref="StoreException">It cannot be removed.</exception>
    void Delete(string name);

    /// <summary>Reads a ledger's settings; the defaults where none were written.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    LedgerSettings ReadSettings(string name);

    /// <summary>Keeps a ledger's settings, all or none of them.</summary>
    /// <exception cref="StoreException">They cannot be written.</exception>
    void WriteSettings(string name, LedgerSettings settings);
}
