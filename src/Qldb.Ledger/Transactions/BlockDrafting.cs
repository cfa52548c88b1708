using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>Turns what a transaction did into the draft of its block. Runs on the committing client's thread.</summary>
internal static class BlockDrafting
{
    public static void Draft(LedgerTransaction transaction, QldbHash commitDigest, long nowMs)
    {
        var state = transaction.Seen;
        var draft = transaction.Draft;
        draft.TryClear();
        draft.TransactionId = transaction.Id;
        draft.CommitDigest = commitDigest;
        draft.TransactionTimeMs = Math.Max(nowMs, state.TipTimestampMs);
        draft.Statements = transaction.Statements;
        foreach (var statement in transaction.Statements)
        {
            draft.TransactionTimeMs = Math.Max(draft.TransactionTimeMs, statement.StartTimeMs);
        }

        if (transaction.Catalog != state.Catalog)
        {
            AddTables(transaction, draft);
        }

        AddDocuments(transaction, draft);
        if (transaction.Redaction is { } redaction)
        {
            (draft.Redaction, draft.RedactionInfo) = (redaction, redaction.ToInfo());
        }
    }

    /// <summary>A table is a document of the catalog, and its id the document's: DDL writes its next revision.</summary>
    private static void AddTables(LedgerTransaction transaction, BlockDraft draft)
    {
        var tables = transaction.Catalog.Tables.Where(table => transaction.Seen.Catalog.Find(table.Id) != table).ToList();
        draft.CatalogChanges = [.. tables.Select(table => table.ToStored())];
        using var reader = transaction.Engine.Store.OpenReader(transaction.Seen.Tip);
        foreach (var table in tables)
        {
            var version = reader.TryGetDocument(default, table.Id, out var latest) ? latest.Version + 1 : 0;
            draft.Add(new RevisionDraft(default, table.Id, version, RevisionKind.System, IonElement.Parse(table.ToDocument())));
        }
    }

    private static void AddDocuments(LedgerTransaction transaction, BlockDraft draft)
    {
        foreach (var write in transaction.WriteSet.Writes)
        {
            if (!write.IsNothing)
            {
                draft.Add(new RevisionDraft(write.Table.Id, write.DocumentId, write.Version, write.IsDeleted ? RevisionKind.Delete : RevisionKind.Document, write.Document)
                {
                    Source = write.Source,
                    TableName = write.Table.Name,
                    Statements = write.Statements,
                });
                Indexing.AddChanges(write, transaction.Catalog.Find(write.Table.Id)!, draft.IndexChanges);
            }
        }
    }
}
