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
        var timeMs = Math.Max(nowMs, state.TipTimestampMs);
        foreach (var statement in transaction.Statements)
        {
            timeMs = Math.Max(timeMs, statement.StartTimeMs);
        }

        var tables = ChangedTables(transaction, state.Catalog);
        var revisions = Revisions(transaction, tables, timeMs);
        var info = new TransactionInfo { Statements = transaction.Statements, Documents = TouchedDocuments(transaction.WriteSet) };
        var redactionInfo = transaction.Redaction?.ToInfo() ?? default;
        return new BlockDraft
        {
            TransactionId = transaction.Id,
            CommitDigest = transaction.Digest,
            TransactionTimeMs = timeMs,
            Revisions = revisions,
            RevisionsRoot = Root(revisions),
            TransactionInfo = info,
            TransactionInfoHash = info.Hash(),
            Redaction = transaction.Redaction,
            RedactionInfo = redactionInfo,
            RedactionInfoHash = redactionInfo.IsUndefined ? QldbHash.Empty : QldbHash.Of(redactionInfo),
            CatalogChanges = tables.Count == 0 ? [] : [.. tables.Select(table => table.ToStored())],
            IndexChanges = Indexing.Changes(transaction.WriteSet, transaction.Catalog),
        };
    }

    private static QldbHash Root(RevisionDraft[] revisions)
        => revisions.Length == 1 ? revisions[0].Hash : MerkleTree.Root([.. revisions.Select(revision => revision.Hash)]);

    private static List<TableDefinition> ChangedTables(LedgerTransaction transaction, LedgerCatalog committed)
        => transaction.Catalog == committed ? [] : [.. transaction.Catalog.Tables.Where(table => committed.Find(table.Id) != table)];

    private static RevisionDraft[] Revisions(LedgerTransaction transaction, List<TableDefinition> tables, long timeMs)
    {
        var revisions = new RevisionDraft[tables.Count + transaction.WriteSet.RevisionCount];
        AddTableRevisions(transaction, tables, timeMs, revisions);
        var next = tables.Count;
        foreach (var write in transaction.WriteSet.Writes)
        {
            if (!write.IsNothing)
            {
                revisions[next++] = DocumentRevision(transaction, write, timeMs);
            }
        }

        return revisions;
    }

    private static RevisionDraft DocumentRevision(LedgerTransaction transaction, PendingWrite write, long timeMs)
    {
        var metadata = new RevisionMetadata(write.DocumentId, write.Version, timeMs, transaction.Id);
        return new RevisionDraft(
            write.Table.Id, write.DocumentId, write.Version, write.IsDeleted ? RevisionKind.Delete : RevisionKind.Document,
            write.IsDeleted ? default : write.Document.AsBinary(), metadata.RevisionHash(write.DataHash));
    }

    private static TouchedDocument[] TouchedDocuments(WriteSet writes)
    {
        var documents = new TouchedDocument[writes.RevisionCount];
        var next = 0;
        foreach (var write in writes.Writes)
        {
            if (!write.IsNothing)
            {
                documents[next++] = new TouchedDocument(write.DocumentId, write.Table.Name, write.Table.Id, write.Statements);
            }
        }

        return documents;
    }

    /// <summary>A table is a document of the catalog, and its id the document's: DDL writes its next revision.</summary>
    private static void AddTableRevisions(LedgerTransaction transaction, List<TableDefinition> tables, long timeMs, RevisionDraft[] revisions)
    {
        if (tables.Count == 0)
        {
            return;
        }

        using var reader = transaction.Engine.Store.OpenReader(transaction.Snapshot.State.Tip);
        for (var i = 0; i < tables.Count; i++)
        {
            var table = tables[i];
            var version = reader.TryGetDocument(default, table.Id, out var latest) ? latest.Version + 1 : 0;
            var data = table.ToDocument();
            var hash = new RevisionMetadata(table.Id, version, timeMs, transaction.Id).RevisionHash(QldbHash.OfIonBinary(data));
            revisions[i] = new RevisionDraft(default, table.Id, version, RevisionKind.System, data, hash);
        }
    }
}
