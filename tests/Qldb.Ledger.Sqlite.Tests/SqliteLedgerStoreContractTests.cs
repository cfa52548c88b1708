using Qldb.Ledger.Storage;
using Qldb.Ledger.StoreContract;

namespace Qldb.Ledger.Sqlite.Tests;

/// <summary>The suite that every store passes.</summary>
public sealed class SqliteLedgerStoreContractTests : LedgerStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    protected override ILedgerStore Create(string ledgerName) => SqliteLedgerStore.Create(_folder.Ledger(ledgerName), ledgerName);

    protected override ILedgerStore Reopen(ILedgerStore store)
    {
        var path = ((SqliteLedgerStore)store).Path;
        store.Dispose();
        return SqliteLedgerStore.Open(new SqliteLedgerStoreOptions { Path = path });
    }
}
