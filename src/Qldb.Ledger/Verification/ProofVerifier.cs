using Qldb.Ion;
using Qldb.Ledger.Journal;

namespace Qldb.Ledger.Verification;

/// <summary>Checks blocks and revisions against a digest that was kept. Needs no ledger, and works on what QLDB itself once served.</summary>
public static class ProofVerifier
{
    /// <summary>Tells whether a proof leads from a leaf to a digest.</summary>
    /// <param name="leaf">The <c>blockHash</c> of a block, or the <c>hash</c> of a revision.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="digest">The digest of the tip that the proof was made for.</param>
    public static bool Verify(QldbHash leaf, MerkleProof proof, QldbHash digest)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return !leaf.IsEmpty && !digest.IsEmpty && proof.Root(leaf) == digest;
    }

    /// <summary>Tells whether a block is what its hashes say, and whether its proof leads to the digest.</summary>
    public static bool VerifyBlock(IonElement block, MerkleProof proof, QldbHash digest)
        => BlockVerifier.Verify(block) is { IsValid: true } verified && Verify(verified.BlockHash, proof, digest);

    /// <summary>Tells whether a revision is what its hash says, and whether its proof leads to the digest.</summary>
    public static bool VerifyRevision(IonElement revision, MerkleProof proof, QldbHash digest)
        => RevisionVerifier.Verify(revision) is { Verdict: RevisionVerdict.Valid } verified && Verify(verified.Hash, proof, digest);
}
