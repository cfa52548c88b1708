using Qldb.Ion;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>The reads that return sequences: each goes through its rows in chunks, and between two of them holds no connection and no transaction.</summary>
internal sealed partial class SqliteStoreReader
{
    private const int FirstChunkRows = 16;
    private const int ChunkRowsMax = 256;

    public IEnumerable<StoredRevision> ScanTable(QldbId tableId) => numbers.TryGetTable(tableId, out var tableNo)
        ? ReadChunks<long, StoredRevision>(-1, (connection, chunk) =>
        {
            var row = connection[ReadSql.TableDocuments].Bind(1, tableNo).Bind(2, chunk.Position).Bind(3, _bound);
            using var execution = row.Start();
            while (chunk.HasRoom && row.Read())
            {
                var position = row.GetInt64(0);
                if (RevisionRow.KindOf(row, first: 1) == RevisionKind.Delete)
                {
                    chunk.Pass(position);
                }
                else
                {
                    AddRevision(chunk, position, RevisionRow.Read(row, numbers, first: 1));
                }
            }
        })
        : [];

    public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId)
    {
        if (documentId is { } document)
        {
            return ReadHistory(ReadSql.DocumentHistory, row => row.Bind(1, document)).Where(revision => revision.TableId == tableId);
        }

        return numbers.TryGetTable(tableId, out var tableNo) ? ReadHistory(ReadSql.TableHistory, row => row.Bind(1, tableNo)) : [];
    }

    public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key)
    {
        if (!numbers.TryGetIndex(indexId, out var indexNo))
        {
            return [];
        }

        // Most lookups end with the first chunk, so that one is read here and now.
        var first = new Chunk<QldbId?, StoredRevision>(null, FirstChunkRows);
        using (var lease = Rent())
        {
            ReadEntries(lease.Connection, first, indexNo, key);
        }

        return first.HasRoom ? first.Rows : first.Rows.Concat(ReadEntriesAfter(first.Position, indexNo, key));
    }

    /// <remarks>Current entries first: one that goes meanwhile is found among the past ones.</remarks>
    public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => numbers.TryGetIndex(indexId, out var indexNo)
        ? ReadAllEntries(ReadSql.AllCurrentEntries, indexNo).Concat(ReadAllEntries(ReadSql.AllPastEntries, indexNo))
        : [];

    public IEnumerable<StoredBlock> ReadBlocks(long from, long to)
    {
        var last = Math.Min(to, asOf);
        return ReadChunks<long, StoredBlock>(Math.Max(from, 0) - 1, (connection, chunk) =>
        {
            var row = connection[ReadSql.Blocks].Bind(1, chunk.Position + 1).Bind(2, last);
            using var execution = row.Start();
            while (chunk.HasRoom && row.Read())
            {
                var block = ReadBlock(row);
                if (block.SequenceNo != chunk.Position + 1)
                {
                    throw row.Damaged($"block {chunk.Position + 1} is missing");
                }

                chunk.Add(block.SequenceNo, block, block.Content.Length);
            }
        });
    }

    private IEnumerable<StoredIndexEntry> ReadAllEntries(string sql, long indexNo) =>
        ReadChunks<StoredIndexEntry?, StoredIndexEntry>(null, (connection, chunk) =>
        {
            var row = connection[sql].Bind(1, indexNo).Bind(2, asOf);
            _ = chunk.Position is { } last ? row.Bind(3, last.Key.Span).Bind(4, last.DocumentId) : row.BindEmptyBlob(3).BindEmptyBlob(4);
            using var execution = row.Start();
            while (chunk.HasRoom && row.Read())
            {
                var entry = new StoredIndexEntry(row.GetBytes(0).ToArray(), row.GetId(1));
                chunk.Add(entry, entry, entry.Key.Length);
            }
        });

    private IEnumerable<StoredRevision> ReadEntriesAfter(QldbId? position, long indexNo, ReadOnlyMemory<byte> key) =>
        ReadChunks<QldbId?, StoredRevision>(position, (connection, chunk) => ReadEntries(connection, chunk, indexNo, key));

    /// <summary>Sorting current and past entries into one sequence costs ten times the lookup, and hardly ever has any entry gone since the snapshot.</summary>
    /// <remarks>The questions come second: an entry that goes meanwhile is found by them.</remarks>
    private void ReadEntries(ReadConnection connection, Chunk<QldbId?, StoredRevision> chunk, long indexNo, ReadOnlyMemory<byte> key)
    {
        ReadEntries(ReadSql.CurrentEntries, connection, chunk, indexNo, key);
        if (removals.MayConcern(asOf) && HasPastEntries(connection, indexNo, key))
        {
            chunk.StartOver();
            ReadEntries(ReadSql.CurrentAndPastEntries, connection, chunk, indexNo, key);
        }
    }

    private void ReadEntries(string sql, ReadConnection connection, Chunk<QldbId?, StoredRevision> chunk, long indexNo, ReadOnlyMemory<byte> key)
    {
        var known = cache.Current;
        var row = connection[sql].Bind(1, indexNo).Bind(2, key.Span).Bind(3, asOf).Bind(4, _bound);
        _ = chunk.Position is { } last ? row.Bind(5, last) : row.BindEmptyBlob(5);
        using var execution = row.Start();
        while (chunk.HasRoom && row.Read())
        {
            if (row.IsNull(0))
            {
                chunk.Pass(row.GetId(1));
                continue;
            }

            var revision = Fetch(connection, row.GetInt64(0), known);
            AddRevision(chunk, revision.DocumentId, revision);
        }
    }

    private bool HasPastEntries(ReadConnection connection, long indexNo, ReadOnlyMemory<byte> key)
    {
        var row = connection[ReadSql.HasPastEntries].Bind(1, indexNo).Bind(2, key.Span).Bind(3, asOf);
        using var execution = row.Start();
        return row.Read();
    }

    private IEnumerable<StoredRevision> ReadHistory(string sql, Action<Statement> bindSubject) =>
        ReadChunks<long, StoredRevision>(-1, (connection, chunk) =>
        {
            var row = connection[sql].Bind(2, chunk.Position).Bind(3, _bound);
            bindSubject(row);
            using var execution = row.Start();
            while (chunk.HasRoom && row.Read())
            {
                AddRevision(chunk, row.GetInt64(0), RevisionRow.Read(row, numbers));
            }
        });

    /// <summary>Fetches chunk after chunk. The first is small, for callers who want only a row or two.</summary>
    private IEnumerable<TRow> ReadChunks<TPosition, TRow>(TPosition start, Action<ReadConnection, Chunk<TPosition, TRow>> fill)
    {
        var position = start;
        for (var rows = FirstChunkRows; ; rows = Math.Min(rows * 4, ChunkRowsMax))
        {
            var chunk = new Chunk<TPosition, TRow>(position, rows);
            using (var lease = Rent())
            {
                fill(lease.Connection, chunk);
            }

            foreach (var row in chunk.Rows)
            {
                yield return row;
            }

            if (chunk.HasRoom)
            {
                yield break;
            }

            position = chunk.Position;
        }
    }

    private static void AddRevision<TPosition>(Chunk<TPosition, StoredRevision> chunk, TPosition position, StoredRevision revision) =>
        chunk.Add(position, revision, revision.Data.Length);
}
