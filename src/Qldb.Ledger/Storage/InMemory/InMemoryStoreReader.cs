using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;

namespace Qldb.Ledger.Storage.InMemory;

/// <summary>A view of an <see cref="InMemoryLedgerStore"/> as of one block.</summary>
internal sealed class InMemoryStoreReader : IStoreReader
{
    private readonly InMemoryLedgerStore _store;
    private readonly OpenReaders _openReaders;
    private bool _disposed;

    public InMemoryStoreReader(InMemoryLedgerStore store, long asOf, OpenReaders openReaders)
    {
        _store = store;
        _openReaders = openReaders;
        AsOf = asOf;
        openReaders.Opened(asOf);
    }

    public long AsOf { get; }

    public bool TryGetDocument(QldbId tableId, QldbId documentId, [NotNullWhen(true)] out StoredRevision? revision)
    {
        revision = _store.Tables.GetValueOrDefault(tableId)?.Find(documentId, AsOf);
        return revision is not null;
    }

    public IEnumerable<StoredRevision> ScanTable(QldbId tableId) => _store.Tables.GetValueOrDefault(tableId)?.Scan(AsOf) ?? [];

    public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key)
    {
        if (!_store.Indexes.TryGetValue(indexId, out var index) || !_store.Tables.TryGetValue(tableId, out var table))
        {
            yield break;
        }

        foreach (var documentId in index.Lookup(key, AsOf))
        {
            if (table.Find(documentId, AsOf) is { } revision)
            {
                yield return revision;
            }
        }
    }

    public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => _store.Indexes.TryGetValue(indexId, out var index) ? index.Scan(AsOf) : [];

    public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId)
    {
        var table = _store.Tables.GetValueOrDefault(tableId);
        return table is null ? [] : documentId is { } id ? table.History(id, AsOf) : table.History(AsOf);
    }

    public bool TryGetRevision(long sequenceNo, int ordinal, [NotNullWhen(true)] out StoredRevision? revision)
    {
        var revisions = RevisionsOf(sequenceNo);
        revision = ordinal >= 0 && ordinal < revisions.Length ? revisions[ordinal].Revision : null;
        return revision is not null;
    }

    public StoredBlock? GetBlock(long sequenceNo) => IsSeen(sequenceNo) ? _store.Blocks[sequenceNo].Block : null;

    public IEnumerable<StoredBlock> ReadBlocks(long from, long to)
    {
        for (var sequenceNo = Math.Max(from, 0); sequenceNo <= Math.Min(to, AsOf); sequenceNo++)
        {
            yield return _store.Blocks[sequenceNo].Block;
        }
    }

    public IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo) => Array.ConvertAll(RevisionsOf(sequenceNo), node => node.Revision);

    public bool TryGetMerkleNode(int level, long index, out QldbHash hash)
    {
        hash = QldbHash.Empty;
        if (level < 0 || level > 62 || index < 0 || index >= (AsOf + 1) >> level)
        {
            return false;
        }

        hash = level == 0 ? _store.Blocks[index].Block.BlockHash : _store.MerkleLevels[level - 1][index];
        return true;
    }

    public bool TryGetCommit(QldbId transactionId, [NotNullWhen(true)] out StoredCommit? commit)
    {
        if (_store.Commits.TryGetValue(transactionId, out commit) && IsSeen(commit.SequenceNo))
        {
            return true;
        }

        commit = null;
        return false;
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _openReaders.Closed(AsOf);
        }
    }

    private bool IsSeen(long sequenceNo) => sequenceNo >= 0 && sequenceNo <= AsOf;

    private RevisionNode[] RevisionsOf(long sequenceNo) => IsSeen(sequenceNo) ? _store.Blocks[sequenceNo].Revisions : [];
}
