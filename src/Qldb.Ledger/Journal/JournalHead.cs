using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;

namespace Qldb.Ledger.Journal;

/// <summary>Where the journal goes on: what the next block needs to know of all before it. Only the commit pipeline moves it.</summary>
internal sealed class JournalHead
{
    private readonly QldbId _strandId;
    private readonly MerkleAccumulator _tree;
    private readonly EntriesHasher _entries = new();
    private QldbHash _lastBlockHash;

    private JournalHead(QldbId strandId, MerkleAccumulator tree, QldbHash lastBlockHash, long lastTimestampMs)
    {
        _strandId = strandId;
        _tree = tree;
        _lastBlockHash = lastBlockHash;
        NextSequenceNo = tree.Count;
        LastTimestampMs = lastTimestampMs;
    }

    /// <summary>Gets the number of the next block that comes to its turn.</summary>
    public long NextSequenceNo { get; private set; }

    /// <summary>Gets the time of the last block that came to its turn.</summary>
    public long LastTimestampMs { get; private set; }

    public static JournalHead Load(ILedgerStore store)
    {
        using var reader = store.OpenReader(store.Tip);
        var last = reader.GetBlock(store.Tip);
        if (last is null && store.Tip >= 0)
        {
            throw new StoreException($"Block {store.Tip}, the last of ledger '{store.Identity.LedgerName}', is missing: the store is damaged.");
        }

        return new JournalHead(store.Identity.StrandId, MerkleAccumulator.Load(reader), last?.BlockHash ?? QldbHash.Empty, last?.TimestampMs ?? 0);
    }

    /// <summary>Gives a block the next place in the journal, and moves on.</summary>
    /// <param name="block">The block.</param>
    /// <param name="nowMs">The present; a clock that went back is held at the time of the block before.</param>
    public void Place(BlockDraft block, long nowMs)
    {
        LastTimestampMs = Math.Max(nowMs, Math.Max(LastTimestampMs, block.TransactionTimeMs));
        block.Header = new BlockHeader(new BlockAddress(_strandId, NextSequenceNo), block.TransactionId, LastTimestampMs);
        NextSequenceNo++;
    }

    /// <summary>Hashes blocks that have their places, and whose revisions have hashes, and chains each to the one before it.</summary>
    /// <param name="blocks">The next blocks in order.</param>
    /// <param name="ready">Takes them as they are to be written.</param>
    public void Seal(IReadOnlyList<BlockDraft> blocks, SealedBlocks ready)
    {
        var entries = _entries.Hash(blocks);
        for (var i = 0; i < blocks.Count; i++)
        {
            ready.Writes.Add(Chain(blocks[i], entries[i], ready));
        }
    }

    private BlockWrite Chain(BlockDraft block, in EntriesHasher.BlockEntries entries, SealedBlocks ready)
    {
        var content = new BlockContent(block.Header, entries.Hashes, entries.Root, _lastBlockHash, TransactionInfo: default, block.RedactionInfo)
        {
            NewTransactionInfo = block.TransactionInfo,
        };
        var sequenceNo = block.Header.Address.SequenceNo;
        var blockHash = content.BlockHash;
        _lastBlockHash = blockHash;
        return new BlockWrite
        {
            Block = new StoredBlock(sequenceNo, blockHash, block.TransactionId, block.CommitDigest, block.Header.TimestampMs, content.Keep(blockHash, ready)),
            Revisions = block.PlacedRevisions(),
            IndexChanges = block.IndexChanges,
            CatalogChanges = block.CatalogChanges,
            MerkleNodes = _tree.Add(blockHash),
            Redactions = block.Redaction is null ? [] : [block.Redaction.ToWrite()],
        };
    }
}
