using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>history(): partiql-dialect, section 5.3.</summary>
public sealed class HistoryTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();
    private string _noon = "";

    public async Task InitializeAsync()
    {
        await _ledger.Run("CREATE TABLE T");
        _noon = "2026-01-31T12:00";
        await At(10, "INSERT INTO T {'k': 1, 'v': 0}");
        await At(20, "UPDATE T SET v = 1 WHERE k = 1");
        await At(30, "INSERT INTO T {'k': 2, 'v': 0}");
        await At(40, "DELETE FROM T WHERE k = 1");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task The_whole_history_has_every_revision_deletes_included()
        => Assert.Equal(["1 v0", "1 v1", "1 v2 deleted", "2 v0"], await History("history(T)"));

    [Theory]
    [InlineData(0, 9)]
    [InlineData(0, 10, "1 v0")]
    [InlineData(10, 10, "1 v0")]
    [InlineData(11, 19, "1 v0")]
    [InlineData(15, 25, "1 v0", "1 v1")]
    [InlineData(20, 20, "1 v1")]
    [InlineData(25, 39, "1 v1", "2 v0")]
    [InlineData(25, 40, "1 v1", "1 v2 deleted", "2 v0")]
    [InlineData(40, 40, "1 v2 deleted", "2 v0")]
    [InlineData(41, 45, "2 v0")]
    public async Task A_range_has_the_revisions_that_were_current_at_some_moment_of_it(int start, int end, params string[] expected)
        => Assert.Equal(expected, await History($"history(T, `{Time(start)}`, `{Time(end)}`)"));

    [Fact]
    public async Task A_start_alone_reaches_to_now() => Assert.Equal(["1 v2 deleted", "2 v0"], await History($"history(T, `{Time(40)}`)"));

    [Fact]
    public async Task The_history_of_one_document_is_found_by_its_id()
    {
        var id = (await _ledger.Run("SELECT VALUE id FROM T BY id WHERE k = 2"))[0].ToString();

        var rows = await _ledger.Run("SELECT VALUE h.data.v FROM history(T) AS h WHERE h.metadata.id = ?", id);

        Assert.Equal(["0"], TestLedger.Texts(rows));
    }

    [Fact]
    public async Task The_history_of_a_dropped_table_is_found_by_the_tables_id()
    {
        var tableId = (await _ledger.Run("SELECT VALUE tableId FROM information_schema.user_tables"))[0].GetString();
        await _ledger.Run("DROP TABLE T");

        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Run("SELECT * FROM history(T)"));
        Assert.Equal(4, (await _ledger.Run($"SELECT * FROM history('{tableId}')")).Count);
    }

    [Fact]
    public async Task Own_changes_become_history_with_the_commit()
    {
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T {'k': 3}");
        Assert.Equal(4, (await session.Execute("SELECT * FROM history(T)")).Count);
        await session.Commit();

        Assert.Equal(5, (await _ledger.Run("SELECT * FROM history(T)")).Count);
    }

    [Fact]
    public async Task A_clock_that_goes_back_never_dates_a_revision_before_the_one_it_replaces()
    {
        _ledger.Clock.Advance(TimeSpan.FromSeconds(-25));
        await _ledger.Run("UPDATE T SET v = 7 WHERE k = 2");

        var times = (await _ledger.Run("SELECT VALUE h.metadata.txTime FROM history(T) AS h WHERE h.data.k = 2")).Select(time => time.GetTimestamp()).ToList();
        Assert.True(times[0] <= times[1], $"{times[0]} then {times[1]}");
        Assert.Null(_ledger.Ledger.VerifyJournal().Fault);
    }

    private string Time(int second) => $"{_noon}:{second:00}.000Z";

    private async Task At(int second, string statement)
    {
        var noon = DateTimeOffset.Parse("2026-01-31T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        _ledger.Clock.Advance(noon.AddSeconds(second) - _ledger.Clock.GetUtcNow());
        await _ledger.Run(statement);
    }

    private async Task<string[]> History(string source)
    {
        var all = await _ledger.Run("SELECT VALUE h FROM history(T) AS h");
        var keys = all.Where(row => row.TryGetField("data", out _)).GroupBy(Id).ToDictionary(group => group.Key, group => Key(group.First()));
        _ledger.Clock.Advance(TimeSpan.FromSeconds(10));
        return [.. (await _ledger.Run($"SELECT VALUE h FROM {source} AS h"))
            .Select(row => $"{keys[Id(row)]} v{Field(Field(row, "metadata"), "version")}{(row.TryGetField("data", out _) ? "" : " deleted")}")
            .Order(StringComparer.Ordinal)];
    }

    private static string Id(IonElement row) => Field(Field(row, "metadata"), "id").GetString();

    private static string Key(IonElement row) => Field(Field(row, "data"), "k").ToString();

    private static IonElement Field(IonElement value, string name) => value.TryGetField(name, out var field) ? field : throw new KeyNotFoundException(name);
}
