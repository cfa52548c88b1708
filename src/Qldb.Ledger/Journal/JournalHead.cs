using System.Numerics;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;

namespace Qldb.Ledger.Journal;

/// <summary>Where the journal goes on: what the next block needs to know of all before it. Only the commit pipeline moves it.</summary>
internal sealed class JournalHead
{
    private readonly QldbId _strandId;
    private readonly MerkleAccumulator _tree;
    private QldbHash _lastBlockHash;
    private long _lastTimestampMs;

    private JournalHead(QldbId strandId, MerkleAccumulator tree, QldbHash lastBlockHash, long lastTimestampMs)
    {
        _strandId = strandId;
        _tree = tree;
        _lastBlockHash = lastBlockHash;
        _lastTimestampMs = lastTimestampMs;
    }

    public long NextSequenceNo => _tree.Count;

    public long LastTimestampMs => _lastTimestampMs;

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

    /// <summary>Seals the next block: gives it number and time, chains it, and moves on.</summary>
    /// <param name="draft">What the block says.</param>
    /// <param name="revisions">Its revisions, already numbered <see cref="NextSequenceNo"/>.</param>
    /// <param name="nowMs">The present; a clock that went back is held at the time of the block before.</param>
    public BlockWrite Seal(BlockDraft draft, IReadOnlyList<StoredRevision> revisions, long nowMs)
    {
        var timestampMs = Math.Max(nowMs, Math.Max(_lastTimestampMs, draft.TransactionTimeMs));
        var header = new BlockHeader(new BlockAddress(_strandId, NextSequenceNo), draft.TransactionId, timestampMs);
        var entries = new EntriesHashList(header.Hash(), draft.RevisionsRoot, draft.RedactionInfoHash, draft.TransactionInfoHash);
        var content = new BlockContent(header, entries, _lastBlockHash, TransactionInfo: default, draft.RedactionInfo) { NewTransactionInfo = draft.TransactionInfo };
        var blockHash = content.BlockHash;
        var block = new StoredBlock(header.Address.SequenceNo, blockHash, draft.TransactionId, draft.CommitDigest, timestampMs, content.ToIonBinary(blockHash));

        var completed = BitOperations.TrailingZeroCount(NextSequenceNo + 1);
        var nodes = completed == 0 ? null : new List<MerkleNode>(completed);
        _tree.Add(blockHash, nodes);
        _lastBlockHash = blockHash;
        _lastTimestampMs = timestampMs;
        return new BlockWrite
        {
            Block = block,
            Revisions = revisions,
            IndexChanges = draft.IndexChanges,
            CatalogChanges = draft.CatalogChanges,
            MerkleNodes = nodes ?? [],
            Redactions = draft.Redaction is null ? [] : [draft.Redaction.ToWrite()],
        };
    }
}
