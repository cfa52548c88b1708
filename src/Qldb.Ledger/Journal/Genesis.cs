using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Journal;

/// <summary>
/// The first block of every ledger: a system block without transaction info and without revisions. It binds the strand and the time of creation to the chain,
/// and gives even a new ledger a digest.
/// </summary>
internal static class Genesis
{
    public static void Write(ILedgerStore store, JournalHead head, QldbId transactionId, long nowMs)
    {
        var block = new BlockDraft { TransactionId = transactionId, TransactionTimeMs = nowMs };
        var ready = new SealedBlocks();
        head.Place(block, nowMs);
        head.Seal([block], ready);
        store.Append(ready.Writes);
    }
}
