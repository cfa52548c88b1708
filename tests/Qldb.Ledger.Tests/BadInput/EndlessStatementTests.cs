using Amazon.QLDBSession.Model;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.BadInput;

/// <summary>Statements that would run for ages without reading a document: the time limit of their transaction, and closing the ledger, end them too.</summary>
public sealed class EndlessStatementTests
{
    private static readonly string ManyRows = "<< " + string.Join(", ", Enumerable.Range(0, 1_000)) + " >>";

    private static readonly string CrossJoin = $"SELECT COUNT(*) FROM {ManyRows} AS a, {ManyRows} AS b, {ManyRows} AS c, {ManyRows} AS d";

    public static TheoryData<string> Endless =>
    [
        CrossJoin,
        $"SELECT VALUE a FROM {ManyRows} AS a, {ManyRows} AS b, {ManyRows} AS c, {ManyRows} AS d WHERE a + b + c + d < 0",
        $"SELECT VALUE 1 FROM {ManyRows} AS a, {ManyRows} AS b, {ManyRows} AS c WHERE EXISTS(SELECT 1 FROM {ManyRows} AS d WHERE a + b + c + d < 0)",
        $"SELECT a FROM {ManyRows} AS a, {ManyRows} AS b, {ManyRows} AS c, {ManyRows} AS d WHERE a = b AND c < 0",
        $"SELECT VALUE 1 FROM << '{new string('a', 45_000)}' >> AS x, {ManyRows} AS a, {ManyRows} AS b WHERE x || x || x || x LIKE '%{new string('a', 40_000)}b'",
        $"UPDATE T SET x = (SELECT VALUE 1 FROM {ManyRows} AS a, {ManyRows} AS b, {ManyRows} AS c WHERE a + b + c < 0)",
    ];

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task The_time_limit_of_the_transaction_ends_it(string statement)
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T {'k': 1}");
        var session = await ledger.Transaction();
        var running = Task.Run(() => session.Execute(statement));

        ledger.Clock.Advance(TimeSpan.FromSeconds(31));

        var error = await Assert.ThrowsAsync<InvalidSessionException>(() => running.WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.Matches("^Transaction .* has expired$", error.Message);
    }

    [Fact]
    public async Task A_cancelled_request_ends_it()
    {
        using var ledger = new TestLedger();
        var session = await ledger.Transaction();
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => session.Send(
            new SendCommandRequest { ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = CrossJoin } }, cancellation.Token));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.Single(await session.Execute("SELECT 1 FROM << 0 >>"));
    }
}
