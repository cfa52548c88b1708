using Qldb.Ion;

namespace Qldb.Ledger.Verification;

/// <summary>A block as GetBlock gives it.</summary>
/// <param name="Block">The block struct with its revisions.</param>
/// <param name="Proof">The proof that leads from its <c>blockHash</c> to the digest asked for; <see langword="null"/> if none was.</param>
public sealed record JournalBlock(IonElement Block, MerkleProof? Proof);
