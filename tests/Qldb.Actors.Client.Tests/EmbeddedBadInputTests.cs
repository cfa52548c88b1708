using Amazon.QLDBSession.Model;
using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Actors.Client.Tests;

/// <summary>What a user may get wrong, from the driver down to the journal and back: each mistake is named, costs nothing that was there before, and leaves the driver fit for the next call.</summary>
public sealed class EmbeddedBadInputTests : IAsyncLifetime
{
    private readonly Ledger.Ledger _ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("people"));
    private readonly PooledQldbDriver _driver;

    public EmbeddedBadInputTests() => _driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "people", PoolLimit = 1 }, Wire.To(new EmbeddedSessionClient(_ledger)));

    public static TheoryData<string, object?[], string[]> Mistakes { get; } = new()
    {
        { "SELEC * FROM Person", [], ["line 1", "column 1"] },
        { "SELECT * FROM Person WHERE", [], ["line 1", "column 27"] },
        { "SELECT * FROM Persons", [], ["line 1", "column 15", "No such variable named 'Persons'"] },
        { "INSERT INTO Nowhere ?", [new { Name = "Bob" }], ["No such variable named 'Nowhere'"] },
        { "SELECT * FROM Person WHERE Name = ?", [], ["Query expects 1 parameters, but statement has 0"] },
        { "SELECT * FROM Person WHERE Name = ?", ["Ada", "Bob"], ["Query expects 1 parameters, but statement has 2"] },
        { "CREATE TABLE Person", [], ["Table with name: USER.Person already exists"] },
        { "INSERT INTO Person VALUE {'Name': ?, 'Again': ?}", [new string('x', 100_000), new string('y', 100_000)], ["document size", "131072"] },
        { "INSERT INTO Person ?", [new { Name = new string('x', 200_000) }], ["131072"] },
        { "INSERT INTO Person ?", [42], ["line 1"] },
    };

    public async Task InitializeAsync()
    {
        await _driver.ExecuteStatementAsync("CREATE TABLE Person");
        await _driver.ExecuteStatementAsync("INSERT INTO Person ?", new { Name = "Ada" });
    }

    public async Task DisposeAsync()
    {
        await _driver.DisposeAsync();
        _ledger.Dispose();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_a_bad_request_that_says_what_and_where_and_nothing_is_lost(string statement, object?[] parameters, string[] said)
    {
        var tip = _ledger.Tip;

        var error = await Assert.ThrowsAsync<BadRequestException>(() => _driver.ExecuteStatementAsync(statement, parameters));

        Assert.All(said, words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
        Assert.Equal(tip, _ledger.Tip);
        Assert.Equal("Ada", (await _driver.ExecuteStatementAsync("SELECT VALUE Name FROM Person"))[0].StringValue);
        Assert.Equal(0, (await _driver.GetPoolStatisticsAsync()).Leased);
    }

    [Fact]
    public async Task A_statement_that_fails_undoes_the_whole_transaction()
    {
        await Assert.ThrowsAsync<BadRequestException>(() => _driver.ExecuteAsync(async txn =>
        {
            await txn.ExecuteAsync("INSERT INTO Person ?", new { Name = "Bob" });
            await txn.ExecuteAsync("INSERT INTO Nowhere ?", new { Name = "Cy" });
        }));

        Assert.Equal(["Ada"], (await _driver.ExecuteStatementAsync("SELECT VALUE Name FROM Person")).Rows.Select(name => name.StringValue));
    }

    [Fact]
    public async Task A_ledger_that_is_not_there_is_named_at_once()
    {
        await using var lost = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "peple" }, Wire.To(new EmbeddedSessionClient(_ledger)));

        var error = await Assert.ThrowsAsync<BadRequestException>(() => lost.ExecuteStatementAsync("SELECT * FROM Person"));

        Assert.Contains("peple", error.Message, StringComparison.Ordinal);
    }
}
