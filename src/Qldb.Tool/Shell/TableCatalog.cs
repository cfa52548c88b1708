using System.Collections.Immutable;
using Qldb.Ion;
using Qldb.PartiQL;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Shell;

/// <summary>The tables of a ledger as its own catalog tells of them, wherever the ledger is.</summary>
/// <param name="query">Runs a statement and returns its rows.</param>
internal sealed class TableCatalog(Func<string, Task<IReadOnlyList<IonElement>>> query)
{
    private const string UserTables = "SELECT tableId, name, indexes, status FROM information_schema.user_tables";

    /// <summary>A row for each active table, by name.</summary>
    public async Task<IReadOnlyList<IonElement>> ListTablesAsync(CancellationToken cancellationToken) =>
        [.. (await ReadTablesAsync()).Where(table => table.IsActive).OrderBy(table => table.Name, StringComparer.Ordinal).Select(table => Row(writer =>
        {
            writer.WriteFieldName("name");
            writer.WriteString(table.Name);
            writer.WriteFieldName("indexes");
            writer.StepIn(IonType.List);
            foreach (var index in table.Indexes)
            {
                writer.WriteString(index.Field);
            }

            writer.StepOut();
            writer.WriteFieldName("tableId");
            writer.WriteString(table.Id.ToString());
        }))];

    /// <summary>One row about a table, and one about each of its indexes.</summary>
    public async Task<(IonElement Table, IReadOnlyList<IonElement> Indexes)> DescribeTableAsync(string name, CancellationToken cancellationToken)
    {
        var tables = (await ReadTablesAsync()).Where(table => table.IsActive).ToList();
        var table = tables.Find(each => each.Name == name)
            ?? throw new ToolException($"There is no table '{name}'. " + (tables.Count == 0 ? "There is none at all." : $"There are: {string.Join(", ", tables.Select(each => each.Name).Order(StringComparer.Ordinal))}."));
        var quoted = '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        var documents = await CountAsync($"SELECT COUNT(*) AS n FROM {quoted}");
        cancellationToken.ThrowIfCancellationRequested();
        var revisions = await CountAsync($"SELECT COUNT(*) AS n FROM history('{table.Id}')");
        return (
            Row(writer =>
            {
                writer.WriteFieldName("name");
                writer.WriteString(table.Name);
                writer.WriteFieldName("documents");
                writer.WriteInt(documents);
                writer.WriteFieldName("revisions");
                writer.WriteInt(revisions);
                writer.WriteFieldName("tableId");
                writer.WriteString(table.Id.ToString());
            }),
            [.. table.Indexes.Select(index => Row(writer =>
            {
                writer.WriteFieldName("index");
                writer.WriteString(index.Field);
                writer.WriteFieldName("status");
                writer.WriteString(index.Status);
                writer.WriteFieldName("indexId");
                writer.WriteString(index.Id.ToString());
            }))]);
    }

    /// <summary>The catalog in the form that statements are planned against.</summary>
    public async Task<ICatalog> ReadAsync(CancellationToken cancellationToken)
    {
        var tables = await ReadTablesAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return new PlanningCatalog(tables);
    }

    private async Task<List<TableEntry>> ReadTablesAsync() => [.. (await query(UserTables)).Select(TableEntry.Of)];

    private async Task<long> CountAsync(string statement) => (await query(statement))[0].GetField("n").GetInt64();

    private static IonElement Row(Action<IonBinaryWriter> writeFields)
    {
        using var writer = new IonBinaryWriter();
        writer.StepIn(IonType.Struct);
        writeFields(writer);
        writer.StepOut();
        return IonElement.Parse(writer.ToArray());
    }

    private sealed record IndexEntry(QldbId Id, string Field, string Status);

    private sealed record TableEntry(QldbId Id, string Name, bool IsActive, ImmutableArray<IndexEntry> Indexes)
    {
        public static TableEntry Of(IonElement row) => new(
            QldbId.Parse(row.GetField("tableId").GetString()),
            row.GetField("name").GetString(),
            row.GetField("status").GetString() == "ACTIVE",
            [.. row.GetField("indexes").EnumerateElements().Select(index => new IndexEntry(
                QldbId.Parse(index.GetField("indexId").GetString()), index.GetField("expr").GetString().Trim('[', ']'), index.GetField("status").GetString()))]);
    }

    private sealed class PlanningCatalog(List<TableEntry> tables) : ICatalog
    {
        private const string CommittedPrefix = "_ql_committed_";

        public long Version => 0;

        public ITable? FindTable(string name) => Active(name) is { } table ? View(table, TableView.User)
            : name.StartsWith(CommittedPrefix, StringComparison.Ordinal) && Active(name[CommittedPrefix.Length..]) is { } committed ? View(committed, TableView.Committed)
            : null;

        public ITable? FindSystemTable(string schema, string name) =>
            (schema, name) is ("information_schema", "user_tables") ? new PlanningTable(name, default, TableView.System, []) : null;

        public ITable? FindHistory(string nameOrId, bool isId) =>
            (isId ? tables.Find(table => table.Id.ToString() == nameOrId) : Active(nameOrId)) is { } table ? View(table, TableView.History) : null;

        private TableEntry? Active(string name) => tables.Find(table => table.IsActive && table.Name == name);

        private static PlanningTable View(TableEntry table, TableView view)
        {
            var online = table.Indexes.Where(index => index.Status == "ONLINE");
            return new PlanningTable(table.Name, table.Id, view, view switch
            {
                TableView.User => [new LookupPath([], LookupKind.DocumentId, default), .. online.Select(index => new LookupPath([index.Field], LookupKind.Index, index.Id))],
                TableView.Committed => [new LookupPath(["metadata", "id"], LookupKind.DocumentId, default), .. online.Select(index => new LookupPath(["data", index.Field], LookupKind.Index, index.Id))],
                _ => [],
            });
        }
    }

    private sealed record PlanningTable(string Name, QldbId TableId, TableView View, IReadOnlyList<LookupPath> Lookups) : ITable
    {
        public bool IsWritable => View == TableView.User;
    }
}
