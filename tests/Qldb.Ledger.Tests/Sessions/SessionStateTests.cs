using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Sessions;

/// <summary>What each command does in each state of a session: driver-behaviour, section 1.5.</summary>
public sealed class SessionStateTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task A_session_runs_one_transaction_after_the_other()
    {
        var session = await _ledger.Session();
        await session.Run("CREATE TABLE Person");
        await session.Run("INSERT INTO Person ?", "{name: \"Ada\"}");

        Assert.Equal(["{name:\"Ada\"}"], TestLedger.Texts(await session.Run("SELECT * FROM Person")).Select(text => text.Replace(" ", "")));
    }

    [Fact]
    public async Task An_unknown_ledger_is_a_bad_request()
    {
        var error = await Assert.ThrowsAsync<BadRequestException>(() => TestSession.Start(_ledger.Client, "nobody"));

        Assert.Contains("'nobody'", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal("BadRequestException", error.ErrorCode);
        Assert.NotEmpty(error.RequestId);
    }

    [Fact]
    public async Task A_second_transaction_in_a_session_is_refused_and_the_first_goes_on()
    {
        var session = await _ledger.Transaction();
        var id = session.TransactionId;

        await AssertBadRequest("Transaction already open", () => session.Begin());

        await session.Commit(id, session.Digest);
    }

    [Fact]
    public async Task Without_a_transaction_there_is_nothing_to_execute_fetch_or_commit()
    {
        var session = await _ledger.Transaction();
        await session.Commit();
        await session.Begin();
        await session.Abort();

        await AssertBadRequest("No open transaction", () => session.Execute("SELECT * FROM information_schema.user_tables"));
        await AssertBadRequest("No open transaction", () => session.Fetch("abcd"));
        await AssertBadRequest("No open transaction", () => session.Commit());
    }

    [Fact]
    public async Task A_command_for_another_transaction_than_the_open_one_is_refused()
    {
        var session = await _ledger.Transaction();
        var other = (await _ledger.Transaction()).TransactionId;

        var error = await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest { TransactionId = other, Statement = "SELECT * FROM T" },
        }));
        Assert.StartsWith("No open transaction", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Abort_succeeds_on_an_idle_session_and_on_an_open_transaction()
    {
        var session = await _ledger.Session();
        await session.Abort();
        await session.Begin();
        await session.Execute("CREATE TABLE Gone");
        await session.Abort();
        await session.Abort();

        Assert.Empty(await session.Run("SELECT * FROM information_schema.user_tables"));
    }

    [Fact]
    public async Task An_ended_session_is_gone_and_its_transaction_with_it()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE Gone");
        await session.End();

        await AssertInvalidSession("No such session", () => session.Abort());
        await AssertInvalidSession("No such session", () => session.End());
        Assert.Empty(await _ledger.Run("SELECT * FROM information_schema.user_tables"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("abc")]
    [InlineData("not a token!")]
    public async Task A_token_that_is_none_is_a_bad_request(string? token)
        => await AssertBadRequest("The parameter SessionToken is not valid", () => new TestSession(_ledger.Client, token!).Abort());

    [Fact]
    public async Task A_token_that_nobody_was_given_is_an_invalid_session()
        => await AssertInvalidSession("No such session", () => new TestSession(_ledger.Client, "mOlizqQ1S2C7MzsmbsWcOw==").Begin());

    [Fact]
    public async Task A_transaction_older_than_30_s_is_refused_and_its_session_with_it()
    {
        var session = await _ledger.Transaction();
        _ledger.Clock.Advance(TimeSpan.FromSeconds(31));

        var error = await AssertInvalidSession($"Transaction {session.TransactionId} has expired", () => session.Execute("SELECT * FROM T"));

        Assert.Matches(@"Transaction\s.*\shas\sexpired", error.Message);
        await AssertInvalidSession("No such session", () => session.Abort());
        Assert.Equal(1, _ledger.Ledger.Statistics.ExpiredTransactions);
    }

    [Fact]
    public async Task A_transaction_may_commit_at_30_s_but_not_later()
    {
        var session = await _ledger.Transaction();
        _ledger.Clock.Advance(TimeSpan.FromSeconds(30));
        await session.Commit();

        await session.Begin();
        _ledger.Clock.Advance(TimeSpan.FromSeconds(30) + TimeSpan.FromTicks(1));
        await AssertInvalidSession($"Transaction {session.TransactionId} has expired", () => session.Commit());
    }

    [Fact]
    public async Task An_expired_transaction_can_still_be_aborted()
    {
        var session = await _ledger.Transaction();
        _ledger.Clock.Advance(TimeSpan.FromSeconds(31));

        await session.Abort();
        await session.Begin();
    }

    [Fact]
    public async Task A_session_lives_a_limited_time_busy_or_not()
    {
        var session = await _ledger.Session();
        _ledger.Clock.Advance(TimeSpan.FromMinutes(15));
        await session.Begin();
        await session.Abort();
        _ledger.Clock.Advance(TimeSpan.FromTicks(1));

        var error = await Assert.ThrowsAsync<InvalidSessionException>(() => session.Begin());
        Assert.Matches("^Session [0-9A-Za-z]{22} has expired$", error.Message);
        await AssertInvalidSession("No such session", () => session.Begin());
    }

    [Fact]
    public async Task An_idle_limit_ends_a_session_that_nobody_uses()
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { SessionIdleTime = TimeSpan.FromSeconds(60) } });
        var session = await ledger.Session();
        ledger.Clock.Advance(TimeSpan.FromSeconds(50));
        await session.Abort();
        ledger.Clock.Advance(TimeSpan.FromSeconds(50));
        await session.Abort();
        ledger.Clock.Advance(TimeSpan.FromSeconds(61));

        var error = await Assert.ThrowsAsync<InvalidSessionException>(() => session.Abort());
        Assert.StartsWith("Exceeded the session idle time limit: Session ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_limited_and_expired_ones_make_room()
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { Sessions = 2 } });
        var first = await ledger.Session();
        await ledger.Session();

        var error = await Assert.ThrowsAsync<LimitExceededException>(() => ledger.Session());
        Assert.Equal("Exceeded the session limit", error.Message);
        Assert.Equal("LimitExceededException", error.ErrorCode);

        await first.End();
        await ledger.Session();
        ledger.Clock.Advance(TimeSpan.FromMinutes(20));
        await ledger.Session();
        Assert.Equal(1, ledger.Ledger.Statistics.Sessions);
    }

    [Fact]
    public async Task A_request_carries_exactly_one_command()
    {
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Client.SendCommandAsync(new SendCommandRequest()));
        await Assert.ThrowsAsync<BadRequestException>(() => _ledger.Client.SendCommandAsync(new SendCommandRequest
        {
            StartSession = new StartSessionRequest { LedgerName = "test" },
            EndSession = new EndSessionRequest(),
        }));
    }

    [Fact]
    public async Task Bad_parameters_are_bad_requests()
    {
        var session = await _ledger.Transaction();
        var values = new[]
        {
            null,
            new ValueHolder(),
            new ValueHolder { IonBinary = new MemoryStream() },
            new ValueHolder { IonBinary = new MemoryStream([1, 2, 3]) },
            new ValueHolder { IonText = "{" },
            new ValueHolder { IonText = "1 2" },
            new ValueHolder { IonBinary = new MemoryStream(new byte[200_000]) },
            new ValueHolder { IonText = new string(' ', 1_100_000) },
        };
        foreach (var value in values)
        {
            await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
            {
                ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = "SELECT ? FROM T", Parameters = [value] },
            }));
        }

        foreach (var statement in new[] { null, "", new string(' ', 100_001) })
        {
            await Assert.ThrowsAsync<BadRequestException>(() => session.Send(new SendCommandRequest
            {
                ExecuteStatement = new ExecuteStatementRequest { TransactionId = session.TransactionId, Statement = statement },
            }));
        }

        await session.Commit();
    }

    [Fact]
    public async Task A_parameter_may_come_as_Ion_text_and_digests_as_its_value()
    {
        await _ledger.Run("CREATE TABLE T");
        var session = await _ledger.Transaction();
        await session.Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest
            {
                TransactionId = session.TransactionId,
                Statement = "INSERT INTO T ?",
                Parameters = [new ValueHolder { IonText = "{a: 1}" }],
            },
        });
        var digest = new CommitDigestBuilder(session.TransactionId);
        digest.Add("INSERT INTO T ?", IonText.ToBinary("{a:1}"));

        await session.Commit(session.TransactionId, digest.Current);

        Assert.Single(await _ledger.Run("SELECT * FROM T"));
    }

    [Fact]
    public async Task The_tokens_and_statements_of_one_client_work_through_another()
    {
        var session = await _ledger.Session();
        using var other = new EmbeddedSessionClient(_ledger.Ledger);

        await new TestSession(other, session.Token).Run("CREATE TABLE T");

        Assert.Equal(["\"T\""], await _ledger.Texts("SELECT VALUE name FROM information_schema.user_tables"));
    }

    [Fact]
    public async Task One_client_serves_several_ledgers_by_name()
    {
        using var host = new LedgerHost();
        host.Add(Ledger.Open(new InMemoryLedgerStore("first")));
        host.Add(Ledger.Open(new InMemoryLedgerStore("second")));
        using var client = new EmbeddedSessionClient(host);

        await (await TestSession.Start(client, "first")).Run("CREATE TABLE OnlyInFirst");

        Assert.Empty(await (await TestSession.Start(client, "second")).Run("SELECT * FROM information_schema.user_tables"));
        Assert.Throws<ArgumentException>(() => host.Add(Ledger.Open(new InMemoryLedgerStore("first"))));
    }

    [Fact]
    public async Task A_response_has_a_request_id_as_the_services_had()
    {
        var response = await _ledger.Client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = "test" } });

        Assert.True(Guid.TryParse(response.ResponseMetadata.RequestId, out _));
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
    }

    [Fact]
    public async Task All_answers_of_a_session_have_the_request_id_of_its_start()
    {
        var ids = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var start = await _ledger.Client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = "test" } });
            var begin = await _ledger.Client.SendCommandAsync(
                new SendCommandRequest { SessionToken = start.StartSession.SessionToken, StartTransaction = new StartTransactionRequest() });

            Assert.Equal(start.ResponseMetadata.RequestId, begin.ResponseMetadata.RequestId);
            ids.Add(start.ResponseMetadata.RequestId);
        }

        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task A_disposed_client_refuses_work_and_the_ledger_goes_on()
    {
        using var other = new EmbeddedSessionClient(_ledger.Ledger);
        other.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => TestSession.Start(other));
        await _ledger.Session();
    }

    private static Task<BadRequestException> AssertBadRequest(string message, Func<Task> action) => AssertError<BadRequestException>(message, action);

    private static Task<InvalidSessionException> AssertInvalidSession(string message, Func<Task> action) => AssertError<InvalidSessionException>(message, action);

    private static async Task<T> AssertError<T>(string message, Func<Task> action)
        where T : AmazonQLDBSessionException
    {
        var error = await Assert.ThrowsAsync<T>(action);
        Assert.Equal(message, error.Message);
        Assert.Equal(typeof(T).Name, error.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        return error;
    }
}
