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
        var count = tables.Count + transaction.WriteSet.Count;
        var (revisions, documents, indexChanges) = (new List<RevisionDraft>(count), new List<TouchedDocument>(count), new List<IndexChange>());
        AddTableRevisions(transaction, tables, timeMs, revisions);
        foreach (var write in transaction.WriteSet.Writes)
        {
            if (!write.IsNothing)
            {
                revisions.Add(DocumentRevision(transaction, write, timeMs));
                documents.Add(new TouchedDocument(write.DocumentId, write.Table.Name, write.Table.Id, write.Statements));
                Indexing.AddChanges(write, transaction.Catalog.Find(write.Table.Id)!, indexChanges);
            }
        }

        var info = new TransactionInfo { Statements = transaction.Statements, Documents = documents }.ToIon();
        var redactionInfo = transaction.Redaction?.ToInfo() ?? default;

        return new BlockDraft
        {
            TransactionId = transaction.Id,
            CommitDigest = transaction.Digest,
            TransactionTimeMs = timeMs,
            Revisions = revisions,
            RevisionsRoot = Root(revisions),
            TransactionInfo = info,
            TransactionInfoHash = QldbHash.Of(info),
            Redaction = transaction.Redaction,
            RedactionInfo = redactionInfo,
            RedactionInfoHash = redactionInfo.IsUndefined ? QldbHash.Empty : QldbHash.Of(redactionInfo),
            CatalogChanges = tables.Count == 0 ? [] : [.. tables.Select(table => table.ToStored())],
            IndexChanges = indexChanges,
        };
    }

    private static QldbHash Root(List<RevisionDraft> revisions)
        => revisions.Count == 1 ? revisions[0].Hash : MerkleTree.Root([.. revisions.Select(revision => revision.Hash)]);

    private static List<TableDefinition> ChangedTables(LedgerTransaction transaction, LedgerCatalog committed)
        => transaction.Catalog == committed ? [] : [.. transaction.Catalog.Tables.Where(table => committed.Find(table.Id) != table)];

    private static RevisionDraft DocumentRevision(LedgerTransaction transaction, PendingWrite write, long timeMs)
    {
        var metadata = new RevisionMetadata(write.DocumentId, write.Version, timeMs, transaction.Id);
        var dataHash = write.IsDeleted ? QldbHash.Empty : QldbHash.Of(write.Document);
        return new RevisionDraft(
            write.Table.Id, write.DocumentId, write.Version, write.IsDeleted ? RevisionKind.Delete : RevisionKind.Document,
            write.IsDeleted ? default : write.Document.AsBinary(), metadata.RevisionHash(dataHash));
    }

    /// <summary>A table is a document of the catalog, and its id the document's: DDL writes its next revision.</summary>
    private static void AddTableRevisions(LedgerTransaction transaction, List<TableDefinition> tables, long timeMs, List<RevisionDraft> revisions)
    {
        if (tables.Count == 0)
        {
            return;
        }

        using var reader = transaction.Engine.Store.OpenReader(transaction.Snapshot.State.Tip);
        foreach (var table in tables)
        {
            var version = reader.TryGetDocument(default, table.Id, out var latest) ? latest.Version + 1 : 0;
            var data = table.ToDocument();
            var hash = new RevisionMetadata(table.Id, version, timeMs, transaction.Id).RevisionHash(QldbHash.OfIonBinary(data));
            revisions.Add(new RevisionDraft(default, table.Id, version, RevisionKind.System, data, hash));
        }
    }
}
