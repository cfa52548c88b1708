using Qldb.Ion;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>A test's globals as tables. (As values, they are fields of a source around the statement: see <see cref="ConformanceRunner"/>.)</summary>
internal sealed class Globals(IonElement globals) : ICatalog, IStatementContext
{
    public long Version => 0;

    public CancellationToken CancellationToken => CancellationToken.None;

    public QldbId TransactionId => default;

    public IonTimestamp Now { get; } = IonTimestamp.Parse("2024-03-01T12:00:00.000Z");

    public ITable? FindTable(string name) =>
        !globals.IsUndefined && globals.TryGetField(name, out var value) ? new Global(name, value) : null;

    public ITable? FindSystemTable(string schema, string name) => null;

    public ITable? FindHistory(string nameOrId, bool isId) => null;

    public IEnumerable<Row> Scan(ITable table)
    {
        var value = ((Global)table).Value;
        return value.IsNull || value.Type is not (IonType.List or IonType.Sexp)
            ? [new Row(value, default)]
            : value.EnumerateElements().Select(static item => new Row(item, default));
    }

    public IEnumerable<Row> Lookup(ITable table, LookupPath path, IonElement key) => throw new InvalidOperationException("There are no indexes.");

    public IEnumerable<Row> ScanHistory(ITable table, IonTimestamp? start, IonTimestamp? end, QldbId? documentId) =>
        throw new InvalidOperationException("There is no history.");

    public QldbId Insert(ITable table, IonElement document) => throw ReadOnly();

    public void Replace(ITable table, QldbId documentId, IonElement document) => throw ReadOnly();

    public void Delete(ITable table, QldbId documentId) => throw ReadOnly();

    public QldbId CreateTable(string name, IonElement tags) => throw ReadOnly();

    public QldbId DropTable(ITable table) => throw ReadOnly();

    public QldbId UndropTable(string tableId) => throw ReadOnly();

    public QldbId CreateIndex(ITable table, string field) => throw ReadOnly();

    public QldbId DropIndex(ITable table, string indexId) => throw ReadOnly();

    public RedactedRevision Redact(IonElement blockAddress, string tableId, string documentId) => throw ReadOnly();

    private static InvalidOperationException ReadOnly() => new("Globals cannot be changed.");

    private sealed record Global(string Name, IonElement Value) : ITable
    {
        public QldbId TableId => default;

        public bool IsWritable => false;

        public TableView View => TableView.User;

        public IReadOnlyList<LookupPath> Lookups => [];
    }
}
