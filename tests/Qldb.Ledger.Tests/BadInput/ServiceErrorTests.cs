using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.BadInput;

/// <summary>
/// Every error of partiql-dialect, section 9, with its type, code and words. Three of the table are not here: this ledger has no permissions to deny, and neither
/// a capacity nor a rate that it would refuse work by.
/// </summary>
public sealed class ServiceErrorTests : IAsyncLifetime
{
    private readonly TestLedger _ledger = new(new LedgerOptions { Limits = LedgerLimits.Qldb with { ActiveTables = 50, Sessions = 8 } });

    public async Task InitializeAsync() => await _ledger.Run("CREATE TABLE T");

    public Task DisposeAsync()
    {
        _ledger.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("CREATE TABLE T", "412", "Table with name: USER.T already exists")]
    [InlineData("DELETE FROM Nope", "432", "Semantic Error: at line 1, column 13: No such variable named 'Nope'; No such variable named 'Nope'")]
    [InlineData("SELECT *\nFROM T AS t,\n  Nope", "432", "Semantic Error: at line 3, column 3: No such variable named 'Nope'; No such variable named 'Nope'")]
    [InlineData("INSERT INTO T ?", null, "Query expects 1 parameters, but statement has 0")]
    [InlineData("SELECT ?, ? FROM T", null, "Query expects 2 parameters, but statement has 0")]
    public async Task A_statement_that_cannot_be_carried_out(string statement, string? code, string message)
    {
        var session = await _ledger.Transaction();
        AssertIs<BadRequestException>(await Record.ExceptionAsync(() => session.Execute(statement)), message, code);

        await session.Execute("INSERT INTO T {'k': 1}"); // The transaction goes on.
        await session.Commit();
    }

    [Fact]
    public async Task A_path_that_is_not_there()
    {
        await _ledger.Run("INSERT INTO T {'k': 1}");
        AssertIs<BadRequestException>(
            await Record.ExceptionAsync(() => _ledger.Run("FROM T AS t INSERT INTO t.jobs VALUE 1 AT 0")),
            "Document path cannot be resolved: the remaining path was not found: DocumentPath(path=[Index(index=0)])");
    }

    [Fact]
    public async Task The_forty_first_table()
    {
        for (var i = 1; i < 40; i++)
        {
            await _ledger.Run($"CREATE TABLE T{i}");
        }

        AssertIs<BadRequestException>(
            await Record.ExceptionAsync(() => _ledger.Run("CREATE TABLE Another")), "Exceeded tables limit: Ledger has 40 total tables, and cannot create another.");
    }

    [Fact]
    public async Task A_digest_that_is_another()
    {
        var session = await _ledger.Transaction();
        AssertIs<BadRequestException>(await Record.ExceptionAsync(() => session.Commit(session.TransactionId, QldbHash.OfString("another"))), "Digests don't match");
    }

    [Fact]
    public async Task A_statement_without_a_transaction()
    {
        var session = await _ledger.Session();
        AssertIs<BadRequestException>(await Record.ExceptionAsync(() => session.Execute("SELECT * FROM T")), "No open transaction");
    }

    [Fact]
    public async Task A_token_that_is_none()
        => AssertIs<BadRequestException>(
            await Record.ExceptionAsync(() => new TestSession(_ledger.Client, "?").Begin()), "The parameter SessionToken is not valid");

    [Fact]
    public async Task A_ledger_that_is_not_there()
        => AssertIs<BadRequestException>(await Record.ExceptionAsync(() => TestSession.Start(_ledger.Client, "absent")), "No ledger named 'absent' is open here.");

    [Fact]
    public async Task A_transaction_of_more_than_30_seconds()
    {
        var session = await _ledger.Transaction();
        _ledger.Clock.Advance(TimeSpan.FromSeconds(31));
        AssertIs<InvalidSessionException>(await Record.ExceptionAsync(() => session.Commit()), $"Transaction {session.TransactionId} has expired");
    }

    [Fact]
    public async Task A_session_of_more_than_its_time_and_one_that_is_unknown()
    {
        var session = await _ledger.Session();
        _ledger.Clock.Advance(TimeSpan.FromMinutes(16));
        var error = await Assert.ThrowsAsync<InvalidSessionException>(() => session.Begin());
        Assert.Matches("^Session [0-9A-Za-z]{22} has expired$", error.Message);
        AssertIs<InvalidSessionException>(await Record.ExceptionAsync(() => session.Begin()), "No such session");
    }

    [Fact]
    public async Task A_conflict()
    {
        var session = await _ledger.Transaction();
        await session.Execute("SELECT * FROM T");
        await _ledger.Run("INSERT INTO T {'k': 1}");
        AssertIs<OccConflictException>(
            await Record.ExceptionAsync(() => session.Commit()), "Optimistic concurrency control (OCC) failure encountered while committing the transaction");
    }

    [Fact]
    public async Task A_session_too_many()
    {
        for (var i = 0; i < 8; i++)
        {
            await _ledger.Session();
        }

        AssertIs<LimitExceededException>(await Record.ExceptionAsync(() => _ledger.Session()), "Exceeded the session limit");
    }

    private static void AssertIs<T>(Exception? thrown, string message, string? code = null)
        where T : AmazonQLDBSessionException
    {
        var error = Assert.IsType<T>(thrown);
        Assert.Equal(message, error.Message);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(typeof(T).Name, error.ErrorCode);
        Assert.Equal(code, (error as BadRequestException)?.Code);
    }
}
