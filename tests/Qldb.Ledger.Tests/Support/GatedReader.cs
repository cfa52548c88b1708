using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Support;

/// <summary>A reader whose table scans have to wait at a gate.</summary>
internal sealed class GatedReader(IStoreReader inner, Action waitForScan) : IStoreReader
{
    public long AsOf => inner.AsOf;

    public IEnumerable<StoredRevision> ScanTable(QldbId tableId)
    {
        waitForScan();
        return inner.ScanTable(tableId);
    }

    public bool TryGetDocument(QldbId tableId, QldbId documentId, [NotNullWhen(true)] out StoredRevision? revision)
        => inner.TryGetDocument(tableId, documentId, out revision);

    public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key) => inner.LookupIndex(tableId, indexId, key);

    public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => inner.ScanIndex(indexId);

    public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId) => inner.ScanHistory(tableId, documentId);

    public bool TryGetRevision(long sequenceNo, int ordinal, [NotNullWhen(true)] out StoredRevision? revision)
        => inner.TryGetRevision(sequenceNo, ordinal, out revision);

    public StoredBlock? GetBlock(long sequenceNo) => inner.GetBlock(sequenceNo);

    public IEnumerable<StoredBlock> ReadBlocks(long from, long to) => inner.ReadBlocks(from, to);

    public IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo) => inner.GetBlockRevisions(sequenceNo);

    public bool TryGetMerkleNode(int level, long index, out QldbHash hash) => inner.TryGetMerkleNode(level, index, out hash);

    public bool TryGetCommit(QldbId transactionId, [NotNullWhen(true)] out StoredCommit? commit) => inner.TryGetCommit(transactionId, out commit);

    public void Dispose() => inner.Dispose();
}
