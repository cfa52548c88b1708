using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>Which commits are refused because of which others: partiql-dialect, section 8.2.</summary>
public sealed class ConflictTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync()
    {
        await _ledger.Run("CREATE TABLE Person");
        await _ledger.Run("CREATE INDEX ON Person (name)");
        await _ledger.Run("CREATE TABLE Other");
        await _ledger.Run("INSERT INTO Person ?", "{name: \"Alice\", age: 1}");
        await _ledger.Run("INSERT INTO Person ?", "{name: \"Bob\", age: 2}");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Theory]
    [InlineData("INSERT INTO Person {'name': 'Carol'}")]
    [InlineData("UPDATE Person SET age = 9 WHERE name = 'Bob'")]
    [InlineData("DELETE FROM Person WHERE name = 'Bob'")]
    public Task A_scan_conflicts_with_any_change_of_its_table(string other) => AssertConflict("SELECT * FROM Person WHERE age = 1", other);

    [Theory]
    [InlineData("SELECT * FROM Person WHERE age = 1", "INSERT INTO Other {'name': 'Carol'}")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "UPDATE Person SET age = 9 WHERE name = 'Bob'")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "INSERT INTO Person {'name': 'Carol'}")]
    [InlineData("SELECT * FROM Person WHERE name = 'Nobody'", "INSERT INTO Person {'name': 'Carol'}")]
    [InlineData("SELECT * FROM Person", "SELECT * FROM Person")]
    [InlineData("INSERT INTO Person {'name': 'Dan'}", "INSERT INTO Person {'name': 'Carol'}")]
    [InlineData("INSERT INTO Person {'name': 'Dan'}", "INSERT INTO Person {'name': 'Dan'}")]
    [InlineData("INSERT INTO Person {'name': 'Dan'}", "CREATE INDEX ON Person (age)")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "CREATE TABLE Third")]
    public async Task Transactions_that_do_not_touch_what_the_other_read_both_commit(string mine, string other)
    {
        var session = await _ledger.Transaction();
        await session.Execute(mine);
        await _ledger.Run(other);

        await session.Commit();
    }

    [Theory]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "UPDATE Person SET age = 9 WHERE name = 'Alice'")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "DELETE FROM Person WHERE name = 'Alice'")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "INSERT INTO Person {'name': 'Alice'}")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "UPDATE Person SET name = 'Alice' WHERE name = 'Bob'")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "UPDATE Person SET name = 'Zoe' WHERE name = 'Alice'")]
    [InlineData("SELECT * FROM Person WHERE name = 'Nobody'", "INSERT INTO Person {'name': 'Nobody'}")]
    [InlineData("SELECT * FROM _ql_committed_Person WHERE data.name = 'Alice'", "UPDATE Person SET age = 9 WHERE name = 'Alice'")]
    [InlineData("SELECT * FROM history(Person)", "INSERT INTO Person {'name': 'Carol'}")]
    public Task A_read_conflicts_with_a_change_of_what_was_read(string mine, string other) => AssertConflict(mine, other);

    [Theory]
    [InlineData("INSERT INTO Person {'name': 'Dan'}", "DROP TABLE Person")]
    [InlineData("SELECT * FROM Person WHERE name = 'Alice'", "DROP TABLE Person")]
    [InlineData("SELECT * FROM information_schema.user_tables", "CREATE TABLE Third")]
    [InlineData("SELECT * FROM information_schema.user_tables", "CREATE INDEX ON Other (a)")]
    [InlineData("CREATE TABLE Third", "CREATE TABLE Fourth")]
    [InlineData("DROP TABLE Other", "CREATE INDEX ON Other (a)")]
    public Task A_change_of_the_catalog_conflicts_with_those_who_relied_on_it(string mine, string other) => AssertConflict(mine, other);

    [Fact]
    public async Task A_document_read_by_its_id_conflicts_with_its_change_alone()
    {
        var alice = await IdOf("Alice");
        var bob = await IdOf("Bob");
        foreach (var (changed, conflicts) in new[] { (alice, true), (bob, false) })
        {
            var session = await _ledger.Transaction();
            await session.Execute("SELECT * FROM Person BY id WHERE id = ?", alice);
            await _ledger.Run("UPDATE Person BY id SET age = 7 WHERE id = ?", changed);
            await AssertCommit(session, conflicts);
        }
    }

    [Fact]
    public async Task A_lookup_through_an_index_that_was_dropped_meanwhile_conflicts()
    {
        var session = await _ledger.Transaction();
        await session.Execute("SELECT * FROM Person WHERE name = 'Nobody'");
        var index = (await _ledger.Run("SELECT VALUE i.indexId FROM information_schema.user_tables AS t, t.indexes AS i WHERE t.name = 'Person'"))[0].GetString();
        await _ledger.Run($"DROP INDEX \"{index}\" ON Person WITH (purge = true)");
        await _ledger.Run("INSERT INTO Person {'name': 'Nobody'}");

        await AssertCommit(session, conflicts: true);
    }

    [Fact]
    public async Task A_write_that_read_a_name_which_was_unknown_conflicts_with_its_creation()
    {
        var session = await _ledger.Transaction();
        await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("SELECT * FROM Third"));
        await session.Execute("INSERT INTO Other {'thirdExists': false}");
        await _ledger.Run("CREATE TABLE Third");

        await AssertCommit(session, conflicts: true);
    }

    [Fact]
    public async Task A_conflict_closes_the_transaction_and_the_session_is_usable_at_once()
    {
        var session = await _ledger.Transaction();
        await session.Execute("SELECT * FROM Person");
        await _ledger.Run("INSERT INTO Person {'name': 'Carol'}");
        await AssertCommit(session, conflicts: true);

        await session.Begin();
        Assert.Equal(3, (await session.Execute("SELECT * FROM Person")).Count);
        await session.Commit();
        Assert.Equal(1, _ledger.Ledger.Statistics.OccConflicts);
    }

    [Fact]
    public async Task The_snapshot_is_taken_by_the_first_statement_so_what_is_committed_before_it_does_not_conflict()
    {
        var session = await _ledger.Transaction();
        await _ledger.Run("INSERT INTO Person {'name': 'Carol'}");
        Assert.Equal(3, (await session.Execute("SELECT * FROM Person")).Count);

        await session.Commit();
    }

    [Fact]
    public async Task Both_of_two_transactions_that_swap_what_they_read_cannot_commit()
    {
        var first = await _ledger.Transaction();
        var second = await _ledger.Transaction();
        await first.Execute("SELECT * FROM Person WHERE name = 'Alice'");
        await second.Execute("SELECT * FROM Person WHERE name = 'Bob'");
        await first.Execute("UPDATE Person SET age = 10 WHERE name = 'Bob'");
        await second.Execute("UPDATE Person SET age = 10 WHERE name = 'Alice'");

        await first.Commit();
        await AssertCommit(second, conflicts: true);
    }

    [Fact]
    public async Task What_nobody_can_conflict_with_any_more_is_forgotten()
    {
        var reader = await _ledger.Transaction();
        await reader.Execute("SELECT * FROM Other");
        for (var i = 0; i < 50; i++)
        {
            await _ledger.Run("INSERT INTO Person {'name': 'x'}");
        }

        Assert.True(_ledger.Ledger.Engine.Window.Count >= 50);
        await reader.Commit();
        await _ledger.Run("INSERT INTO Person {'name': 'x'}");

        Assert.Equal(0, _ledger.Ledger.Engine.Window.Count);
    }

    [Fact]
    public async Task A_transaction_that_was_abandoned_holds_nothing_up_once_its_time_is_over()
    {
        var abandoned = await _ledger.Transaction();
        await abandoned.Execute("SELECT * FROM Other");
        await _ledger.Run("INSERT INTO Person {'name': 'x'}");
        _ledger.Clock.Advance(TimeSpan.FromSeconds(31));
        await _ledger.Run("INSERT INTO Person {'name': 'x'}");

        Assert.Equal(0, _ledger.Ledger.Engine.Window.Count);
        Assert.Equal(0, _ledger.Ledger.Statistics.ActiveTransactions);
    }

    private async Task<string> IdOf(string name)
        => (await _ledger.Run("SELECT VALUE id FROM Person BY id WHERE name = ?", IonElement.OfString(name).ToString()))[0].ToString();

    private async Task AssertConflict(string mine, string other)
    {
        var session = await _ledger.Transaction();
        await session.Execute(mine);
        await _ledger.Run(other);

        await AssertCommit(session, conflicts: true);
    }

    private static async Task AssertCommit(TestSession session, bool conflicts)
    {
        if (!conflicts)
        {
            await session.Commit();
            return;
        }

        var error = await Assert.ThrowsAsync<OccConflictException>(session.Commit);
        Assert.Equal("Optimistic concurrency control (OCC) failure encountered while committing the transaction", error.Message);
        Assert.Equal("OccConflictException", error.ErrorCode);
    }
}
