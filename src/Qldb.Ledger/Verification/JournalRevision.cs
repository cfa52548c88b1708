using Qldb.Ion;

namespace Qldb.Ledger.Verification;

/// <summary>A revision as GetRevision gives it.</summary>
/// <param name="Revision">The revision struct.</param>
/// <param name="Proof">The proof that leads from its <c>hash</c> to the digest asked for; <see langword="null"/> if none was.</param>
public sealed record JournalRevision(IonElement Revision, MerkleProof? Proof);
