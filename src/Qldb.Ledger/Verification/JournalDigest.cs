using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>One hash that covers the whole journal up to a tip. Kept outside of the ledger, it is what every later proof is compared with.</summary>
/// <param name="Hash">The Merkle root over the block hashes from block 0 to the tip, both included.</param>
/// <param name="Tip">The address of the last block it covers.</param>
public sealed record JournalDigest(QldbHash Hash, BlockAddress Tip);
