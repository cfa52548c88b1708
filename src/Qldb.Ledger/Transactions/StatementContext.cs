using Qldb.Ion;
using Qldb.Ledger.Catalog;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.PartiQL;

namespace Qldb.Ledger.Transactions;

/// <summary>
/// One statement's door to its transaction, then another one's. Reads are here; changes of documents, tables and indexes have files of their own.
/// </summary>
internal sealed partial class StatementContext(LedgerTransaction transaction) : IStatementContext, IDisposable
{
    // The clock is looked at once in so many rows.
    private const int ChecksBetweenTimeChecks = 64;

    private const int ReadKeysMax = 10_000;

    private readonly LedgerTransaction _transaction = transaction;
    private int _position;
    private WriteSet _ownWrites = WriteSet.Empty;
    private ExecutedStatement? _statement;
    private bool _isQuery;
    private Dictionary<QldbId, StoredRevision>? _readForChange;
    private IStoreReader? _reader;
    private long _readCount;
    private int _checkCount;
    private long _writeCount;

    public CancellationToken CancellationToken { get; set; }

    public QldbId TransactionId => _transaction.Id;

    public IonTimestamp Now => JournalTime.ToIon(NowMs);

    public long NowMs { get; private set; }

    public ParameterMemory Parameters => _transaction.Parameters;

    private TransactionEngine Engine => _transaction.Engine;

    private IStoreReader Reader => _reader ??= Engine.Store.OpenReader(_transaction.Seen.Tip);

    /// <summary>Begins a statement.</summary>
    /// <param name="statement">The statement, which has got no answer yet.</param>
    /// <param name="position">Its number in the transaction, from 0.</param>
    /// <param name="isQuery">Whether it changes nothing.</param>
    public void Begin(ExecutedStatement statement, int position, bool isQuery)
    {
        (_statement, _position, _isQuery) = (statement, position, isQuery);
        _ownWrites = _transaction.WriteSet.Share();
        NowMs = Math.Max(JournalTime.Now(Engine.Clock), _transaction.Seen.TipTimestampMs);
    }

    public void ThrowIfOver()
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (++_checkCount % ChecksBetweenTimeChecks == 0)
        {
            _transaction.ThrowIfExpired();
            Engine.Gate.ThrowIfClosed();
        }
    }

    public IEnumerable<Row> Scan(ITable table) => table is CatalogTable view ? ScanDocuments(view) : ScanCatalog();

    public IEnumerable<Row> Lookup(ITable table, LookupPath path, IonElement key)
    {
        var view = (CatalogTable)table;
        Use(view);
        return path.Kind == LookupKind.DocumentId ? LookupDocument(view, key) : LookupIndex(view, path, key);
    }

    public IEnumerable<Row> ScanHistory(ITable table, IonTimestamp? start, IonTimestamp? end, QldbId? documentId)
    {
        var view = (CatalogTable)table;
        if (view.Definition.IsActive)
        {
            Use(view);
        }

        Read(view, documentId is { } id ? ConflictKey.Document(id) : ConflictKey.Table(view.TableId));
        var range = new HistoryRange(start, end);
        foreach (var revision in range.Select(Checked(Reader.ScanHistory(view.TableId, documentId))))
        {
            yield return Deliver(new Row(RevisionWriter.ToIon(revision, Engine.StrandId), revision.DocumentId));
        }
    }

    /// <summary>What was read and written since this was last asked.</summary>
    public (long Reads, long Writes) TakeCounts()
    {
        var counts = (_readCount, _writeCount);
        (_readCount, _writeCount) = (0, 0);
        return counts;
    }

    /// <summary>Ends the statement.</summary>
    public void Dispose()
    {
        _reader?.Dispose();
        (_reader, _readForChange, _statement, _ownWrites, CancellationToken) = (null, null, null, WriteSet.Empty, default);
        (_readCount, _writeCount, _checkCount) = (0, 0, 0);
    }

    private IEnumerable<Row> ScanCatalog()
    {
        Read(ConflictKey.Catalog);
        foreach (var table in _transaction.Catalog.Tables)
        {
            yield return Deliver(new Row(table.ToRow(), default));
        }
    }

    private IEnumerable<Row> ScanDocuments(CatalogTable view)
    {
        Use(view);
        Read(ConflictKey.Table(view.TableId));
        foreach (var revision in Reader.ScanTable(view.TableId))
        {
            if (_ownWrites.Find(revision.DocumentId) is null)
            {
                yield return Deliver(view, revision);
            }
        }

        foreach (var write in _ownWrites.Writes)
        {
            if (write.Table.Id == view.TableId && !write.IsDeleted)
            {
                yield return Deliver(view, write);
            }
        }
    }

    private IEnumerable<Row> LookupDocument(CatalogTable view, IonElement key)
    {
        if (!QldbId.TryParse(key.GetString(), out var documentId))
        {
            return [];
        }

        if (_ownWrites.Find(documentId) is { } write)
        {
            return write.Table.Id == view.TableId && !write.IsDeleted ? [Deliver(view, write)] : [];
        }

        Read(view, ConflictKey.Document(documentId));
        return Reader.TryGetDocument(view.TableId, documentId, out var revision) && revision.Kind == RevisionKind.Document ? [Deliver(view, revision)] : [];
    }

    private IEnumerable<Row> LookupIndex(CatalogTable view, LookupPath path, IonElement key)
    {
        var keyBytes = IndexKeys.OfValue(key);
        if (keyBytes.IsEmpty)
        {
            return [];
        }

        Read(view, ConflictKey.IndexKey(path.IndexId, keyBytes.Span));
        var stored = DeliverStored(view, Reader.LookupIndex(view.TableId, path.IndexId, keyBytes));
        return _ownWrites.Count == 0 ? stored : stored.Concat(DeliverOwn(view, path.Path[^1], keyBytes));
    }

    private IEnumerable<Row> DeliverStored(CatalogTable view, IEnumerable<StoredRevision> revisions)
    {
        foreach (var revision in revisions)
        {
            if (_ownWrites.Find(revision.DocumentId) is null)
            {
                Read(view, ConflictKey.Document(revision.DocumentId));
                yield return Deliver(view, revision);
            }
        }
    }

    private IEnumerable<Row> DeliverOwn(CatalogTable view, string field, ReadOnlyMemory<byte> key)
    {
        foreach (var write in _ownWrites.Writes)
        {
            if (write.Table.Id == view.TableId && IndexKeys.OfField(write.Document, field).Span.SequenceEqual(key.Span))
            {
                yield return Deliver(view, write);
            }
        }
    }

    private Row Deliver(CatalogTable view, StoredRevision revision)
    {
        if (!_isQuery)
        {
            (_readForChange ??= []).TryAdd(revision.DocumentId, revision);
        }

        return Deliver(new Row(
            view.View == TableView.Committed ? RevisionWriter.ToIon(revision, Engine.StrandId) : IonElement.Parse(revision.Data), revision.DocumentId));
    }

    private Row Deliver(CatalogTable view, PendingWrite write)
        => Deliver(new Row(
            view.View == TableView.Committed ? RevisionWriter.ToIon(write.DocumentId, write.Version, write.Document) : write.Document, write.DocumentId));

    private Row Deliver(Row row)
    {
        _readCount++;
        return row;
    }

    private void Use(CatalogTable view)
    {
        if (Engine.IsIndexDropped(view.Definition))
        {
            // Its entries may be gone already, so an answer could be wrong; the commit would be refused in any case.
            Engine.Counters.Conflicted();
            throw new ConflictException();
        }

        Read(ConflictKey.TableUse(view.TableId));
    }

    private IEnumerable<StoredRevision> Checked(IEnumerable<StoredRevision> revisions)
    {
        foreach (var revision in revisions)
        {
            ThrowIfOver();
            yield return revision;
        }
    }

    private void Read(ConflictKey key) => _transaction.ReadSet.Add(key);

    /// <summary>Notes a document or key as read. A transaction that reads very many has read the whole table, as far as conflicts go: that bounds what it notes.</summary>
    private void Read(CatalogTable view, ConflictKey key)
        => Read(_transaction.ReadSet.Keys.Length < ReadKeysMax ? key : ConflictKey.Table(view.TableId));
}
