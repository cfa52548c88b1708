using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.StoreContract;

namespace Qldb.Ledger.Tests.Storage;

public sealed class InMemoryLedgerStoreTests : LedgerStoreContract
{
    protected override ILedgerStore Create(string ledgerName) => new InMemoryLedgerStore(ledgerName);

    protected override ILedgerStore Reopen(ILedgerStore store) => store;
}
