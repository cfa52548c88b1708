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

    public QldbId TransactionId => transaction.Id;

    public ReadSet ReadSet => transaction.ReadSet;

    public Snapshot Snapshot => transaction.Snapshot;

    public bool IsReadOnly => draft.Revisions.Length == 0 && draft.Redaction is null;

    /// <summary>Gets whether the transaction creates indexes, whose entries must be gathered from the documents as they are at its turn.</summary>
    public bool BuildsIndexes => draft.CatalogChanges.Length > 0 && draft.CatalogChanges.Any(table => TableIn(transaction.Catalog, table).Indexes.Any(index => !index.IsBuilt));

    /// <summary>The index entries of the block, by the indexes that exist at its turn: others may have come since the transaction began.</summary>
    /// <param name="current">The catalog at its turn.</param>
    /// <param name="store">Holds every block before this one, if the transaction creates indexes.</param>
    public List<IndexChange> IndexChanges(LedgerCatalog current, ILedgerStore store)
    {
        if (!BuildsIndexes && current == transaction.Snapshot.State.Catalog && draft.CatalogChanges.Length == 0)
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
                using var reader = store.OpenReader(store.Tip);
                Indexing.AddEntries(reader, table, index, transaction.WriteSet, changes);
            }
        }

        return changes;
    }

    /// <summary>Adds what the block changes, for the validation of others.</summary>
    public void AddChangedKeys(List<ConflictKey> keys)
    {
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

        foreach (var change in draft.IndexChanges)
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
    }

    public void Succeed() => _completion.TrySetResult();

    public void Fail(Exception reason) => _completion.TrySetException(reason);

    private static bool IsUseAffected(TableDefinition before, StoredTable after)
        => before.IsActive != after.IsActive || before.Indexes.Any(index => after.Indexes.All(kept => kept.IndexId != index.Id));

    private static TableDefinition TableIn(LedgerCatalog catalog, StoredTable table) => catalog.Find(table.TableId)!;

    private static TableDefinition TableIn(LedgerCatalog catalog, TableDefinition table) => catalog.Find(table.Id)!;

    private bool IsOwn(TableDefinition table) => draft.CatalogChanges.Any(change => change.TableId == table.Id);
}
