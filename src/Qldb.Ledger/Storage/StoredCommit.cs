using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>What a store remembers of a commit: enough to answer the same CommitTransaction again.</summary>
/// <param name="TransactionId">The transaction.</param>
/// <param name="CommitDigest">The digest the client committed with.</param>
/// <param name="SequenceNo">The block it became.</param>
public sealed record StoredCommit(QldbId TransactionId, QldbHash CommitDigest, long SequenceNo);
