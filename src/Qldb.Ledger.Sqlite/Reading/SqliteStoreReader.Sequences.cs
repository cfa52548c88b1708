using Qldb.Ion;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>The reads that return sequences: each goes through its rows in chunks, and between two of them holds no connection and no transaction.</summary>
internal sealed partial class SqliteStoreReader
{
    private const int FirstChunkRows = 16;
    private const int ChunkRowsMax = 256;

    /// <summary>So many entries of one document are walked through before its last one is looked for.</summary>
    private const int LongHistory = 16;

    public IEnumerable<StoredRevision> ScanTable(QldbId tableId) => numbers.TryGetTable(tableId, out var tableNo)
        ? ReadChunks<QldbId?, StoredRevision>(null, (connection, chunk) => ReadDocuments(connection, chunk, tableNo))
        : [];

    public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId)
    {
        if (!numbers.TryGetTable(tableId, out var tableNo))
        {
            return [];
        }

        return documentId is { } document
            ? ReadChunks<(QldbId, long)?, StoredRevision>(null, (connection, chunk) => ReadHistory(connection, chunk, tableNo, document))
            : ReadChunks<(QldbId, long)?, StoredRevision>(null, (connection, chunk) => ReadHistories(connection, chunk, tableNo));
    }

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

    /// <summary>Reads the latest revision of each document, by document: the last of its entries in the index.</summary>
    private void ReadDocuments(ReadConnection connection, Chunk<QldbId?, StoredRevision> chunk, long tableNo)
    {
        var row = connection[ReadSql.TableRevisionNos].Bind(1, tableNo).Bind(3, _bound);
        BindPosition(row, 2, chunk.Position);
        using var execution = row.Start();
        var isRow = row.Read();
        while (isRow && chunk.HasRoom)
        {
            var document = row.GetId(0);
            long latestNo;
            var count = 0;
            do
            {
                latestNo = row.GetInt64(1);
                isRow = row.Read();
            }
            while (isRow && ++count < LongHistory && row.GetId(0) == document);

            if (count == LongHistory)
            {
                // Instead of walking through the rest of it, the next chunk begins behind it.
                latestNo = FindLatestNo(connection, tableNo, document) ?? latestNo;
                chunk.Close();
            }

            AddDocument(chunk, document, RequireRevision(connection, latestNo));
        }
    }

    private static void AddDocument(Chunk<QldbId?, StoredRevision> chunk, QldbId document, StoredRevision latest)
    {
        if (latest.Kind == RevisionKind.Delete)
        {
            chunk.Pass(document);
        }
        else
        {
            AddRevision(chunk, document, latest);
        }
    }

    /// <summary>Goes on in the history of the last document so far, and then with the documents behind it.</summary>
    private void ReadHistories(ReadConnection connection, Chunk<(QldbId, long)?, StoredRevision> chunk, long tableNo)
    {
        if (chunk.Position is (var document, _))
        {
            ReadHistory(connection, chunk, tableNo, document);
        }

        if (chunk.HasRoom)
        {
            var row = connection[ReadSql.TableHistory].Bind(1, tableNo).Bind(3, _bound);
            BindPosition(row, 2, chunk.Position?.Item1);
            AddRevisions(row, chunk);
        }
    }

    private void ReadHistory(ReadConnection connection, Chunk<(QldbId, long)?, StoredRevision> chunk, long tableNo, QldbId document) =>
        AddRevisions(connection[ReadSql.DocumentHistory].Bind(1, tableNo).Bind(2, document).Bind(3, _bound).Bind(4, chunk.Position?.Item2 ?? -1), chunk);

    private void AddRevisions(Statement row, Chunk<(QldbId, long)?, StoredRevision> chunk)
    {
        using var execution = row.Start();
        while (chunk.HasRoom && row.Read())
        {
            var revision = RevisionRow.Read(row, numbers);
            AddRevision(chunk, (revision.DocumentId, row.GetInt64(0)), revision);
        }
    }

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

    private static void BindPosition(Statement row, int parameter, QldbId? position) =>
        _ = position is { } document ? row.Bind(parameter, document) : row.BindEmptyBlob(parameter);

    private static void AddRevision<TPosition>(Chunk<TPosition, StoredRevision> chunk, TPosition position, StoredRevision revision) =>
        chunk.Add(position, revision, revision.Data.Length);
}
