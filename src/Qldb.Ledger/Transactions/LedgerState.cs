using Qldb.Ledger.Catalog;

namespace Qldb.Ledger.Transactions;

/// <summary>What is committed and durable at one moment.</summary>
/// <param name="Tip">The last block.</param>
/// <param name="TipTimestampMs">Its time: no later transaction is dated before it.</param>
/// <param name="Catalog">The tables as of that block.</param>
internal sealed record LedgerState(long Tip, long TipTimestampMs, LedgerCatalog Catalog);
