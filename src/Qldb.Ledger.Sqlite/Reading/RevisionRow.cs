using Qldb.Ledger.Sqlite.Catalog;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>Turns a row with the revision columns of <see cref="ReadSql"/> into a revision. What cannot be one says that the file is damaged.</summary>
internal static class RevisionRow
{
    public static StoredRevision Read(Statement row, CatalogNumbers numbers, int first = 0)
    {
        var revisionNo = row.GetInt64(first);
        return new StoredRevision
        {
            SequenceNo = LedgerSchema.SequenceNoOf(revisionNo),
            Ordinal = LedgerSchema.OrdinalOf(revisionNo),
            TableId = numbers.TryGetTableId(row.GetInt64(first + 1), out var tableId)
                ? tableId
                : throw row.Damaged($"revision {revisionNo} belongs to an unknown table {row.GetInt64(first + 1)}"),
            DocumentId = row.GetId(first + 2),
            Version = row.GetInt64(first + 3),
            Kind = KindOf(row, first),
            TransactionId = row.GetId(first + 5),
            TransactionTimeMs = row.GetInt64(first + 6),
            Hash = row.GetHash(first + 7),
            DataHash = row.GetHash(first + 8),
            Data = row.GetBytes(first + 9).ToArray(),
        };
    }

    public static RevisionKind KindOf(Statement row, int first = 0)
    {
        var kind = row.GetInt64(first + 4);
        return kind is >= (long)RevisionKind.Document and <= (long)RevisionKind.System
            ? (RevisionKind)kind
            : throw row.Damaged($"revision {row.GetInt64(first)} is of an unknown kind {kind}");
    }
}
