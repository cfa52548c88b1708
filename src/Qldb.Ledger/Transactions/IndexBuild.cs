using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// The first entries of a new index. They are gathered while others go on committing, and then caught up with, block by block: at the turn of the
/// transaction that creates the index only the last few blocks are left to look at.
/// </summary>
internal sealed class IndexBuild(TableDefinition table, IndexDefinition index)
{
    private readonly Dictionary<QldbId, ReadOnlyMemory<byte>> _keys = [];
    private long _caughtUpTo = -1;

    /// <summary>Brings the entries to the state of a block.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sequenceNo">The block; not before the one of the last time.</param>
    /// <param name="gate">Ends it when it closes; <see langword="null"/> where it has to come to its own end.</param>
    public void CatchUp(ILedgerStore store, long sequenceNo, OperationGate? gate)
    {
        using var reader = store.OpenReader(sequenceNo);
        foreach (var revision in _caughtUpTo < 0 ? reader.ScanTable(table.Id) : RevisionsAfter(reader, _caughtUpTo))
        {
            gate?.ThrowIfClosed();
            if (revision.TableId == table.Id)
            {
                Note(revision);
            }
        }

        _caughtUpTo = sequenceNo;
    }

    /// <summary>Adds the entries of all documents as the transaction leaves them.</summary>
    public void AddTo(List<IndexChange> changes, WriteSet writes)
    {
        foreach (var (documentId, key) in _keys)
        {
            if (writes.Find(documentId) is null)
            {
                changes.Add(new IndexChange(table.Id, index.Id, key, documentId, IndexChangeKind.Added));
            }
        }

        foreach (var write in writes.Writes)
        {
            if (write.Table.Id == table.Id && IndexKeys.OfField(write.Document, index.Field) is { IsEmpty: false } key)
            {
                changes.Add(new IndexChange(table.Id, index.Id, key, write.DocumentId, IndexChangeKind.Added));
            }
        }
    }

    private void Note(StoredRevision revision)
    {
        var key = revision.Kind == RevisionKind.Document ? IndexKeys.OfField(IonElement.Parse(revision.Data), index.Field) : default;
        if (key.IsEmpty)
        {
            _keys.Remove(revision.DocumentId);
        }
        else
        {
            _keys[revision.DocumentId] = key;
        }
    }

    private static IEnumerable<StoredRevision> RevisionsAfter(IStoreReader reader, long sequenceNo)
    {
        while (sequenceNo < reader.AsOf)
        {
            foreach (var revision in reader.GetBlockRevisions(++sequenceNo))
            {
                yield return revision;
            }
        }
    }
}
