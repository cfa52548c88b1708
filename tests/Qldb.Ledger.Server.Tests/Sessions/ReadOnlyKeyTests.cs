using System.Text.Json;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Sessions;

/// <summary>What an access key for reading may run, on a real ledger: queries, told apart by the parser that the ledger uses, and nothing else.</summary>
public sealed class ReadOnlyKeyTests : IAsyncLifetime
{
    private const string Denied = "Access denied. Unable to run the statement due to insufficient permissions or an improper variable reference";

    private RunningServer _server = null!;
    private string _reader = null!;
    private string _transaction = null!;

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartRealAsync();
        _server.Ledgers.EnsureCreated("led");
        _reader = await _server.StartSessionAsync(RunningServer.ReaderKeyId);
        _transaction = await BeginAsync(_reader, RunningServer.ReaderKeyId);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("SELECT name FROM information_schema.user_tables")]
    [InlineData("select 1 AS one FROM << 1 >> AS x;")]
    [InlineData(" -- a note\n /* and\n more */ SELECT VALUE t FROM information_schema.user_tables AS t")]
    [InlineData("SELECT VALUE (SELECT VALUE 1 FROM << 1 >> AS y) FROM << 1 >> AS x")]
    [InlineData("SELECT 'DROP TABLE t' AS text, \"update\" FROM << {'update': 1} >> AS x")]
    public async Task It_may_run_queries(string statement)
    {
        var answer = await ExecuteAsync(statement);
        Assert.True(answer.Status == 200, answer.Body);
    }

    [Theory]
    [InlineData("INSERT INTO t VALUE {'a': 1}")]
    [InlineData("/* SELECT */ INSERT INTO t VALUE {'a': 1}")]
    [InlineData("-- SELECT * FROM t\nDELETE FROM t")]
    [InlineData("/* /* SELECT */ UPDATE t SET a = 1")]
    [InlineData("UPDATE t SET a = (SELECT VALUE 1 FROM t)")]
    [InlineData("FROM t AS x WHERE x.a = 1 SET x.a = 2")]
    [InlineData("FROM t AS x INSERT INTO x.parts VALUE 2 AT 0")]
    [InlineData("FROM t AS x REMOVE x.a")]
    [InlineData("DELETE FROM t")]
    [InlineData("CREATE TABLE t")]
    [InlineData("CREATE INDEX ON t (a)")]
    [InlineData("DROP INDEX \"4tPW3fUhaVhDinRgKRLhGU\" ON t WITH (purge = true)")]
    [InlineData("DROP TABLE t")]
    [InlineData("UNDROP TABLE \"4tPW3fUhaVhDinRgKRLhGU\"")]
    [InlineData("EXEC REDACT_REVISION ?, '4tPW3fUhaVhDinRgKRLhGU', '4tPW3fUhaVhDinRgKRLhGU'")]
    public async Task It_may_run_nothing_that_changes_the_ledger_and_is_told_so_in_QLDBs_words(string statement)
    {
        var answer = await ExecuteAsync(statement);
        Assert.Equal((400, "BadRequestException", Denied), (answer.Status, answer.ErrorType, answer.Message));
        Assert.Empty(Values(await ExecuteAsync("SELECT name FROM information_schema.user_tables")));
    }

    [Theory]
    [InlineData("SELECT 1 FROM << 1 >> AS x; DROP TABLE t")]
    [InlineData("(INSERT INTO t VALUE {'a': 1})")]
    [InlineData("(SELECT 1 FROM << 1 >> AS x)")]
    [InlineData("EXPLAIN DELETE FROM t")]
    [InlineData("WITH x AS (DELETE FROM t) SELECT * FROM x")]
    [InlineData("SELECTED")]
    [InlineData("SELECT")]
    [InlineData("/* SELECT * FROM t")]
    [InlineData("-- SELECT * FROM t")]
    [InlineData("SELECT \0 FROM t")]
    public async Task What_is_no_statement_is_answered_as_to_anybody_else(string statement)
    {
        var token = await _server.StartSessionAsync();
        var writer = await ExecuteAsync(statement, token, await BeginAsync(token, RunningServer.KeyId), RunningServer.KeyId);

        var reader = await ExecuteAsync(statement);

        Assert.Equal((400, "BadRequestException"), (reader.Status, reader.ErrorType));
        Assert.Equal(writer.Body, reader.Body);
    }

    [Fact]
    public async Task A_statement_that_was_refused_leaves_the_transaction_open_and_usable()
    {
        await ExecuteAsync("DROP TABLE t");
        Assert.Equal(200, (await ExecuteAsync("SELECT VALUE 1 FROM << 1 >> AS x")).Status);
    }

    private Task<Answer> ExecuteAsync(string statement) => ExecuteAsync(statement, _reader, _transaction, RunningServer.ReaderKeyId);

    private Task<Answer> ExecuteAsync(string statement, string token, string transaction, string keyId)
        => _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{transaction}}}","Statement":{{{JsonSerializer.Serialize(statement)}}}}}""", keyId);

    private async Task<string> BeginAsync(string token, string keyId)
    {
        var answer = await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""", keyId);
        return answer.Json.GetProperty("StartTransaction").GetProperty("TransactionId").GetString()!;
    }

    private static JsonElement.ArrayEnumerator Values(Answer answer)
        => answer.Json.GetProperty("ExecuteStatement").GetProperty("FirstPage").GetProperty("Values").EnumerateArray();
}
