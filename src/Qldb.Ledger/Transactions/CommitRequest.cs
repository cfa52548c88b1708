using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>A transaction on its way through the commit pipeline, with all that could be prepared outside of it.</summary>
internal sealed class CommitRequest(LedgerTransaction transaction, BlockDraft draft)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BlockDraft Draft => draft;

    public Task Completion => _completion.Task;

    public HashSet<ConflictKey> ReadSet => transaction.ReadSet;

    public Snapshot Snapshot => transaction.Snapshot;

    public bool IsReadOnly => draft.Revisions.Count == 0 && draft.Redaction is null;

    /// <summary>Gets whether the transaction creates indexes, whose entries must be gathered from the documents as they are at its turn.</summary>
    public bool BuildsIndexes => draft.CatalogChanges.Count > 0 && draft.CatalogChanges.Any(table => TableIn(transaction.Catalog, table).Indexes.Any(index => !index.IsBuilt));

    /// <summary>The index entries of the block, by the indexes that exist at its turn: others may have come since the transaction began.</summary>
    public IReadOnlyList<IndexChange> IndexChanges(LedgerCatalog current, Func<IStoreReader> openReader)
    {
        if (!BuildsIndexes && current == transaction.Snapshot.State.Catalog && draft.CatalogChanges.Count == 0)
        {
            return draft.IndexChanges;
        }

        var changes = new List<IndexChange>();
        foreach (var write in transaction.WriteSet.Writes.Where(write => !write.IsNothing))
        {
            var table = IsOwn(write.Table) ? TableIn(transaction.Catalog, write.Table) : TableIn(current, write.Table);
            Indexing.AddChanges(write, table, changes);
        }

        foreach (var table in draft.CatalogChanges.Select(table => TableIn(transaction.Catalog, table)))
        {
            foreach (var index in table.Indexes.Where(index => !index.IsBuilt))
            {
                using var reader = openReader();
                Indexing.AddEntries(reader, table, index, transaction.WriteSet, changes);
            }
        }

        return changes;
    }

    /// <summary>What the block changes, for the validation of others.</summary>
    public List<ConflictKey> ChangedKeys(IReadOnlyList<IndexChange> indexChanges)
    {
        var keys = new List<ConflictKey>((2 * draft.Revisions.Count) + indexChanges.Count);
        var lastTable = default(QldbId);
        foreach (var revision in draft.Revisions)
        {
            if (revision.Kind == RevisionKind.System)
            {
                continue;
            }

            keys.Add(ConflictKey.Document(revision.DocumentId));
            if (revision.TableId != lastTable)
            {
                keys.Add(ConflictKey.Table(revision.TableId));
                lastTable = revision.TableId;
            }
        }

        foreach (var change in indexChanges)
        {
            keys.Add(ConflictKey.IndexKey(change.IndexId, change.Key.Span));
        }

        if (draft.Redaction is { } redaction)
        {
            keys.Add(ConflictKey.Block(redaction.Address.SequenceNo));
            keys.Add(ConflictKey.Document(redaction.DocumentId));
            keys.Add(ConflictKey.Table(redaction.TableId));
        }

        foreach (var table in draft.CatalogChanges)
        {
            keys.Add(ConflictKey.Catalog);
            if (transaction.Snapshot.State.Catalog.Find(table.TableId) is { } before && IsUseAffected(before, table))
            {
                keys.Add(ConflictKey.TableUse(table.TableId));
            }
        }

        return keys;
    }

    public void Succeed() => _completion.TrySetResult();

    public void Fail(Exception reason) => _completion.TrySetException(reason);

    private static bool IsUseAffected(TableDefinition before, StoredTable after)
        => before.IsActive != after.IsActive || before.Indexes.Any(index => after.Indexes.All(kept => kept.IndexId != index.Id));

    private static TableDefinition TableIn(LedgerCatalog catalog, StoredTable table) => catalog.Find(table.TableId)!;

    private static TableDefinition TableIn(LedgerCatalog catalog, TableDefinition table) => catalog.Find(table.Id)!;

    private bool IsOwn(TableDefinition table) => draft.CatalogChanges.Any(change => change.TableId == table.Id);
}
