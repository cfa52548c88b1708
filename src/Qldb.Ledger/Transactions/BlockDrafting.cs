using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>Turns what a transaction did into the draft of its block. Runs on the committing client's thread: here most hashing is done.</summary>
internal static class BlockDrafting
{
    public static BlockDraft Draft(LedgerTransaction transaction, long nowMs)
    {
        var state = transaction.Snapshot.State;
        var timeMs = Math.Max(nowMs, transaction.Statements.Aggregate(state.TipTimestampMs, (latest, statement) => Math.Max(latest, statement.StartTimeMs)));
        var writes = transaction.WriteSet.Writes.Where(write => !write.IsNothing).ToList();
        var tables = transaction.Catalog.Tables.Where(table => state.Catalog.Find(table.Id) != table).ToList();
        var revisions = new List<RevisionDraft>(tables.Count + writes.Count);
        revisions.AddRange(TableRevisions(transaction, tables, timeMs));
        revisions.AddRange(writes.Select(write => DocumentRevision(transaction, write, timeMs)));
        var info = new TransactionInfo
        {
            Statements = transaction.Statements,
            Documents = [.. writes.Select(write => new TouchedDocument(write.DocumentId, write.Table.Name, write.Table.Id, write.Statements))],
        }.ToIonBinary();
        var redactionInfo = transaction.Redaction?.ToInfo();

        return new BlockDraft
        {
            TransactionId = transaction.Id,
            CommitDigest = transaction.Digest,
            TransactionTimeMs = timeMs,
            Revisions = revisions,
            RevisionsRoot = MerkleTree.Root(revisions.Select(revision => revision.Hash).ToArray()),
            TransactionInfo = info,
            TransactionInfoHash = QldbHash.OfIonBinary(info),
            Redaction = transaction.Redaction,
            RedactionInfo = redactionInfo,
            RedactionInfoHash = redactionInfo is null ? QldbHash.Empty : QldbHash.OfIonBinary(redactionInfo),
            CatalogChanges = [.. tables.Select(table => table.ToStored())],
            IndexChanges = IndexChanges(transaction, writes),
        };
    }

    private static RevisionDraft DocumentRevision(LedgerTransaction transaction, PendingWrite write, long timeMs)
    {
        var metadata = new RevisionMetadata(write.DocumentId, write.Version, timeMs, transaction.Id);
        var dataHash = write.IsDeleted ? QldbHash.Empty : QldbHash.Of(write.Document);
        return new RevisionDraft(
            write.Table.Id, write.DocumentId, write.Version, write.IsDeleted ? RevisionKind.Delete : RevisionKind.Document,
            write.IsDeleted ? default : write.Document.AsBinary(), metadata.RevisionHash(dataHash));
    }

    /// <summary>A table is a document of the catalog, and its id the document's: DDL writes its next revision.</summary>
    private static IEnumerable<RevisionDraft> TableRevisions(LedgerTransaction transaction, List<TableDefinition> tables, long timeMs)
    {
        if (tables.Count == 0)
        {
            yield break;
        }

        using var reader = transaction.Engine.Store.OpenReader(transaction.Snapshot.State.Tip);
        foreach (var table in tables)
        {
            var version = reader.TryGetDocument(default, table.Id, out var latest) ? latest.Version + 1 : 0;
            var data = table.ToDocument();
            var hash = new RevisionMetadata(table.Id, version, timeMs, transaction.Id).RevisionHash(QldbHash.OfIonBinary(data));
            yield return new RevisionDraft(default, table.Id, version, RevisionKind.System, data, hash);
        }
    }

    private static List<IndexChange> IndexChanges(LedgerTransaction transaction, List<PendingWrite> writes)
    {
        var changes = new List<IndexChange>();
        foreach (var write in writes)
        {
            Indexing.AddChanges(write, transaction.Catalog.Find(write.Table.Id)!, changes);
        }

        return changes;
    }
}
