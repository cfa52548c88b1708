using Amazon.QLDBSession.Model;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>What <see cref="LedgerLimits.StatementMemoryBytes"/> bounds, beside what MemoryCases has: joins, histories, and what a transaction remembers of its reads.</summary>
public sealed class StatementMemoryTests : IAsyncLifetime
{
    private const int Documents = 400;

    private readonly TestLedger _ledger = new(new LedgerOptions { Limits = LedgerLimits.Qldb with { StatementMemoryBytes = 20_000, DocumentsPerTransaction = 1_000 } });

    public async Task InitializeAsync()
    {
        foreach (var table in new[] { "L", "R" })
        {
            await _ledger.Run($"CREATE TABLE {table}");
            await _ledger.Run($"INSERT INTO {table} ?", $"[{string.Join(", ", Enumerable.Range(0, Documents).Select(n => $"{{k: {n}, {table}: {n}}}"))}]");
        }
    }

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_hash_join_whose_inner_side_does_not_fit_reads_the_outer_side_again_for_each_block()
    {
        const string Statement = "SELECT VALUE r.R FROM L AS l, R AS r WHERE l.k = r.k";
        Assert.Contains("Hash join on l.k = r.k", _ledger.Ledger.Explain(Statement), StringComparison.Ordinal);
        var session = await _ledger.Transaction();

        var page = await session.ExecuteFirstPage(Statement);
        var (rows, reads) = (TestSession.Rows(page), session.LastUsage!.ReadIOs!.Value);
        while (page.NextPageToken is { } next)
        {
            page = await session.Fetch(next);
            rows.AddRange(TestSession.Rows(page));
            reads += session.LastUsage.ReadIOs!.Value;
        }

        Assert.Equal(Enumerable.Range(0, Documents), rows.Select(row => (int)row.GetInt64()).Order());
        var passes = (reads - Documents) / (double)Documents;
        Assert.InRange(passes, 4, 40);
        Assert.Equal(Math.Round(passes), passes);
    }

    [Fact]
    public async Task Joins_of_three_tables_share_the_memory()
        => Assert.Equal(
            Documents,
            (await _ledger.Run("SELECT a.k FROM L AS a, R AS b, L AS c WHERE a.k = b.k AND b.R = c.L")).Count);

    [Fact]
    public async Task A_join_with_an_empty_outer_side_does_not_read_the_inner_one()
    {
        await _ledger.Run("CREATE TABLE E");
        var session = await _ledger.Transaction();
        Assert.Empty(await session.Execute("SELECT * FROM E AS e, R AS r WHERE e.k = r.k"));
        Assert.Equal(0, session.LastUsage!.ReadIOs);
    }

    /// <summary>It once had to keep every document in mind that was current at the start.</summary>
    [Fact]
    public async Task A_history_with_a_start_needs_no_memory_whatever_the_number_of_documents()
    {
        _ledger.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(Documents, (await _ledger.Run("SELECT h.metadata.id FROM history(L, `2026-01-31T13:00Z`) AS h")).Count);

        Assert.Equal(Documents, (await _ledger.Run("SELECT h.metadata.id FROM history(L) AS h")).Count);
        var id = (await _ledger.Run("SELECT VALUE id FROM L BY id WHERE k = 7"))[0];
        Assert.Equal(["{k: 7, L: 7}"], await _ledger.Texts("SELECT VALUE h.data FROM history(L, `2026-01-31T13:00Z`) AS h WHERE h.metadata.id = ?", id.ToString()));
    }

    [Fact]
    public async Task An_update_of_more_documents_than_can_be_held_is_refused_and_changes_nothing()
    {
        var error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("UPDATE L SET k = -1"));
        Assert.Contains("bytes of memory for the documents it changes", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("DELETE FROM L"));
        Assert.Contains("bytes of memory for the documents it deletes", error.Message, StringComparison.Ordinal);
        Assert.Equal(["{_1: 400}"], await _ledger.Texts("SELECT COUNT(*) FROM L"));
    }

    /// <summary>Ten thousand keys looked up count as the whole table, so that a transaction's memory of its reads is bounded.</summary>
    [Fact]
    public async Task A_transaction_that_looks_up_very_many_keys_has_read_the_whole_table()
    {
        await _ledger.Run("CREATE INDEX ON L (k)");
        var (few, many) = (await _ledger.Transaction(), await _ledger.Transaction());
        await few.Execute($"SELECT * FROM L WHERE k IN ({Keys(5_000)})");
        await many.Execute($"SELECT * FROM L WHERE k IN ({Keys(12_000)})");

        await _ledger.Run("INSERT INTO L {'k': 99999}");

        await few.Commit();
        await Assert.ThrowsAsync<OccConflictException>(() => many.Commit());

        static string Keys(int count) => string.Join(", ", Enumerable.Range(1_000, count));
    }
}
