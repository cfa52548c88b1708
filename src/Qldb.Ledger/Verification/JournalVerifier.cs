using System.Collections.Concurrent;
using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Transactions;

namespace Qldb.Ledger.Verification;

/// <summary>
/// Walks a journal from its first block to a tip and recomputes everything: the hashes of many blocks side by side, and on several threads; then, in order,
/// what is left of the chain and what is stored beside the blocks.
/// </summary>
internal sealed class JournalVerifier(
    ILedgerStore store, long tip, JournalVerificationOptions options, IProgress<JournalVerificationProgress>? progress, OperationGate gate, Func<long?> quietEpoch)
{
    // So many blocks fill the lanes of the hashing, and are few enough to stay in the processor's cache.
    private const int BatchSize = 64;
    private const int ChunkSize = 16 * BatchSize;

    private readonly QldbId _strandId = store.Identity.StrandId;
    private readonly MerkleAccumulator _tree = new();
    private readonly List<MerkleNode> _completedNodes = [];
    private readonly Dictionary<long, string> _nodeFaults = [];
    private readonly StoredBlockCheck[] _checks = new StoredBlockCheck[ChunkSize];
    private readonly ConcurrentBag<BlockHasher> _idleHashers = [];
    private readonly DerivedStateCheck _documents = new();
    private readonly Dictionary<QldbId, StoredRevision> _tables = [];
    private readonly List<QldbId> _tableOrder = [];
    private readonly HashSet<(long SequenceNo, QldbId DocumentId)> _redacted = [];
    private readonly HashSet<(long SequenceNo, QldbId DocumentId)> _redactionsAsked = [];
    private QldbHash _lastBlockHash;
    private long _lastTimestampMs;
    private long _blockCount;
    private long _revisionCount;

    public JournalVerification Verify(CancellationToken cancellationToken)
    {
        try
        {
            using var reader = store.OpenReader(tip);
            var fault = FindFault(reader, cancellationToken);
            var digest = fault is null && tip >= 0 ? new JournalDigest(_tree.Root(), new BlockAddress(_strandId, tip)) : null;
            return new JournalVerification(_blockCount, _revisionCount, digest, fault);
        }
        finally
        {
            foreach (var hasher in _idleHashers)
            {
                hasher.Dispose();
            }
        }
    }

    private JournalFault? FindFault(IStoreReader reader, CancellationToken cancellationToken)
    {
        for (var from = 0L; from <= tip; from += ChunkSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            gate.ThrowIfClosed();
            if (FindFault(reader, from, Math.Min(from + ChunkSize - 1, tip), cancellationToken) is { } fault)
            {
                return fault;
            }

            progress?.Report(new JournalVerificationProgress(_blockCount, tip + 1));
        }

        return (FindRedactionFault() ?? FindCatalogFault() ?? FindKnownDigestFault() ?? FindDocumentFault(reader, cancellationToken)) is { } reason
            ? new JournalFault(tip + 1, reason)
            : null;
    }

    private JournalFault? FindFault(IStoreReader reader, long from, long to, CancellationToken cancellationToken)
    {
        var blocks = reader.ReadBlocks(from, to).Select(block => (Block: block, Revisions: reader.GetBlockRevisions(block.SequenceNo))).ToArray();
        Parallel.For(
            0, (blocks.Length + BatchSize - 1) / BatchSize,
            new ParallelOptions { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellationToken },
            batch => Check(blocks, batch * BatchSize));
        AddToTree(reader, [.. blocks.Select(block => block.Block.BlockHash)]);

        for (var sequenceNo = from; sequenceNo <= to; sequenceNo++)
        {
            var position = (int)(sequenceNo - from);
            var reason = position < blocks.Length && blocks[position].Block.SequenceNo == sequenceNo ? FindFault(reader, _checks[position]) : "the block is missing";
            if (reason is not null)
            {
                return new JournalFault(sequenceNo, $"Block {sequenceNo}: {reason}.");
            }
        }

        return FindCommitFault(reader, blocks.MinBy(block => block.Block.TransactionId).Block)
            ?? FindCommitFault(reader, blocks.MaxBy(block => block.Block.TransactionId).Block);
    }

    private void Check((StoredBlock Block, IReadOnlyList<StoredRevision> Revisions)[] blocks, int first)
    {
        var count = Math.Min(BatchSize, blocks.Length - first);
        for (var i = first; i < first + count; i++)
        {
            var check = _checks[i] ??= new StoredBlockCheck();
            check.Read(blocks[i].Block, blocks[i].Revisions, _strandId, i == 0 ? _lastBlockHash : blocks[i - 1].Block.BlockHash);
        }

        if (!_idleHashers.TryTake(out var hasher))
        {
            hasher = new BlockHasher();
        }

        hasher.Check(_checks.AsSpan(first, count));
        _idleHashers.Add(hasher);
    }

    /// <summary>Adds the blocks to the digest tree as they claim to be: a false claim is a fault of its block, and ends the verification there.</summary>
    private void AddToTree(IStoreReader reader, QldbHash[] blockHashes)
    {
        _completedNodes.Clear();
        _tree.AddAll(blockHashes, _completedNodes);
        foreach (var node in _completedNodes)
        {
            if (!reader.TryGetMerkleNode(node.Level, node.Index, out var stored) || stored != node.Hash)
            {
                var completedBy = ((node.Index + 1) << node.Level) - 1;
                _nodeFaults.TryAdd(completedBy, $"node {node.Index} of level {node.Level} of the digest tree, which it completes, is not stored or not right");
            }
        }
    }

    private string? FindFault(IStoreReader reader, StoredBlockCheck check)
    {
        var block = check.Block;
        if ((check.Fault ?? FindOrderFault(block) ?? check.ChainFault ?? _nodeFaults.GetValueOrDefault(block.SequenceNo)) is { } fault)
        {
            return fault;
        }

        _lastBlockHash = block.BlockHash;
        _lastTimestampMs = block.TimestampMs;
        _blockCount++;
        _revisionCount += check.Revisions.Length;
        Remember(check);
        return null;
    }

    private string? FindOrderFault(StoredBlock block) => block.TimestampMs < _lastTimestampMs ? "it is dated before the block before it" : null;

    private void Remember(StoredBlockCheck check)
    {
        _redactionsAsked.UnionWith(check.Redactions);
        foreach (var revision in check.Revisions)
        {
            if (options.IncludeDocuments)
            {
                _documents.Add(revision);
            }

            if (revision.Kind == RevisionKind.Redacted)
            {
                _redacted.Add((revision.SequenceNo, revision.DocumentId));
            }
            else if (revision.Kind == RevisionKind.System)
            {
                if (!_tables.ContainsKey(revision.DocumentId))
                {
                    _tableOrder.Add(revision.DocumentId);
                }

                _tables[revision.DocumentId] = revision;
            }
        }
    }

    /// <summary>A store finds the block of a transaction by ranges of ids. Where the least and the greatest of many blocks lead to theirs, so do those between.</summary>
    private static JournalFault? FindCommitFault(IStoreReader reader, StoredBlock block)
        => reader.TryGetCommit(block.TransactionId, out var commit) && commit.SequenceNo == block.SequenceNo && commit.CommitDigest == block.CommitDigest
            ? null
            : new JournalFault(block.SequenceNo, $"Block {block.SequenceNo}: transaction {block.TransactionId} does not lead to it.");

    /// <summary>A revision lacks its data exactly if a block says that it was redacted.</summary>
    private string? FindRedactionFault()
    {
        foreach (var (sequenceNo, documentId) in _redacted)
        {
            if (!_redactionsAsked.Contains((sequenceNo, documentId)))
            {
                return $"The revision of document {documentId} in block {sequenceNo} has lost its data, but no block redacts it.";
            }
        }

        foreach (var (sequenceNo, documentId) in _redactionsAsked)
        {
            if (!_redacted.Contains((sequenceNo, documentId)))
            {
                return $"The revision of document {documentId} in block {sequenceNo} was redacted, but its data is still there.";
            }
        }

        return null;
    }

    private string? FindCatalogFault()
    {
        // The catalog is the newest there is. It can be compared with this tip only if nothing was committed meanwhile.
        var before = quietEpoch();
        var stored = store.LoadCatalog();
        if (before is null || before != quietEpoch() || store.Tip != tip)
        {
            return null;
        }

        if (!stored.Select(table => table.TableId).SequenceEqual(_tableOrder))
        {
            return "The catalog does not have the tables that the journal has.";
        }

        var wrong = stored.FirstOrDefault(table => !TableDefinition.Of(table).ToDocument().AsSpan().SequenceEqual(_tables[table.TableId].Data.Span));
        return wrong is null ? null : $"Table {wrong.TableId} ('{wrong.Name}') is not in the catalog as the journal left it.";
    }

    private string? FindDocumentFault(IStoreReader reader, CancellationToken cancellationToken)
    {
        if (!options.IncludeDocuments)
        {
            return null;
        }

        return _documents.FindFault(
            reader,
            _tableOrder.Select(tableId => _tables[tableId]),
            indexId => store.LoadCatalog().All(table => table.Indexes.All(index => index.IndexId != indexId)),
            () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                gate.ThrowIfClosed();
            });
    }

    private string? FindKnownDigestFault()
    {
        using var reader = store.OpenReader(tip);
        foreach (var known in options.KnownDigests)
        {
            if (known.Tip.StrandId != _strandId)
            {
                return $"The known digest of strand {known.Tip.StrandId} is not of this ledger, whose strand is {_strandId}.";
            }

            if (known.Tip.SequenceNo > tip)
            {
                return $"The journal ends with block {tip}; the known digest covers block {known.Tip.SequenceNo}.";
            }

            // The stored nodes have just been recomputed, so the digest of an older tip can be made from them.
            if (new DigestTree(reader, known.Tip.SequenceNo + 1).Root() != known.Hash)
            {
                return $"The journal up to block {known.Tip.SequenceNo} is not the one of the known digest {known.Hash}.";
            }
        }

        return null;
    }
}
