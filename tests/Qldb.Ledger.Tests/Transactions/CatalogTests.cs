using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>Tables and indexes: partiql-dialect, sections 1.2, 4, 5.4 and 7.</summary>
public sealed class CatalogTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task DDL_answers_with_the_id_of_the_table()
    {
        var id = TableId(await _ledger.Run("CREATE TABLE T"));
        Assert.Matches("^[0-9A-Za-z]{22}$", id);
        Assert.Equal(id, TableId(await _ledger.Run("CREATE INDEX ON T (f)")));
        var index = (await _ledger.Run("SELECT VALUE i.indexId FROM information_schema.user_tables AS t, t.indexes AS i"))[0].GetString();
        Assert.Equal(id, TableId(await _ledger.Run($"DROP INDEX \"{index}\" ON T WITH (purge = true)")));
        Assert.Equal(id, TableId(await _ledger.Run("DROP TABLE T")));
        Assert.Equal(id, TableId(await _ledger.Run($"UNDROP TABLE \"{id}\"")));
    }

    [Fact]
    public async Task The_catalog_has_a_row_for_every_table_ever_created()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE INDEX ON T (f)");
        await _ledger.Run("DROP TABLE T");
        await _ledger.Run("CREATE TABLE T");

        var rows = await _ledger.Run("SELECT * FROM information_schema.user_tables");

        Assert.Equal(["INACTIVE", "ACTIVE"], rows.Select(row => Field(row, "status").GetString()));
        Assert.Equal(["tableId", "name", "indexes", "status"], rows[0].EnumerateFields().Select(field => field.Name));
        var index = Field(rows[0], "indexes").EnumerateElements().Single();
        Assert.Equal("[f]", Field(index, "expr").GetString());
        Assert.Equal("ONLINE", Field(index, "status").GetString());
        Assert.Empty(Field(rows[1], "indexes").EnumerateElements());
    }

    [Fact]
    public async Task A_transaction_sees_its_own_DDL()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await session.Execute("INSERT INTO T {'f': 1}");
        await session.Execute("CREATE INDEX ON T (f)");
        Assert.Single(await session.Execute("SELECT * FROM T WHERE f = 1"));
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM T"));
        await session.Commit();

        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE f = 1"));
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
    }

    [Fact]
    public async Task Aborted_DDL_leaves_nothing()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await session.Abort();

        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM T"));
    }

    [Fact]
    public async Task An_existing_name_is_refused_with_code_412()
    {
        await _ledger.Run("CREATE TABLE T");

        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("CREATE TABLE T"));

        Assert.Equal("Table with name: USER.T already exists", error.Message);
        Assert.Equal("412", error.Code);
    }

    [Fact]
    public async Task An_unknown_name_is_refused_with_code_432()
    {
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("DELETE FROM NonExistentTable"));

        Assert.Equal(
            "Semantic Error: at line 1, column 13: No such variable named 'NonExistentTable'; No such variable named 'NonExistentTable'", error.Message);
        Assert.Equal("432", error.Code);
    }

    [Fact]
    public async Task A_wrong_number_of_parameters_is_refused_in_the_services_words()
    {
        await _ledger.Run("CREATE TABLE T");

        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("INSERT INTO T ?", "{a: 1}", "{b: 2}"));

        Assert.Equal("Query expects 1 parameters, but statement has 2", error.Message);
    }

    [Fact]
    public async Task A_dropped_table_keeps_its_documents_for_its_return()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE INDEX ON T (f)");
        await _ledger.Run("INSERT INTO T {'f': 1}");
        var id = TableId(await _ledger.Run("DROP TABLE T"));
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM T"));
        await _ledger.Run("CREATE TABLE T");
        Assert.Equal("412", (await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run($"UNDROP TABLE \"{id}\""))).Code);
        await _ledger.Run("DROP TABLE T");

        await _ledger.Run($"UNDROP TABLE \"{id}\"");

        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE f = 1"));
    }

    [Fact]
    public async Task An_index_over_existing_documents_answers_like_a_scan()
    {
        await _ledger.Run("CREATE TABLE T");
        var values = new[] { "1", "1.0", "1e0", "\"a\"", "'a'", "[1, 2]", "{x: 1}", "null", "2020-01-01T", "2020-01-01T00:00Z", "{{AQ==}}", "true" };
        foreach (var value in values)
        {
            await _ledger.Run("INSERT INTO T ?", $"{{f: {value}, n: \"before\"}}");
        }

        await _ledger.Run("INSERT INTO T {'other': 1}");
        var scanned = new List<string[]>();
        foreach (var value in values)
        {
            scanned.Add(await _ledger.Texts("SELECT VALUE t FROM T AS t WHERE t.f = ?", value));
        }

        await _ledger.Run("CREATE INDEX ON T (f)");

        for (var i = 0; i < values.Length; i++)
        {
            var session = await _ledger.Transaction();
            Assert.Equal(scanned[i], TestLedger.Texts(await session.Execute("SELECT VALUE t FROM T AS t WHERE t.f = ?", values[i])));
            Assert.True(session.LastUsage!.ReadIOs < 10, $"{values[i]} was found by a scan");
            await session.Abort();
        }
    }

    [Fact]
    public async Task A_table_that_gets_an_index_while_a_document_is_inserted_finds_the_document_by_it()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("INSERT INTO T {'f': 1, 'n': 'old'}");
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'f': 1, 'n': 'new'}");
        await _ledger.Run("CREATE INDEX ON T (f)");
        await session.Commit();

        Assert.Equal(["\"new\"", "\"old\""], await _ledger.Texts("SELECT VALUE n FROM T WHERE f = 1"));
    }

    [Fact]
    public async Task Values_longer_than_a_key_are_found_by_the_index_too()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE INDEX ON T (f)");
        var (a, b) = ($"\"{new string('a', 5000)}\"", $"\"{new string('a', 4999)}b\"");
        await _ledger.Run("INSERT INTO T ?", $"{{f: {a}}}");
        await _ledger.Run("INSERT INTO T ?", $"{{f: {b}}}");

        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE f = ?", a));
        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE f = ?", b));
    }

    [Fact]
    public async Task Tables_and_indexes_are_limited_as_in_QLDB()
    {
        for (var i = 0; i < 20; i++)
        {
            await _ledger.Run($"CREATE TABLE T{i}");
        }

        await AssertLimit("Exceeded active tables limit", "CREATE TABLE Another");
        for (var i = 0; i < 20; i++)
        {
            await _ledger.Run($"DROP TABLE T{i}");
            await _ledger.Run($"CREATE TABLE U{i}");
        }

        await _ledger.Run("DROP TABLE U0");
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("CREATE TABLE Another"));
        Assert.Equal("Exceeded tables limit: Ledger has 40 total tables, and cannot create another.", error.Message);

        for (var i = 0; i < 5; i++)
        {
            await _ledger.Run($"CREATE INDEX ON U1 (f{i})");
        }

        await AssertLimit("Exceeded indexes limit", "CREATE INDEX ON U1 (f5)");
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("CREATE INDEX ON U1 (f1)"));
    }

    [Fact]
    public async Task Documents_and_transactions_are_limited_in_size()
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { DocumentSizeBytes = 1_000, TransactionSizeBytes = 2_500 } });
        await ledger.Run("CREATE TABLE T");
        var error = await Assert.ThrowsAsync<BadRequestException>(() => ledger.Run("INSERT INTO T ?", $"{{s: \"{new string('x', 1_000)}\"}}"));
        Assert.StartsWith("Exceeded document size limit", error.Message, StringComparison.Ordinal);

        var session = await ledger.Transaction();
        await session.Execute("INSERT INTO T ?", $"{{s: \"{new string('x', 900)}\"}}");
        await session.Execute("INSERT INTO T ?", $"{{s: \"{new string('x', 900)}\"}}");
        error = await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("INSERT INTO T ?", $"{{s: \"{new string('x', 900)}\"}}"));
        Assert.StartsWith("Exceeded transaction size limit", error.Message, StringComparison.Ordinal);
        await session.Commit();
        Assert.Equal(2, (await ledger.Run("SELECT * FROM T")).Count);
    }

    [Fact]
    public async Task The_catalog_survives_closing_and_opening()
    {
        await _ledger.Run("CREATE TABLE T WITH (aws_tags = `{'environment': 'production'}`)");
        await _ledger.Run("CREATE INDEX ON T (f)");
        await _ledger.Run("INSERT INTO T {'f': 1}");
        var before = await _ledger.Texts("SELECT * FROM information_schema.user_tables");

        _ledger.Reopen();

        Assert.Equal(before, await _ledger.Texts("SELECT * FROM information_schema.user_tables"));
        Assert.Single(await _ledger.Run("SELECT * FROM T WHERE f = 1"));
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
    }

    private async Task AssertLimit(string start, string statement)
        => Assert.StartsWith(start, (await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run(statement))).Message, StringComparison.Ordinal);

    private static string TableId(List<IonElement> rows) => Field(Assert.Single(rows), "tableId").GetString();

    private static IonElement Field(IonElement value, string name) => value.TryGetField(name, out var field) ? field : throw new KeyNotFoundException(name);
}
