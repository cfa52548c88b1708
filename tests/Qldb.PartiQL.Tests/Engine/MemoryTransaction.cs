using Qldb.Ion;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Engine;

/// <summary>A transaction: its changes wait until it commits, and it sees them.</summary>
internal sealed class MemoryTransaction(MemoryLedger ledger) : IStatementContext
{
    // An undefined document is a deleted one.
    private readonly OrderedDictionary<(MemoryTable Table, QldbId DocumentId), IonElement> changes = [];

    public MemoryLedger Ledger { get; } = ledger;

    public bool HasChangedCatalog { get; private set; }

    public CancellationToken CancellationToken { get; set; }

    public QldbId TransactionId { get; } = ledger.NewId();

    public IonTimestamp Now => IonTimestamp.FromDateTimeOffset(Ledger.Clock, fractionDigits: 3);

    /// <summary>Documents delivered so far: QLDB's ReadIOs.</summary>
    public int ReadCount { get; private set; }

    public List<IonElement> Execute(string statement, params IonElement[] parameters) =>
        [.. Ledger.Cache.GetOrPrepare(statement, new MemoryCatalog(this)).Execute(this, parameters)];

    public Refusal Refuses(string statement) => Refusal.Of(Assert.Throws<PartiQLException>(() => Execute(statement)));

    public void Commit()
    {
        if (changes.Count == 0)
        {
            return;
        }

        var block = Ledger.NextBlockAddress();
        foreach (var ((table, documentId), document) in changes)
        {
            var version = table.Documents.TryGetValue(documentId, out var revisions) ? revisions.Count : 0;
            if (version > 0 || !document.IsUndefined)
            {
                table.Append(documentId, new MemoryRevision(documentId, version, document, block, Now, TransactionId));
            }
        }
    }

    public IEnumerable<Row> Scan(ITable table)
    {
        if (table is MemorySystemView)
        {
            return Counted(Ledger.Tables.Select(static entry => new Row(CatalogRow.Of(entry), default)));
        }

        var view = (MemoryView)table;
        return Counted(view.View == TableView.Committed ? Committed(view.Table) : Current(view.Table));
    }

    public IEnumerable<Row> Lookup(ITable table, LookupPath path, IonElement key)
    {
        var view = (MemoryView)table;
        if (path.Kind == LookupKind.DocumentId)
        {
            return QldbId.TryParse(key.GetString(), out var id) ? Counted(Find(view, id)) : [];
        }

        var index = view.Table.Indexes.Find(index => index.Id == path.IndexId)!;
        var wanted = MemoryIndex.KeyOf(key)!;
        var stored = index.Find(wanted).Where(id => !changes.ContainsKey((view.Table, id)));
        var changed = view.View == TableView.Committed
            ? []
            : changes.Where(change => change.Key.Table == view.Table && index.KeyOfDocument(change.Value) == wanted)
                .Select(static change => change.Key.DocumentId);
        return Counted(stored.Concat(changed).ToArray().SelectMany(id => Find(view, id)));
    }

    public IEnumerable<Row> ScanHistory(ITable table, IonTimestamp? start, IonTimestamp? end, QldbId? documentId)
    {
        var view = (MemoryView)table;
        return Counted(view.Table.Documents
            .Where(document => documentId is null || document.Key == documentId)
            .SelectMany(document => document.Value.Where((revision, index) =>
                !(end is { } last && revision.Time > last)
                && !(start is { } first && index + 1 < document.Value.Count && document.Value[index + 1].Time < first))
                .Select(static revision => new Row(revision.ToElement(), revision.DocumentId))));
    }

    public QldbId Insert(ITable table, IonElement document)
    {
        var id = Ledger.NewId();
        changes.Add((((MemoryView)table).Table, id), document);
        return id;
    }

    public void Replace(ITable table, QldbId documentId, IonElement document) =>
        changes[(((MemoryView)table).Table, documentId)] = document;

    public void Delete(ITable table, QldbId documentId) => changes[(((MemoryView)table).Table, documentId)] = default;

    public QldbId CreateTable(string name, IonElement tags)
    {
        var table = new MemoryTable(Ledger.NewId(), name);
        Ledger.Tables.Add(table);
        return Changed(table);
    }

    public QldbId DropTable(ITable table)
    {
        var dropped = ((MemoryView)table).Table;
        dropped.IsActive = false;
        return Changed(dropped);
    }

    public QldbId UndropTable(string tableId)
    {
        var table = Ledger.Tables.Find(entry => entry.Id.ToString() == tableId && !entry.IsActive)
            ?? throw new PartiQLException(PartiQLStage.Semantic, $"No inactive table has the id {tableId}");
        if (Ledger.FindActive(table.Name) is not null)
        {
            throw PartiQLException.TableExists(table.Name);
        }

        table.IsActive = true;
        return Changed(table);
    }

    public QldbId CreateIndex(ITable table, string field)
    {
        var indexed = ((MemoryView)table).Table;
        if (indexed.Indexes.Count == 5)
        {
            throw new PartiQLException(PartiQLStage.Limit, $"{indexed.Name} has 5 indexes already");
        }

        var index = new MemoryIndex(Ledger.NewId(), field);
        foreach (var row in Committed(indexed))
        {
            index.Add(row.Value.TryGetField("data", out var data) ? data : default, row.DocumentId);
        }

        indexed.Indexes.Add(index);
        return Changed(indexed);
    }

    public QldbId DropIndex(ITable table, string indexId)
    {
        var indexed = ((MemoryView)table).Table;
        return indexed.Indexes.RemoveAll(index => index.Id.ToString() == indexId) == 1
            ? Changed(indexed)
            : throw new PartiQLException(PartiQLStage.Semantic, $"{indexed.Name} has no index {indexId}");
    }

    public RedactedRevision Redact(IonElement blockAddress, string tableId, string documentId)
    {
        var table = Ledger.Tables.Find(entry => entry.Id.ToString() == tableId)
            ?? throw new PartiQLException(PartiQLStage.Semantic, $"There is no table {tableId}");
        var revisions = table.Documents[QldbId.Parse(documentId)];
        var index = revisions.FindIndex(revision => revision.BlockAddress == blockAddress);
        if (index < 0 || index == revisions.Count - 1)
        {
            throw new PartiQLException(PartiQLStage.Semantic, "Only an inactive revision can be redacted");
        }

        revisions[index] = revisions[index] with { Data = default };
        return new RedactedRevision(blockAddress, table.Id, revisions[index].DocumentId, revisions[index].Version);
    }

    private QldbId Changed(MemoryTable table)
    {
        HasChangedCatalog = true;
        Ledger.CatalogVersion++;
        return table.Id;
    }

    private IEnumerable<Row> Counted(IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            ReadCount++;
            yield return row;
        }
    }

    private IEnumerable<Row> Current(MemoryTable table)
    {
        foreach (var (id, revisions) in table.Documents)
        {
            var document = changes.TryGetValue((table, id), out var changed) ? changed : revisions[^1].Data;
            if (!document.IsUndefined)
            {
                yield return new Row(document, id);
            }
        }

        foreach (var ((changedTable, id), document) in changes)
        {
            if (changedTable == table && !document.IsUndefined && !table.Documents.ContainsKey(id))
            {
                yield return new Row(document, id);
            }
        }
    }

    private static IEnumerable<Row> Committed(MemoryTable table) => table.Documents.Values
        .Where(static revisions => !revisions[^1].Data.IsUndefined)
        .Select(static revisions => new Row(revisions[^1].ToElement(), revisions[^1].DocumentId));

    private IEnumerable<Row> Find(MemoryView view, QldbId id) =>
        (view.View == TableView.Committed ? Committed(view.Table) : Current(view.Table)).Where(row => row.DocumentId == id);
}
