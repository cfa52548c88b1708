using System.Text;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>Everything a stored thing holds, as text: what comes back from a store is compared whole, and a failure shows the difference.</summary>
public static class Described
{
    public static string Of(StoredRevision? revision) => revision is null
        ? "none"
        : $"{revision.TableId} {revision.DocumentId} v{revision.Version} @{revision.SequenceNo}/{revision.Ordinal} tx {revision.TransactionId} {revision.TransactionTimeMs} "
            + $"{revision.Hash} {revision.Kind} '{Encoding.UTF8.GetString(revision.Data.Span)}' [{revision.DataHash}]";

    public static string Of(StoredBlock? block) => block is null
        ? "none"
        : $"@{block.SequenceNo} {block.BlockHash} tx {block.TransactionId} {block.CommitDigest} {block.TimestampMs} '{Encoding.UTF8.GetString(block.Content.Span)}'";

    public static string Of(StoredTable table)
        => $"{table.TableId} {table.Name} {table.IsActive} '{Encoding.UTF8.GetString(table.Tags.Span)}' [{string.Join(", ", table.Indexes.Select(index => $"{index.IndexId}({index.Field})"))}]";

    public static IEnumerable<string> Of(IEnumerable<StoredRevision> revisions) => revisions.Select(revision => Of(revision));

    /// <summary>A table's documents, whose order is the store's own.</summary>
    public static IEnumerable<string> InAnyOrder(IEnumerable<StoredRevision> revisions) => Of(revisions).Order(StringComparer.Ordinal);

    /// <summary>The history of each document as one text, in any order. A document whose revisions do not come one after the other is there several times.</summary>
    public static IEnumerable<string> Histories(IEnumerable<StoredRevision> revisions)
    {
        var histories = new List<string>();
        StoredRevision? previous = null;
        foreach (var revision in revisions)
        {
            if (previous?.DocumentId == revision.DocumentId)
            {
                histories[^1] += Environment.NewLine + Of(revision);
            }
            else
            {
                histories.Add(Of(revision));
            }

            previous = revision;
        }

        return histories.Order(StringComparer.Ordinal);
    }

    public static IEnumerable<string> Of(IEnumerable<StoredBlock> blocks) => blocks.Select(block => Of(block));

    public static IEnumerable<string> Of(IEnumerable<StoredTable> tables) => tables.Select(Of);
}
