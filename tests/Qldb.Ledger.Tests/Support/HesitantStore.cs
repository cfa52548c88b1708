using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Support;

/// <summary>A store that lets everybody else go on before it looks at what it is given: who was answered too early has by then begun anew.</summary>
internal sealed class HesitantStore(ILedgerStore inner) : ILedgerStore
{
    public StoreIdentity Identity => inner.Identity;

    public long Tip => inner.Tip;

    public IReadOnlyList<StoredTable> LoadCatalog() => inner.LoadCatalog();

    public void Append(IReadOnlyList<BlockWrite> blocks)
    {
        for (var i = 0; i < 50; i++)
        {
            Thread.Yield();
        }

        inner.Append(blocks);
    }

    public IStoreReader OpenReader(long asOf) => inner.OpenReader(asOf);

    public void Dispose() => inner.Dispose();
}
