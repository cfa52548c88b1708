using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Tests.Verification;

/// <summary>A store as somebody with access to its bytes has left it. What is not tampered with comes from the store below.</summary>
internal sealed class TamperedStore(ILedgerStore inner) : ILedgerStore
{
    public Func<StoredBlock, StoredBlock?> Block { get; init; } = block => block;

    public Func<long, IReadOnlyList<StoredRevision>, IReadOnlyList<StoredRevision>> Revisions { get; init; } = (_, revisions) => revisions;

    public Func<int, long, QldbHash, QldbHash> MerkleNode { get; init; } = (_, _, hash) => hash;

    public Func<StoredCommit, StoredCommit> Commit { get; init; } = commit => commit;

    public Func<IReadOnlyList<StoredTable>, IReadOnlyList<StoredTable>> Catalog { get; init; } = catalog => catalog;

    public Func<QldbId, IEnumerable<StoredRevision>, IEnumerable<StoredRevision>> Documents { get; init; } = (_, documents) => documents;

    public Func<QldbId, IEnumerable<StoredRevision>, IEnumerable<StoredRevision>> History { get; init; } = (_, history) => history;

    public Func<StoredRevision?, StoredRevision?> Document { get; init; } = document => document;

    public Func<IEnumerable<StoredIndexEntry>, IEnumerable<StoredIndexEntry>> IndexEntries { get; init; } = entries => entries;

    public long TipCut { get; init; }

    public StoreIdentity Identity => inner.Identity;

    public long Tip => inner.Tip - TipCut;

    public IReadOnlyList<StoredTable> LoadCatalog() => Catalog(inner.LoadCatalog());

    public void Append(IReadOnlyList<BlockWrite> blocks) => throw new NotSupportedException();

    public IStoreReader OpenReader(long asOf) => new Reader(this, inner.OpenReader(asOf));

    public void Dispose()
    {
    }

    private sealed class Reader(TamperedStore store, IStoreReader inner) : IStoreReader
    {
        public long AsOf => inner.AsOf;

        public StoredBlock? GetBlock(long sequenceNo) => inner.GetBlock(sequenceNo) is { } block ? store.Block(block) : null;

        public IEnumerable<StoredBlock> ReadBlocks(long from, long to) => inner.ReadBlocks(from, to).Select(store.Block).OfType<StoredBlock>();

        public IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo) => store.Revisions(sequenceNo, inner.GetBlockRevisions(sequenceNo));

        public bool TryGetMerkleNode(int level, long index, out QldbHash hash)
        {
            var found = inner.TryGetMerkleNode(level, index, out hash);
            hash = found ? store.MerkleNode(level, index, hash) : hash;
            return found;
        }

        public bool TryGetCommit(QldbId transactionId, out StoredCommit commit)
        {
            var found = inner.TryGetCommit(transactionId, out commit!);
            commit = found ? store.Commit(commit) : commit;
            return found;
        }

        public bool TryGetDocument(QldbId tableId, QldbId documentId, out StoredRevision revision)
        {
            inner.TryGetDocument(tableId, documentId, out var found);
            revision = store.Document(found)!;
            return revision is not null;
        }

        public IEnumerable<StoredRevision> ScanTable(QldbId tableId) => store.Documents(tableId, inner.ScanTable(tableId));

        public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => store.IndexEntries(inner.ScanIndex(indexId));

        public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key) => inner.LookupIndex(tableId, indexId, key);

        public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId) => store.History(tableId, inner.ScanHistory(tableId, documentId));

        public bool TryGetRevision(long sequenceNo, int ordinal, out StoredRevision revision) => inner.TryGetRevision(sequenceNo, ordinal, out revision!);

        public void Dispose() => inner.Dispose();
    }
}
