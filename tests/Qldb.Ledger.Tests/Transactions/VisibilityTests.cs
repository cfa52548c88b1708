using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>What a transaction sees: one snapshot, and its own changes on top of it.</summary>
public sealed class VisibilityTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("CREATE INDEX ON T (k)");
        await _ledger.Run("INSERT INTO T << {'k': 1, 'v': 'one'}, {'k': 2, 'v': 'two'} >>");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task A_transaction_sees_its_own_changes_by_scan_index_and_id_and_nobody_else_does()
    {
        var session = await _ledger.Transaction();
        var id = (await session.Execute("INSERT INTO T {'k': 3, 'v': 'three'}"))[0].TryGetField("documentId", out var field) ? field.ToString() : "";
        await session.Execute("UPDATE T SET k = 20 WHERE k = 2");
        await session.Execute("DELETE FROM T WHERE k = 1");

        Assert.Equal(["20", "3"], TestLedger.Texts(await session.Execute("SELECT VALUE k FROM T")));
        Assert.Equal(["\"two\""], TestLedger.Texts(await session.Execute("SELECT VALUE v FROM T WHERE k = 20")));
        Assert.Empty(await session.Execute("SELECT VALUE v FROM T WHERE k = 2"));
        Assert.Empty(await session.Execute("SELECT VALUE v FROM T WHERE k = 1"));
        Assert.Equal(["\"three\""], TestLedger.Texts(await session.Execute("SELECT VALUE v FROM T BY id WHERE id = ?", id)));
        Assert.Equal(["1", "2"], await _ledger.Texts("SELECT VALUE k FROM T"));
        await session.Commit();
        Assert.Equal(["20", "3"], await _ledger.Texts("SELECT VALUE k FROM T"));
    }

    [Fact]
    public async Task Later_commits_of_others_do_not_show()
    {
        var session = await _ledger.Transaction();
        Assert.Equal(2, (await session.Execute("SELECT * FROM T")).Count);
        await _ledger.Run("INSERT INTO T {'k': 1}");

        Assert.Equal(2, (await session.Execute("SELECT * FROM T")).Count);
        Assert.Single(await session.Execute("SELECT * FROM T WHERE k = 1"));
    }

    [Fact]
    public async Task A_result_that_is_paged_through_shows_the_transaction_as_it_was_when_the_statement_began()
    {
        using var ledger = new TestLedger(new LedgerOptions { PageSize = 3 });
        await ledger.Run("CREATE TABLE T");
        for (var i = 0; i < 10; i++)
        {
            await ledger.Run("INSERT INTO T ?", $"{{k: {i}}}");
        }

        var session = await ledger.Transaction();
        await session.Execute("INSERT INTO T {'k': 100}");
        var page = await session.ExecuteFirstPage("SELECT VALUE k FROM T");
        await session.Execute("DELETE FROM T");
        await session.Execute("INSERT INTO T {'k': 200}");
        var rows = TestSession.Rows(page);
        while (page.NextPageToken is not null)
        {
            Assert.Equal(3, page.Values.Count);
            page = await session.Fetch(page.NextPageToken);
            rows.AddRange(TestSession.Rows(page));
        }

        Assert.Equal([.. Enumerable.Range(0, 10), 100], rows.Select(row => (int)row.GetInt64()).Order());
        Assert.Equal(["200"], TestLedger.Texts(await session.Execute("SELECT VALUE k FROM T")));
    }

    [Fact]
    public async Task A_page_token_is_good_for_one_page_of_its_transaction()
    {
        using var ledger = new TestLedger(new LedgerOptions { PageSize = 1 });
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T << {'k': 1}, {'k': 2}, {'k': 3} >>");
        var session = await ledger.Transaction();
        var token = (await session.ExecuteFirstPage("SELECT * FROM T")).NextPageToken;
        await session.Fetch(token);

        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Fetch(token));
        Assert.Equal("The parameter NextPageToken is not valid", error.Message);
        await session.Commit();
        await session.Begin();
        await Assert.ThrowsAsync<BadRequestException>(() => session.Fetch(token));
    }

    [Fact]
    public async Task Results_come_in_pages_of_200_rows()
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { DocumentsPerTransaction = 1_000 } });
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T ?", $"[{string.Join(',', Enumerable.Range(0, 401).Select(i => $"{{k: {i}}}"))}]");
        var session = await ledger.Transaction();
        var first = await session.ExecuteFirstPage("SELECT * FROM T");
        var second = await session.Fetch(first.NextPageToken);
        var third = await session.Fetch(second.NextPageToken);

        Assert.Equal([200, 200, 1], new[] { first, second, third }.Select(page => page.Values.Count));
        Assert.Null(third.NextPageToken);
    }

    [Fact]
    public async Task A_statement_that_fails_takes_back_all_of_its_changes_and_nothing_else()
    {
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'k': 3}");
        var tooMany = $"[{string.Join(',', Enumerable.Range(0, 41).Select(i => $"{{k: {i}}}"))}]";

        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("INSERT INTO T ?", tooMany));

        Assert.Contains("40", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await session.Execute("SELECT * FROM T")).Count);
        await session.Commit();
        Assert.Equal(3, (await _ledger.Run("SELECT * FROM T")).Count);
    }

    [Fact]
    public async Task The_committed_view_shows_whole_revisions_and_of_own_changes_what_is_known_of_them()
    {
        var committed = (await _ledger.Run("SELECT VALUE r FROM _ql_committed_T AS r WHERE r.data.k = 1"))[0];
        Assert.Equal(["blockAddress", "hash", "data", "metadata"], committed.EnumerateFields().Select(field => field.Name));
        Assert.True(committed.TryGetField("metadata", out var metadata));
        Assert.Equal(["id", "version", "txTime", "txId"], metadata.EnumerateFields().Select(field => field.Name));
        metadata.TryGetField("id", out var id);

        var session = await _ledger.Transaction();
        await session.Execute("UPDATE T SET v = 'uno' WHERE k = 1");
        var own = (await session.Execute("SELECT VALUE r FROM _ql_committed_T AS r WHERE r.metadata.id = ?", id.ToString()))[0];

        Assert.Equal($"{{data:{{k:1,v:\"uno\"}},metadata:{{id:{id},version:1}}}}", own.ToString().Replace(" ", ""));
    }

    [Fact]
    public async Task Changes_of_one_document_collapse_into_one_revision()
    {
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'k': 9}");
        await session.Execute("UPDATE T SET v = 'a' WHERE k = 9");
        await session.Execute("UPDATE T SET v = 'b' WHERE k = 9");
        await session.Commit();

        var revision = Assert.Single(await _ledger.Run("SELECT h.metadata.version, h.data.v FROM history(T) AS h WHERE h.data.k = 9"));
        Assert.Equal("{version:0,v:\"b\"}", revision.ToString().Replace(" ", ""));
        var block = _ledger.Ledger.GetBlock(_ledger.Ledger.Tip).Block.ToString().Replace(" ", "");
        Assert.Contains("statements:[0,1,2]}", block, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_comes_and_goes_in_one_transaction_leaves_nothing()
    {
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'k': 9}");
        await session.Execute("DELETE FROM T WHERE k = 9");
        var tip = _ledger.Ledger.Tip;
        await session.Commit();

        Assert.Equal(tip, _ledger.Ledger.Tip);
        Assert.Empty(await _ledger.Run("SELECT * FROM history(T) AS h WHERE h.data.k = 9"));
    }

    [Fact]
    public async Task Reads_count_the_documents_of_a_nested_loop_as_the_service_did()
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T << {'a': 1}, {'a': 2}, {'a': 3} >>");
        var session = await ledger.Transaction();

        var reads = 0L;
        var page = await session.ExecuteFirstPage("SELECT VALUE 1 FROM T AS a, T AS b, T AS c, T AS d, T AS e, T AS f");
        reads += session.LastUsage?.ReadIOs ?? 0;
        while (page.NextPageToken is { } token)
        {
            var response = await session.Send(new SendCommandRequest { FetchPage = new FetchPageRequest { TransactionId = session.TransactionId, NextPageToken = token } });
            page = response.FetchPage.Page;
            reads += response.FetchPage.ConsumedIOs.ReadIOs ?? 0;
        }

        Assert.Equal(1092, reads);
    }

    [Fact]
    public async Task A_cancelled_statement_ends_between_rows_and_leaves_the_transaction_usable()
    {
        var session = await _ledger.Transaction();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.Send(
            new SendCommandRequest { ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = "SELECT * FROM T" } }, cancelled.Token));

        Assert.Equal(2, (await session.Execute("SELECT * FROM T")).Count);
        await session.Commit();
    }

    [Fact]
    public async Task Document_ids_are_never_reused()
    {
        await _ledger.Run("DELETE FROM T WHERE k = 1");
        var before = await _ledger.Texts("SELECT VALUE h.metadata.id FROM history(T) AS h");
        await _ledger.Run("INSERT INTO T {'k': 1, 'v': 'one'}");

        var id = (await _ledger.Texts("SELECT VALUE id FROM T BY id WHERE k = 1")).Single();
        Assert.DoesNotContain(id, before);
    }
}
