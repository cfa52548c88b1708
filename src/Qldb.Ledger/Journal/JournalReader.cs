using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Transactions;
using Qldb.Ledger.Verification;

namespace Qldb.Ledger.Journal;

/// <summary>Digests, blocks and revisions of an open ledger, with their proofs (journal-and-verification, sections 8 and 11).</summary>
internal sealed class JournalReader(TransactionEngine engine)
{
    public JournalDigest GetDigest()
    {
        using var reader = OpenReader();
        return new JournalDigest(new DigestTree(reader, reader.AsOf + 1).Root(), new BlockAddress(engine.StrandId, reader.AsOf));
    }

    public JournalBlock GetBlock(BlockAddress address, BlockAddress? digestTip)
    {
        using var reader = OpenReader();
        var block = Find(reader, address);
        ThrowIfNotTipOf(reader, address, digestTip);
        var served = ServedBlock.ToIon(block, reader.GetBlockRevisions(address.SequenceNo), engine.StrandId);
        return new JournalBlock(served, digestTip is { } tip ? new MerkleProof([.. Tree(reader, tip).Path(address.SequenceNo)]) : null);
    }

    public JournalRevision GetRevision(BlockAddress address, QldbId documentId, BlockAddress? digestTip)
    {
        using var reader = OpenReader();
        var block = Find(reader, address);
        ThrowIfNotTipOf(reader, address, digestTip);
        if (reader.FindRevision(address.SequenceNo, documentId) is not { } revision || revision.Kind == RevisionKind.System)
        {
            throw new ArgumentException($"Block {address} holds no revision of document {documentId}.", nameof(documentId));
        }

        return new JournalRevision(RevisionWriter.ToIon(revision, engine.StrandId), digestTip is { } tip ? Prove(reader, block, revision, tip) : null);
    }

    /// <summary>From the revision to the revisions root, to the entries hash, to the block hash, to the digest.</summary>
    private static MerkleProof Prove(IStoreReader reader, StoredBlock block, StoredRevision revision, BlockAddress tip)
    {
        var leaves = reader.GetBlockRevisions(block.SequenceNo).Select(sibling => sibling.Hash).ToList();
        var (entries, previousBlockHash) = ServedBlock.Chain(block);
        var hashes = new List<QldbHash>(MerklePath.Of(leaves, revision.Ordinal));
        hashes.AddRange(MerklePath.Of(entries, EntriesHashList.RevisionsPlace));
        hashes.AddRange(previousBlockHash.IsEmpty ? [] : [previousBlockHash]);
        hashes.AddRange(Tree(reader, tip).Path(block.SequenceNo));
        return new MerkleProof(hashes);
    }

    private static DigestTree Tree(IStoreReader reader, BlockAddress tip) => new(reader, tip.SequenceNo + 1);

    private IStoreReader OpenReader() => engine.Store.OpenReader(engine.Snapshots.Current.Tip);

    private StoredBlock Find(IStoreReader reader, BlockAddress address)
        => address.StrandId == engine.StrandId && reader.GetBlock(address.SequenceNo) is { } block
            ? block
            : throw new ArgumentException(
                $"The ledger has no block {address}; its strand is {engine.StrandId} and its last block {reader.AsOf}.", nameof(address));

    private void ThrowIfNotTipOf(IStoreReader reader, BlockAddress address, BlockAddress? digestTip)
    {
        if (digestTip is { } tip && (tip.StrandId != engine.StrandId || tip.SequenceNo < address.SequenceNo || tip.SequenceNo > reader.AsOf))
        {
            throw new ArgumentException(
                $"{tip} is not the tip of a digest that covers block {address.SequenceNo}: it lies between that block and the last, {reader.AsOf}, of strand {engine.StrandId}.",
                nameof(digestTip));
        }
    }
}
