using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>A transaction on its way through the commit pipeline, with all that could be prepared outside of it.</summary>
internal sealed class CommitRequest(LedgerTransaction transaction)
{
    // What the pipeline may have to catch up with at the transaction's turn, while all others wait.
    private const int BlocksLeftForTheTurn = 64;

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IndexBuild[] _builds = [];

    public BlockDraft Draft => transaction.Draft;

    public LedgerTransaction Transaction => transaction;

    public Task Completion => _completion.Task;

    /// <summary>Gets the transaction's id, which stays when the transaction is over.</summary>
    public QldbId TransactionId { get; } = transaction.Id;

    /// <summary>Gets or sets whether its transaction was hashed on the client's thread, because it is large.</summary>
    public bool IsHashed { get; init; }

    /// <summary>Gets whether the client, as far as digests tell, sent the very statements that were executed.</summary>
    public bool IsConfirmed => transaction.Digest == Draft.CommitDigest;

    public bool IsReadOnly => Draft.Revisions.Length == 0 && Draft.Redaction is null;

    /// <summary>Gets whether the transaction creates indexes, for whose last entries the store must hold every block before its own.</summary>
    public bool BuildsIndexes => _builds.Length > 0;

    /// <summary>Gathers the entries of indexes that the transaction creates, as far as that can be done before its turn.</summary>
    public void PrepareIndexes(TransactionEngine engine)
    {
        if (Draft.CatalogChanges.Length == 0)
        {
            return;
        }

        _builds = [.. from table in Draft.CatalogChanges.Select(table => TableIn(transaction.Catalog, table)) from index in table.Indexes where !index.IsBuilt select new IndexBuild(table, index)];
        foreach (var build in _builds)
        {
            long caughtUpTo, tip = engine.Snapshots.Current.Tip;
            do
            {
                build.CatchUp(engine.Store, tip, engine.Gate);
                (caughtUpTo, tip) = (tip, engine.Snapshots.Current.Tip);
            }
            while (tip - caughtUpTo > BlocksLeftForTheTurn);
        }
    }

    /// <summary>Settles the index entries of the block, by the indexes that exist at its turn: others may have come since the transaction began.</summary>
    /// <param name="current">The catalog at its turn.</param>
    public void SettleIndexChanges(LedgerCatalog current)
    {
        if (current == transaction.Seen.Catalog && Draft.CatalogChanges.Length == 0)
        {
            return;
        }

        Draft.IndexChanges.Clear();
        foreach (var write in transaction.WriteSet.Writes.Where(write => !write.IsNothing))
        {
            var table = IsOwn(write.Table) ? TableIn(transaction.Catalog, write.Table) : TableIn(current, write.Table);
            Indexing.AddChanges(write, table, Draft.IndexChanges);
        }
    }

    /// <summary>Adds the entries of new indexes to the block. Nobody has read these indexes yet, so nobody is in conflict with their entries.</summary>
    public void CompleteIndexes(ILedgerStore store)
    {
        foreach (var build in _builds)
        {
            build.CatchUp(store, store.Tip, gate: null);
            build.AddTo(Draft.IndexChanges, transaction.WriteSet);
        }
    }

    /// <summary>Adds what the block changes, for the validation of others.</summary>
    public void AddChangedKeys(List<ConflictKey> keys)
    {
        var lastTable = default(QldbId);
        foreach (var revision in Draft.Revisions)
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

        foreach (var change in Draft.IndexChanges)
        {
            keys.Add(ConflictKey.IndexKey(change.IndexId, change.Key.Span));
        }

        if (Draft.Redaction is { } redaction)
        {
            keys.Add(ConflictKey.Block(redaction.Address.SequenceNo));
            keys.Add(ConflictKey.Document(redaction.DocumentId));
            keys.Add(ConflictKey.Table(redaction.TableId));
        }

        foreach (var table in Draft.CatalogChanges)
        {
            keys.Add(ConflictKey.Catalog);
            if (transaction.Seen.Catalog.Find(table.TableId) is { } before && IsUseAffected(before, table))
            {
                keys.Add(ConflictKey.TableUse(table.TableId));
            }
        }
    }

    /// <summary>Answers the client. From here on the transaction is the session's again, who may begin the next one with it.</summary>
    public void Succeed() => _completion.TrySetResult();

    /// <summary>Answers as <see cref="Succeed"/>, unless that was done already.</summary>
    public void Fail(Exception reason) => _completion.TrySetException(reason);

    private static bool IsUseAffected(TableDefinition before, StoredTable after)
        => before.IsActive != after.IsActive || before.Indexes.Any(index => after.Indexes.All(kept => kept.IndexId != index.Id));

    private static TableDefinition TableIn(LedgerCatalog catalog, StoredTable table) => catalog.Find(table.TableId)!;

    private static TableDefinition TableIn(LedgerCatalog catalog, TableDefinition table) => catalog.Find(table.Id)!;

    private bool IsOwn(TableDefinition table) => Draft.CatalogChanges.Any(change => change.TableId == table.Id);
}
