using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>Turns what a transaction did into the draft of its block. Runs on the committing client's thread.</summary>
internal static class BlockDrafting
{
    public static BlockDraft Draft(LedgerTransaction transaction, QldbHash commitDigest, long nowMs)
    {
        var state = transaction.Seen;
        var timeMs = Math.Max(nowMs, state.TipTimestampMs);
        foreach (var statement in transaction.Statements)
        {
            timeMs = Math.Max(timeMs, statement.StartTimeMs);
        }

        var tables = ChangedTables(transaction, state.Catalog);
        var revisions = Revisions(transaction, tables);
        return new BlockDraft
        {
            TransactionId = transaction.Id,
            CommitDigest = commitDigest,
            TransactionTimeMs = timeMs,
            Revisions = revisions,
            TransactionInfo = new TransactionInfo(transaction.Statements, revisions),
            Redaction = transaction.Redaction,
            RedactionInfo = transaction.Redaction?.ToInfo() ?? default,
            CatalogChanges = tables.Count == 0 ? [] : [.. tables.Select(table => table.ToStored())],
            IndexChanges = Indexing.Changes(transaction.WriteSet, transaction.Catalog),
        };
    }

    private static List<TableDefinition> ChangedTables(LedgerTransaction transaction, LedgerCatalog committed)
        => transaction.Catalog == committed ? [] : [.. transaction.Catalog.Tables.Where(table => committed.Find(table.Id) != table)];

    private static RevisionDraft[] Revisions(LedgerTransaction transaction, List<TableDefinition> tables)
    {
        var revisions = new RevisionDraft[tables.Count + transaction.WriteSet.RevisionCount];
        AddTableRevisions(transaction, tables, revisions);
        var next = tables.Count;
        foreach (var write in transaction.WriteSet.Writes)
        {
            if (!write.IsNothing)
            {
                var kind = write.IsDeleted ? RevisionKind.Delete : RevisionKind.Document;
                revisions[next++] = new RevisionDraft(write.Table.Id, write.DocumentId, write.Version, kind, write.Document)
                {
                    Source = write.Source,
                    TableName = write.Table.Name,
                    Statements = write.Statements,
                };
            }
        }

        return revisions;
    }

    /// <summary>A table is a document of the catalog, and its id the document's: DDL writes its next revision.</summary>
    private static void AddTableRevisions(LedgerTransaction transaction, List<TableDefinition> tables, RevisionDraft[] revisions)
    {
        if (tables.Count == 0)
        {
            return;
        }

        using var reader = transaction.Engine.Store.OpenReader(transaction.Seen.Tip);
        for (var i = 0; i < tables.Count; i++)
        {
            var table = tables[i];
            var version = reader.TryGetDocument(default, table.Id, out var latest) ? latest.Version + 1 : 0;
            revisions[i] = new RevisionDraft(default, table.Id, version, RevisionKind.System, IonElement.Parse(table.ToDocument()));
        }
    }
}
