using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>Which index entries come and go with the change of a document.</summary>
internal static class Indexing
{
    /// <summary>The changes in the indexes that exist already; an index that is being created gets its entries from its <see cref="IndexBuild"/>.</summary>
    public static void AddChanges(PendingWrite write, TableDefinition table, List<IndexChange> changes)
    {
        if (table.Indexes.IsEmpty)
        {
            return;
        }

        var original = write.OriginalDocument;
        foreach (var index in table.Indexes)
        {
            if (!index.IsBuilt)
            {
                continue;
            }

            var before = IndexKeys.OfField(original, index.Field);
            var after = IndexKeys.OfField(write.Document, index.Field);
            if (before.Span.SequenceEqual(after.Span))
            {
                continue;
            }

            if (!before.IsEmpty)
            {
                changes.Add(new IndexChange(table.Id, index.Id, before, write.DocumentId, IndexChangeKind.Removed));
            }

            Add(changes, table, index, write.DocumentId, after);
        }
    }

    private static void Add(List<IndexChange> changes, TableDefinition table, IndexDefinition index, QldbId documentId, ReadOnlyMemory<byte> key)
    {
        if (!key.IsEmpty)
        {
            changes.Add(new IndexChange(table.Id, index.Id, key, documentId, IndexChangeKind.Added));
        }
    }
}
