using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;

namespace Qldb.Ledger.Storage;

/// <summary>One consistent view of a store, as of one block. Later appends never show in it.</summary>
/// <remarks>
/// <para>Used by one thread at a time. Sequences are read in bounded chunks, perhaps the first of them at once, and may be left half-read; several may be under way at once.
/// The memory in what is returned stays valid and unchanged after the reader is disposed.</para>
/// <para>Two things are not held against later appends, because the journal wants them gone: the data of a redacted revision, and the entries of
/// an index that was dropped. The ledger refuses the commit of a transaction that could have missed such an entry.</para>
/// <para>Any member throws <see cref="StoreException"/> when the store cannot be read.</para>
/// </remarks>
public interface IStoreReader : IDisposable
{
    /// <summary>Gets the sequence number of the last block this reader sees; -1 for the empty ledger.</summary>
    long AsOf { get; }

    /// <summary>Finds the latest revision of a document, which is the delete when the document was deleted.</summary>
    bool TryGetDocument(QldbId tableId, QldbId documentId, [NotNullWhen(true)] out StoredRevision? revision);

    /// <summary>Reads the latest revision of each document of a table that is not deleted; the order of the documents is the store's own.</summary>
    IEnumerable<StoredRevision> ScanTable(QldbId tableId);

    /// <summary>Reads the latest revision of each document that has the key in the index; the order is the store's own.</summary>
    /// <param name="tableId">The table of the index.</param>
    /// <param name="indexId">The index.</param>
    /// <param name="key">The whole key, at most <see cref="IndexChange.KeySizeMax"/> bytes.</param>
    IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key);

    /// <summary>
    /// Reads every entry of an index as it is stored, whether or not there is a document behind it; the order is the store's own. An entry that goes while
    /// the sequence is read may come twice.
    /// </summary>
    /// <param name="indexId">The index.</param>
    IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId);

    /// <summary>
    /// Reads every revision of a table, or of one of its documents: document after document, the revisions of each by sequence number; the order of the
    /// documents is the store's own.
    /// </summary>
    IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId);

    /// <summary>Finds a revision by its place in the journal, as <see cref="GetBlockRevisions"/> gives it.</summary>
    /// <param name="sequenceNo">The block.</param>
    /// <param name="ordinal">The position among the block's revisions.</param>
    /// <param name="revision">The revision; <see langword="null"/> when this reader sees none there.</param>
    bool TryGetRevision(long sequenceNo, int ordinal, [NotNullWhen(true)] out StoredRevision? revision);

    /// <summary>Finds a block; <see langword="null"/> when this reader sees none of that number.</summary>
    StoredBlock? GetBlock(long sequenceNo);

    /// <summary>Reads the blocks from <paramref name="from"/> to <paramref name="to"/>, both included, in ascending order; numbers beyond what the reader sees are left out.</summary>
    IEnumerable<StoredBlock> ReadBlocks(long from, long to);

    /// <summary>Reads the revisions of one block in leaf order, system revisions included; empty when the block has none or is not seen.</summary>
    IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo);

    /// <summary>Finds the root of a full subtree of 2^<paramref name="level"/> block hashes of the digest tree. Level 0 is the block hashes themselves.</summary>
    /// <param name="level">At least 0.</param>
    /// <param name="index">Which subtree, from 0: it covers the blocks from <c>index * 2^level</c> on.</param>
    /// <param name="hash">The root; empty when it is not complete as of this reader.</param>
    bool TryGetMerkleNode(int level, long index, out QldbHash hash);

    /// <summary>
    /// Finds the commit of a transaction, so that a repeated CommitTransaction gets the answer of the first. Asked for when an answer was lost, so a store may
    /// take a look at many blocks; transaction ids grow with time, as far as they are made by one process.
    /// </summary>
    bool TryGetCommit(QldbId transactionId, [NotNullWhen(true)] out StoredCommit? commit);
}
