using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary>Verifies one revision by its proof and a digest, without a ledger.</summary>
internal sealed class RevisionCheck(IonElement revision, MerkleProof proof, JournalDigest digest)
{
    public int Verify(Report report)
    {
        var fault = FindFault();
        report.Result(
            text => text.WriteLine(fault is null
                ? $"The revision{Name()} is proved: {proof.Hashes.Count} hashes lead from it to the digest {digest.Hash} of block {digest.Tip.SequenceNo}."
                : $"The revision{Name()} is NOT proved: {fault}"),
            json =>
            {
                json.WriteBoolean("verified", fault is null);
                json.WriteNumber("proofHashes", proof.Hashes.Count);
                json.WriteDigest(digest);
                if (fault is not null)
                {
                    json.WriteString("fault", fault);
                }
            });
        return fault is null ? ExitCode.Done : ExitCode.Failed;
    }

    private string? FindFault()
    {
        if (revision.Type != IonType.Struct || revision.IsNull)
        {
            return "it is no Ion struct.";
        }

        var (verdict, hash) = RevisionVerifier.Verify(revision);
        return verdict switch
        {
            RevisionVerdict.Invalid => "its data and metadata do not come to its hash. It was changed, or is no revision.",
            RevisionVerdict.NotRecomputable => "it lacks what its hash was made of.",
            _ when revision.TryGetField("blockAddress", out var address) && BlockAddress.TryParse(address, out var block) && block.StrandId != digest.Tip.StrandId =>
                $"it is of strand {block.StrandId}, and the digest of strand {digest.Tip.StrandId}.",
            _ when !ProofVerifier.Verify(hash, proof, digest.Hash) =>
                "its proof does not lead to the digest. Revision, proof and digest do not belong together, or one of them was changed.",
            _ => null,
        };
    }

    private string Name() =>
        revision.Type == IonType.Struct && !revision.IsNull && revision.TryGetField("metadata", out var metadata) && metadata.Type == IonType.Struct && !metadata.IsNull
            && metadata.TryGetField("id", out var id) && metadata.TryGetField("version", out var version)
            ? $" {id} version {version}"
            : "";
}
