using Qldb.Ledger.Sqlite.Catalog;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Reading;

/// <summary>Turns a row with the revision columns of <see cref="ReadSql"/> into a revision. What cannot be one says that the file is damaged.</summary>
internal static class RevisionRow
{
    public static StoredRevision Read(Statement row, CatalogNumbers numbers)
    {
        var revisionNo = row.GetInt64(0);
        return new StoredRevision
        {
            SequenceNo = LedgerSchema.SequenceNoOf(revisionNo),
            Ordinal = LedgerSchema.OrdinalOf(revisionNo),
            TableId = numbers.TryGetTableId(row.GetInt64(1), out var tableId)
                ? tableId
                : throw row.Damaged($"revision {revisionNo} belongs to an unknown table {row.GetInt64(1)}"),
            DocumentId = row.GetId(2),
            Version = row.GetInt64(3),
            Kind = KindOf(row),
            TransactionId = row.GetId(5),
            TransactionTimeMs = row.GetInt64(6),
            Hash = row.GetHash(7),
            DataHash = row.GetHash(8),
            Data = row.GetBytes(9).ToArray(),
        };
    }

    private static RevisionKind KindOf(Statement row)
    {
        var kind = row.GetInt64(4);
        return kind is >= (long)RevisionKind.Document and <= (long)RevisionKind.System
            ? (RevisionKind)kind
            : throw row.Damaged($"revision {row.GetInt64(0)} is of an unknown kind {kind}");
    }
}
