using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>DDL is transactional (partiql-dialect, sections 1.2 and 8.1): it mixes with changes of documents, commits and aborts with them, and conflicts like them.</summary>
public sealed class DefinitionTests : IAsyncLifetime
{
    private readonly TestLedger _ledger = new();
    private string _tableId = "";

    public async Task InitializeAsync()
    {
        _tableId = Id((await _ledger.Run("CREATE TABLE T"))[0]);
        await _ledger.Run("INSERT INTO T << {'k': 1, 'v': 'old'}, {'k': 2, 'v': 'old'} >>");
    }

    public Task DisposeAsync()
    {
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_table_can_be_dropped_by_the_transaction_that_changed_its_documents_and_keeps_the_changes()
    {
        await Commit("INSERT INTO T {'k': 3, 'v': 'new'}", "UPDATE T SET v = 'new' WHERE k = 1", "DELETE FROM T WHERE k = 2", "DROP TABLE T");

        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM T"));
        Assert.Equal(["0", "0", "0", "1", "1"], await _ledger.Texts($"SELECT VALUE h.metadata.version FROM history('{_tableId}') AS h"));
        await _ledger.Run($"UNDROP TABLE \"{_tableId}\"");
        Assert.Equal(["1", "3"], await _ledger.Texts("SELECT VALUE k FROM T WHERE v = 'new'"));
    }

    [Fact]
    public async Task A_dropped_table_takes_no_more_changes_in_its_transaction()
    {
        var session = await _ledger.Transaction();
        await session.Execute("UPDATE T SET v = 'new'");
        await session.Execute("DROP TABLE T");
        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("UPDATE T SET v = 'newer'"));
        Assert.Equal("432", error.Code);
        await session.Commit();
    }

    [Fact]
    public async Task A_table_that_is_dropped_and_undropped_in_one_transaction_shows_what_the_transaction_did_to_it()
    {
        await Commit("INSERT INTO T {'k': 3, 'v': 'new'}", "DROP TABLE T", $"UNDROP TABLE \"{_tableId}\"", "UPDATE T SET v = 'last' WHERE k = 3");
        Assert.Equal(["{k: 3, v: \"last\"}"], await _ledger.Texts("SELECT * FROM T WHERE k = 3"));
    }

    [Fact]
    public async Task A_name_can_pass_from_one_table_to_another_in_one_transaction()
    {
        await Commit("INSERT INTO T {'k': 3, 'v': 'first table'}", "DROP TABLE T", "CREATE TABLE T", "INSERT INTO T {'k': 4, 'v': 'second table'}");

        Assert.Equal(["4"], await _ledger.Texts("SELECT VALUE k FROM T"));
        Assert.Equal(["1", "2", "3"], await _ledger.Texts($"SELECT VALUE h.data.k FROM history('{_tableId}') AS h"));
        Assert.Equal(["\"ACTIVE\"", "\"INACTIVE\""], await _ledger.Texts("SELECT VALUE status FROM information_schema.user_tables WHERE name = 'T'"));
    }

    [Fact]
    public async Task A_table_created_and_dropped_in_one_transaction_is_inactive_and_has_its_history()
    {
        var session = await _ledger.Transaction();
        var id = Id((await session.Execute("CREATE TABLE Brief"))[0]);
        await session.Execute("INSERT INTO Brief {'k': 1}");
        await session.Execute("DROP TABLE Brief");
        await session.Commit();

        Assert.Equal(["\"INACTIVE\""], await _ledger.Texts("SELECT VALUE status FROM information_schema.user_tables WHERE name = 'Brief'"));
        Assert.Equal(["1"], await _ledger.Texts($"SELECT VALUE h.data.k FROM history('{id}') AS h"));
    }

    [Fact]
    public async Task An_index_made_among_changes_has_the_documents_as_the_transaction_leaves_them()
    {
        await Commit("INSERT INTO T {'k': 3}", "CREATE INDEX ON T (k)", "UPDATE T SET k = 30 WHERE k = 3", "DELETE FROM T WHERE k = 1", "INSERT INTO T {'k': 4}");

        Assert.Contains("Index lookup", _ledger.Ledger.Explain("SELECT * FROM T WHERE k = 2"), StringComparison.Ordinal);
        await AssertIndexIsLikeAScan(1, 2, 3, 4, 30);
        _ledger.Reopen();
        await AssertIndexIsLikeAScan(1, 2, 3, 4, 30);
    }

    [Fact]
    public async Task An_index_dropped_among_changes_is_gone_and_the_changes_stay()
    {
        await _ledger.Run("CREATE INDEX ON T (k)");
        await Commit("INSERT INTO T {'k': 3}", $"DROP INDEX \"{await IndexId()}\" ON T WITH (purge = true)", "UPDATE T SET k = 20 WHERE k = 2");

        Assert.DoesNotContain("Index", _ledger.Ledger.Explain("SELECT * FROM T WHERE k = 2"), StringComparison.Ordinal);
        Assert.Equal(["1", "20", "3"], await _ledger.Texts("SELECT VALUE k FROM T"));
    }

    [Fact]
    public async Task An_index_replaced_in_one_transaction_is_complete()
    {
        await _ledger.Run("CREATE INDEX ON T (k)");
        await Commit($"DROP INDEX \"{await IndexId()}\" ON T WITH (purge = true)", "UPDATE T SET k = 20 WHERE k = 2", "CREATE INDEX ON T (k)", "INSERT INTO T {'k': 3}");
        await AssertIndexIsLikeAScan(1, 2, 3, 20);
    }

    [Fact]
    public async Task An_index_made_on_a_table_that_is_then_dropped_is_there_when_the_table_returns()
    {
        await Commit("CREATE INDEX ON T (k)", "INSERT INTO T {'k': 3}", "DROP TABLE T");
        await Commit($"UNDROP TABLE \"{_tableId}\"", "UPDATE T SET k = 20 WHERE k = 2");
        await AssertIndexIsLikeAScan(1, 2, 3, 20);
    }

    [Fact]
    public async Task An_abort_takes_definitions_and_changes_back_together()
    {
        var before = await _ledger.Texts("SELECT * FROM information_schema.user_tables");
        var session = await _ledger.Transaction();
        foreach (var statement in new[] { "CREATE TABLE U", "INSERT INTO U {'k': 1}", "CREATE INDEX ON T (k)", "DELETE FROM T", "DROP TABLE T" })
        {
            await session.Execute(statement);
        }

        await session.Abort();

        Assert.Equal(before, await _ledger.Texts("SELECT * FROM information_schema.user_tables"));
        Assert.Equal(["1", "2"], await _ledger.Texts("SELECT VALUE k FROM T"));
    }

    [Fact]
    public async Task A_definition_that_fails_leaves_the_transaction_as_it_was()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE U");
        foreach (var wrong in new[] { "CREATE TABLE U", "DROP TABLE Nope", "UNDROP TABLE \"x\"", $"UNDROP TABLE \"{_tableId}\"", "DROP INDEX \"x\" ON U WITH (purge = true)", "CREATE INDEX ON Nope (k)" })
        {
            await Assert.ThrowsAsync<BadRequestException>(() => session.Execute(wrong));
        }

        await session.Execute("INSERT INTO U {'k': 1}");
        await session.Commit();
        Assert.Equal(["1"], await _ledger.Texts("SELECT VALUE k FROM U"));
    }

    /// <summary>Mine begins and runs; then the other commits; may mine commit after it?</summary>
    [Theory]
    [InlineData("INSERT INTO T {'k': 9}", "DROP TABLE T", true)]
    [InlineData("SELECT * FROM T", "DROP TABLE T", true)]
    [InlineData("UPDATE T SET v = 1 WHERE k = 77", "DROP TABLE T", true)]
    [InlineData("SELECT * FROM history(T) AS h", "DROP TABLE T", true)]
    [InlineData("SELECT * FROM T WHERE f = 1", "DROP INDEX ON T", true)]
    [InlineData("INSERT INTO T {'f': 9}", "DROP INDEX ON T", true)]
    [InlineData("INSERT INTO T {'k': 9}", "CREATE INDEX ON T (k)", false)]
    [InlineData("SELECT * FROM T WHERE k = 1", "CREATE INDEX ON T (k)", false)]
    [InlineData("UPDATE T SET k = 5 WHERE k = 1", "CREATE INDEX ON T (k)", false)]
    [InlineData("INSERT INTO T {'k': 9}", "CREATE TABLE V", false)]
    [InlineData("INSERT INTO T {'k': 9}", "DROP TABLE U", false)]
    [InlineData("SELECT * FROM information_schema.user_tables", "CREATE TABLE V", true)]
    [InlineData("SELECT * FROM information_schema.user_tables", "CREATE INDEX ON T (k)", true)]
    [InlineData("SELECT * FROM information_schema.user_tables", "INSERT INTO T {'k': 9}", false)]
    [InlineData("CREATE TABLE V", "CREATE TABLE V", true)]
    [InlineData("CREATE TABLE V", "CREATE TABLE W", true)] // Names and limits concern the whole catalog.
    [InlineData("CREATE INDEX ON T (k)", "CREATE INDEX ON T (k)", true)]
    [InlineData("DROP TABLE T", "DROP TABLE T", true)]
    [InlineData("DROP TABLE T", "INSERT INTO T {'k': 9}", false)]
    [InlineData("CREATE INDEX ON T (k)", "INSERT INTO T {'k': 9}", false)]
    [InlineData("CREATE INDEX ON T (k)", "DELETE FROM T", false)]
    [InlineData("DROP INDEX ON T", "INSERT INTO T {'f': 9}", false)]
    public async Task Definitions_and_changes_conflict_only_where_one_depends_on_the_other(string mine, string other, bool conflicts)
    {
        await _ledger.Run("CREATE INDEX ON T (f)");
        await _ledger.Run("CREATE TABLE U");
        var drop = $"DROP INDEX \"{await IndexId()}\" ON T WITH (purge = true)";
        var session = await _ledger.Transaction();
        await session.Execute(mine == "DROP INDEX ON T" ? drop : mine);

        await _ledger.Run(other == "DROP INDEX ON T" ? drop : other);

        if (conflicts)
        {
            await Assert.ThrowsAsync<OccConflictException>(() => session.Commit());
            return;
        }

        await session.Commit();
        if (mine.Contains("INDEX ON T (k)", StringComparison.Ordinal) || other.Contains("INDEX ON T (k)", StringComparison.Ordinal))
        {
            await AssertIndexIsLikeAScan(1, 2, 5, 9);
        }
    }

    /// <summary>Whatever mixture of definitions and changes was committed or aborted: indexes answer as scans do, the ledger opens again as it was, the journal verifies.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_mixture_keeps_indexes_catalog_and_journal_right(int seed)
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { Tables = 1_000 } });
        var random = new Random(seed);
        string[] tables = ["A", "B", "C"];
        string[] fields = ["f", "g"];
        for (var round = 0; round < 60; round++)
        {
            var session = await ledger.Transaction();
            for (var step = random.Next(1, 8); step > 0; step--)
            {
                var (table, field, value) = (tables[random.Next(3)], fields[random.Next(2)], random.Next(4));
                var statement = random.Next(24) switch
                {
                    0 or 1 => $"CREATE TABLE {table}",
                    2 => $"DROP TABLE {table}",
                    3 or 4 => $"CREATE INDEX ON {table} ({field})",
                    5 => await session.Execute($"SELECT VALUE i.indexId FROM information_schema.user_tables AS t, t.indexes AS i WHERE t.name = '{table}' AND t.status = 'ACTIVE'") is [var index, ..]
                        ? $"DROP INDEX \"{index.GetString()}\" ON {table} WITH (purge = true)" : $"CREATE TABLE {table}",
                    6 => await session.Execute("SELECT VALUE t.tableId FROM information_schema.user_tables AS t WHERE t.status = 'INACTIVE'") is [.., var dropped]
                        ? $"UNDROP TABLE \"{dropped.GetString()}\"" : $"CREATE TABLE {table}",
                    7 => $"UPDATE {table} SET {field} = {value} WHERE {fields[random.Next(2)]} = {random.Next(4)}",
                    8 => $"DELETE FROM {table} WHERE {field} = {value}",
                    _ => $"INSERT INTO {table} {{'{field}': {value}, 'n': {round}}}",
                };
                try
                {
                    await session.Execute(statement);
                }
                catch (BadRequestException)
                {
                    // There is no such table, or it is there already.
                }
            }

            await (random.Next(5) == 0 ? session.Abort() : session.Commit());
        }

        await AssertSame(ledger, tables, fields);
    }

    private static async Task AssertSame(TestLedger ledger, string[] tables, string[] fields)
    {
        var catalog = await ledger.Texts("SELECT * FROM information_schema.user_tables");
        var active = await ledger.Texts("SELECT VALUE name FROM information_schema.user_tables WHERE status = 'ACTIVE'");
        var answers = new List<string[]>();
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var table in tables.Where(table => active.Contains($"\"{table}\"")))
            {
                foreach (var field in fields)
                {
                    for (var value = 0; value < 4; value++)
                    {
                        var scanned = await ledger.Texts($"SELECT VALUE t FROM {table} AS t WHERE t.{field} = {value} OR 1 = 2");
                        Assert.Equal(scanned, await ledger.Texts($"SELECT VALUE t FROM {table} AS t WHERE t.{field} = {value}"));
                        answers.Add(scanned);
                    }
                }
            }

            Assert.Equal(catalog, await ledger.Texts("SELECT * FROM information_schema.user_tables"));
            Assert.Null(ledger.Ledger.VerifyJournal().Fault);
            ledger.Reopen();
        }

        Assert.Equal(answers[..(answers.Count / 2)], answers[(answers.Count / 2)..]);
        Assert.Contains(answers, rows => rows.Length > 0);
    }

    private async Task Commit(params string[] statements)
    {
        var session = await _ledger.Transaction();
        foreach (var statement in statements)
        {
            await session.Execute(statement);
        }

        await session.Commit();
        await session.End();
    }

    private async Task AssertIndexIsLikeAScan(params int[] keys)
    {
        foreach (var key in keys)
        {
            Assert.Equal(
                await _ledger.Texts($"SELECT VALUE t FROM T AS t WHERE t.k = {key} OR 1 = 2"), await _ledger.Texts($"SELECT VALUE t FROM T AS t WHERE t.k = {key}"));
        }
    }

    private async Task<string> IndexId()
        => (await _ledger.Run("SELECT VALUE t.indexes[0].indexId FROM information_schema.user_tables AS t WHERE t.name = 'T'"))[0].GetString();

    private static string Id(IonElement row) => row.TryGetField("tableId", out var id) ? id.GetString() : throw new KeyNotFoundException("tableId");
}
