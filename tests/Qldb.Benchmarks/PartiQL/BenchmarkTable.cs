using System.Collections.Immutable;
using System.Globalization;
using Qldb.Ion;
using Qldb.PartiQL;

namespace Qldb.Benchmarks.PartiQL;

/// <summary>A table of documents of about 300 bytes in memory: a row source that costs next to nothing, so that the language shows.</summary>
internal sealed class BenchmarkTable : ICatalog, ITable, IStatementContext
{
    private readonly Row[] rows;
    private readonly Dictionary<string, Row> byVin;

    public BenchmarkTable(int count)
    {
        rows = [.. Enumerable.Range(0, count).Select(static number => new Row(Document(number), new QldbId(0, (ulong)number + 1)))];
        byVin = rows.ToDictionary(static row => row.Value.TryGetField("VIN", out var vin) ? vin.GetString() : "");
    }

    public long Version => 1;

    public string Name => "Vehicle";

    public QldbId TableId => new(0, 1);

    public bool IsWritable => true;

    public TableView View => TableView.User;

    public IReadOnlyList<LookupPath> Lookups { get; } =
    [
        new LookupPath(["VIN"], LookupKind.Index, new QldbId(0, 2)),
        new LookupPath(ImmutableArray<string>.Empty, LookupKind.DocumentId, default),
    ];

    public CancellationToken CancellationToken => CancellationToken.None;

    public QldbId TransactionId => new(0, 3);

    public IonTimestamp Now { get; } = IonTimestamp.Parse("2024-03-01T12:00:00.000Z");

    public ITable FindTable(string name) => this;

    public ITable? FindSystemTable(string schema, string name) => null;

    public ITable? FindHistory(string nameOrId, bool isId) => null;

    public IEnumerable<Row> Scan(ITable table) => rows;

    public IEnumerable<Row> Lookup(ITable table, LookupPath path, IonElement key) =>
        byVin.TryGetValue(key.GetString(), out var row) ? [row] : [];

    public IEnumerable<Row> ScanHistory(ITable table, IonTimestamp? start, IonTimestamp? end, QldbId? documentId) => [];

    public QldbId Insert(ITable table, IonElement document) => default;

    public void Replace(ITable table, QldbId documentId, IonElement document)
    {
    }

    public void Delete(ITable table, QldbId documentId)
    {
    }

    public QldbId CreateTable(string name, IonElement tags) => throw NotMeasured();

    public QldbId DropTable(ITable table) => throw NotMeasured();

    public QldbId UndropTable(string tableId) => throw NotMeasured();

    public QldbId CreateIndex(ITable table, string field) => throw NotMeasured();

    public QldbId DropIndex(ITable table, string indexId) => throw NotMeasured();

    public RedactedRevision Redact(IonElement blockAddress, string tableId, string documentId) => throw NotMeasured();

    private static NotSupportedException NotMeasured() => new("Only reading and changing documents is measured.");

    private static IonElement Document(int number) => IonElement.ParseText(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {VIN: "VIN{{number:D14}}", Type: "Sedan", Year: {{1990 + (number % 30)}}, Make: "Make{{number % 50}}", Model: "Model {{number % 500}}",
         Color: "Silver", Owners: {PrimaryOwner: {PersonId: "p{{number}}"}, SecondaryOwners: [{PersonId: "s{{number}}"}]},
         Registered: 2017-08-21T, Penalty: {{number % 1000}}.25, Notes: "Kept in the garage of its first owner, serviced every year."}
        """));
}
