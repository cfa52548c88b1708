using System.Diagnostics.CodeAnalysis;
using Qldb.Ion;
using Qldb.Ledger.Sqlite.Catalog;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>A view as of one block. It is little more than that number: bounds in each query decide what it sees, and connections are rented per call.</summary>
internal sealed partial class SqliteStoreReader(
    ReadConnectionPool connections, CatalogNumbers numbers, EntryRemovals removals, RevisionCache cache, long asOf) : IStoreReader
{
    /// <summary>The first revision number that this reader does not see.</summary>
    private readonly long _bound = LedgerSchema.RevisionNo(asOf + 1);

    private bool _disposed;

    public long AsOf => asOf;

    public bool TryGetDocument(QldbId tableId, QldbId documentId, [NotNullWhen(true)] out StoredRevision? revision)
    {
        revision = null;
        if (numbers.TryGetTable(tableId, out var tableNo))
        {
            var known = cache.Current;
            using var lease = Rent();
            revision = FindLatestNo(lease.Connection, tableNo, documentId) is { } latestNo ? Fetch(lease.Connection, latestNo, known) : null;
        }

        return revision is not null;
    }

    public bool TryGetRevision(long sequenceNo, int ordinal, [NotNullWhen(true)] out StoredRevision? revision)
    {
        revision = null;
        if (sequenceNo >= 0 && sequenceNo <= asOf && ordinal is >= 0 and < LedgerSchema.RevisionsPerBlockMax)
        {
            using var lease = Rent();
            revision = ReadRevision(lease.Connection, LedgerSchema.RevisionNo(sequenceNo, ordinal));
        }

        return revision is not null;
    }

    public IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo)
    {
        var revisions = new List<StoredRevision>();
        using var lease = Rent();
        var row = lease.Connection[ReadSql.BlockRevisions].Bind(1, FirstOf(sequenceNo)).Bind(2, FirstOf(sequenceNo + 1));
        using var execution = row.Start();
        while (row.Read())
        {
            revisions.Add(RevisionRow.Read(row, numbers));
        }

        return revisions;
    }

    public StoredBlock? GetBlock(long sequenceNo)
    {
        if (sequenceNo < 0 || sequenceNo > asOf)
        {
            return null;
        }

        using var lease = Rent();
        var row = lease.Connection[ReadSql.Block].Bind(1, sequenceNo);
        using var execution = row.Start();
        return row.Read() ? ReadBlock(row) : throw row.Damaged($"block {sequenceNo} is missing");
    }

    /// <remarks>A node is kept in the block that completed it, at its level.</remarks>
    public bool TryGetMerkleNode(int level, long index, out QldbHash hash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        hash = QldbHash.Empty;
        if (level > 62 || index >= (asOf + 1) >> level)
        {
            return false;
        }

        var sequenceNo = ((index + 1) << level) - 1;
        using var lease = Rent();
        var row = lease.Connection[ReadSql.Subtrees].Bind(1, sequenceNo);
        using var execution = row.Start();
        if (!row.Read() || row.GetBytes(1).Length < level * QldbHash.Size)
        {
            throw row.Damaged($"node {index} of level {level} of the digest tree is missing");
        }

        hash = level == 0 ? row.GetHash(0) : new QldbHash(row.GetBytes(1).Slice((level - 1) * QldbHash.Size, QldbHash.Size));
        return true;
    }

    public bool TryGetCommit(QldbId transactionId, [NotNullWhen(true)] out StoredCommit? commit)
    {
        using var lease = Rent();
        var row = lease.Connection[ReadSql.Commit].Bind(1, transactionId).Bind(2, asOf);
        using var execution = row.Start();
        commit = row.Read() ? new StoredCommit(transactionId, row.GetHash(0), row.GetInt64(1)) : null;
        return commit is not null;
    }

    public void Dispose() => _disposed = true;

    private ReadConnectionPool.Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return connections.Rent();
    }

    private long? FindLatestNo(ReadConnection connection, long tableNo, QldbId documentId)
    {
        var row = connection[ReadSql.LatestRevisionNo].Bind(1, tableNo).Bind(2, documentId).Bind(3, _bound);
        using var execution = row.Start();
        return row.Read() && !row.IsNull(0) ? row.GetInt64(0) : null;
    }

    /// <summary>Reads a revision, which exists, unless it is known.</summary>
    private StoredRevision Fetch(ReadConnection connection, long revisionNo, RevisionCache.Ring known)
    {
        if (known.Find(revisionNo) is { } revision)
        {
            return revision;
        }

        revision = RequireRevision(connection, revisionNo);
        known.Keep(revision);
        return revision;
    }

    private StoredRevision RequireRevision(ReadConnection connection, long revisionNo) =>
        ReadRevision(connection, revisionNo) ?? throw StoreFailure.Damaged(connection.Database.Path, $"revision {revisionNo} is missing");

    private StoredRevision? ReadRevision(ReadConnection connection, long revisionNo)
    {
        var row = connection[ReadSql.Revision].Bind(1, revisionNo);
        using var execution = row.Start();
        return row.Read() ? RevisionRow.Read(row, numbers) : null;
    }

    /// <summary>The number of a block's first revision, or the end of what is seen.</summary>
    private long FirstOf(long sequenceNo) => sequenceNo > asOf ? _bound : LedgerSchema.RevisionNo(sequenceNo);

    private static StoredBlock ReadBlock(Statement row) =>
        new(row.GetInt64(0), row.GetHash(3), row.GetId(1), row.GetHash(4), row.GetInt64(2), row.GetBytes(5).ToArray());
}
