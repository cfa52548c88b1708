using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>A block of the journal without its revisions, which are stored once, beside it.</summary>
/// <param name="SequenceNo">The block's number, from 0 without gaps.</param>
/// <param name="BlockHash">The leaf of the digest tree.</param>
/// <param name="TransactionId">The transaction that the block is; unique in the ledger.</param>
/// <param name="CommitDigest">The commit digest of that transaction; empty in a block that no client committed.</param>
/// <param name="TimestampMs">The block's time in milliseconds since 1970-01-01 UTC; never decreases along the journal.</param>
/// <param name="Content">The block struct as one self-contained Ion binary value, without the field <c>revisions</c>.</param>
public sealed record StoredBlock(
    long SequenceNo, QldbHash BlockHash, QldbId TransactionId, QldbHash CommitDigest, long TimestampMs, ReadOnlyMemory<byte> Content);
