using Qldb.Ion;
using Qldb.Ledger.Tests.Conformance;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Tests.Verification;

/// <summary>Our verifier on what QLDB itself served: the table of journal-and-verification, section 15.</summary>
public sealed class QldbSampleTests
{
    [ConformanceTheory]
    [InlineData("aws-cli/block-100.ion", 1)]
    [InlineData("aws-guide/block-25-hashes.ion", 0)]
    public void A_block_verifies(string path, int revisions)
    {
        var verified = BlockVerifier.Verify(JournalSamples.ReadOne(path));

        Assert.Empty(verified.Faults);
        Assert.Equal(revisions, verified.RevisionCount);
        Assert.Equal(0, verified.NotRecomputableCount);
    }

    [ConformanceTheory]
    [InlineData("stream/dmv-block-summary-3.ion")]
    [InlineData("stream/kinesis-545-block-summary.ion")]
    [InlineData("stream/kinesis-545-block-summary.10n")]
    public void A_block_summary_of_a_stream_verifies(string path)
    {
        var verified = BlockVerifier.Verify(JournalSamples.Payload(path));

        Assert.Empty(verified.Faults);
        Assert.Equal(1, verified.RevisionCount);
    }

    [ConformanceTheory]
    [InlineData("aws-cli/revision-100.ion")]
    [InlineData("rest-api/history-INV01.ion")]
    [InlineData("rest-api/revisions-90-restored.ion")]
    [InlineData("accord/history.ion")]
    [InlineData("decimal/history-interstellar-restored.ion")]
    [InlineData("kvs/revision-429.ion")]
    [InlineData("stream/orders-revision.ion")]
    public void Revisions_verify(string path)
        => Assert.All(JournalSamples.Read(path), revision => Assert.Equal(RevisionVerdict.Valid, RevisionVerifier.Verify(revision).Verdict));

    [ConformanceTheory]
    [InlineData("stream/dmv-revision-details-3-restored.ion")]
    [InlineData("stream/kinesis-545-revision-details.ion")]
    [InlineData("stream/kinesis-545-revision-details.10n")]
    public void A_streamed_revision_verifies(string path)
    {
        var revision = JournalSamples.Field(JournalSamples.Payload(path), "revision");

        Assert.Equal(RevisionVerdict.Valid, RevisionVerifier.Verify(revision).Verdict);
    }

    [ConformanceFact]
    public void The_proof_of_a_block_leads_to_the_digest()
    {
        var block = JournalSamples.ReadOne("aws-cli/block-100.ion");
        var proof = MerkleProof.Parse(JournalSamples.ReadOne("aws-cli/block-100-proof.ion"));
        var digest = JournalSamples.Digest("aws-cli/digest-123.json");

        Assert.True(ProofVerifier.VerifyBlock(block, proof, digest));
        Assert.Equal(7, proof.Hashes.Count);
        Assert.False(ProofVerifier.VerifyBlock(block, proof, QldbHash.OfString("another digest")));
        Assert.False(ProofVerifier.VerifyBlock(block, new MerkleProof([.. proof.Hashes.Reverse()]), digest));
    }

    [ConformanceFact]
    public void The_proof_of_a_revision_leads_to_the_digest()
    {
        var revision = JournalSamples.ReadOne("aws-cli/revision-100.ion");
        var proof = MerkleProof.Parse(JournalSamples.ReadOne("aws-cli/revision-100-proof.ion"));
        var digest = JournalSamples.Digest("aws-cli/digest-123.json");

        Assert.True(ProofVerifier.VerifyRevision(revision, proof, digest));
        Assert.False(ProofVerifier.VerifyRevision(revision, new MerkleProof([.. proof.Hashes.Skip(1)]), digest));
    }

    [ConformanceTheory]
    [InlineData("rest-api/receipt-19-tip-19.json")]
    [InlineData("rest-api/receipt-19-tip-35.json")]
    [InlineData("rest-api/receipt-30-tip-38.json")]
    [InlineData("rest-api/receipt-90-tip-91.json")]
    [InlineData("accord/receipt-22-tip-26.json")]
    public void A_receipt_leads_to_its_digest(string path)
    {
        var (leaf, proof, digest) = JournalSamples.Receipt(path);

        Assert.True(ProofVerifier.Verify(leaf, proof, digest));
    }

    [ConformanceFact]
    public void The_receipt_that_was_edited_does_not_lead_to_its_digest()
    {
        var (leaf, proof, digest) = JournalSamples.Receipt("kvs/receipt-21-does-not-verify.json");

        Assert.False(ProofVerifier.Verify(leaf, proof, digest));
    }

    [ConformanceFact]
    public void A_block_with_one_changed_bit_in_any_hash_does_not_verify()
    {
        var bytes = JournalSamples.ReadOne("aws-cli/block-100.ion").ToBinary();
        var hashes = HashOffsets(bytes).ToList();
        Assert.Equal(4 + 3 + 1 + 1, hashes.Count);

        foreach (var offset in hashes)
        {
            for (var bit = 0; bit < 256; bit++)
            {
                var tampered = (byte[])bytes.Clone();
                tampered[offset + (bit / 8)] ^= (byte)(1 << (bit % 8));
                Assert.False(BlockVerifier.Verify(IonElement.Parse(tampered)).IsValid, $"bit {bit} of the hash at byte {offset}");
            }
        }
    }

    // An Ion blob of 32 bytes: AE, then the length 32 as a VarUInt.
    private static IEnumerable<int> HashOffsets(byte[] bytes)
        => Enumerable.Range(0, bytes.Length - 33).Where(i => bytes[i] == 0xAE && bytes[i + 1] == 0xA0).Select(i => i + 2);
}
