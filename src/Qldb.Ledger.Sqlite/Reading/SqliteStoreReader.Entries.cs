using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>The reads of index entries: current ones, and those that went after the reader's block.</summary>
internal sealed partial class SqliteStoreReader
{
    public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key)
    {
        if (!numbers.TryGetTable(tableId, out var tableNo) || !numbers.TryGetIndex(indexId, out var indexNo))
        {
            return [];
        }

        // Most lookups end with the first chunk, so that one is read here and now.
        var first = new Chunk<QldbId?, StoredRevision>(null, FirstChunkRows);
        var sought = new SoughtKey(tableNo, indexNo, key);
        using (var lease = Rent())
        {
            ReadEntries(lease.Connection, first, sought);
        }

        return first.HasRoom ? first.Rows : first.Rows.Concat(ReadEntriesAfter(first.Position, sought));
    }

    /// <remarks>Current entries first: one that goes meanwhile is found among the past ones.</remarks>
    public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => numbers.TryGetIndex(indexId, out var indexNo)
        ? ReadAllEntries(ReadSql.AllCurrentEntries, indexNo).Concat(ReadAllEntries(ReadSql.AllPastEntries, indexNo))
        : [];

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

    private IEnumerable<StoredRevision> ReadEntriesAfter(QldbId? position, SoughtKey sought) =>
        ReadChunks<QldbId?, StoredRevision>(position, (connection, chunk) => ReadEntries(connection, chunk, sought));

    /// <summary>Sorting current and past entries into one sequence costs ten times the lookup, and hardly ever has any entry gone since the snapshot.</summary>
    /// <remarks>The questions come second: an entry that goes meanwhile is found by them.</remarks>
    private void ReadEntries(ReadConnection connection, Chunk<QldbId?, StoredRevision> chunk, SoughtKey sought)
    {
        ReadEntries(ReadSql.CurrentEntries, connection, chunk, sought);
        if (removals.MayConcern(asOf) && HasPastEntries(connection, sought))
        {
            chunk.StartOver();
            ReadEntries(ReadSql.CurrentAndPastEntries, connection, chunk, sought);
        }
    }

    private void ReadEntries(string sql, ReadConnection connection, Chunk<QldbId?, StoredRevision> chunk, SoughtKey sought)
    {
        var known = cache.Current;
        var row = connection[sql].Bind(1, sought.IndexNo).Bind(2, sought.Key.Span).Bind(3, asOf).Bind(4, _bound).Bind(6, sought.TableNo);
        BindPosition(row, 5, chunk.Position);
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

    private bool HasPastEntries(ReadConnection connection, SoughtKey sought)
    {
        var row = connection[ReadSql.HasPastEntries].Bind(1, sought.IndexNo).Bind(2, sought.Key.Span).Bind(3, asOf);
        using var execution = row.Start();
        return row.Read();
    }

    /// <summary>A key of an index, and the table of both.</summary>
    private readonly record struct SoughtKey(long TableNo, long IndexNo, ReadOnlyMemory<byte> Key);
}
