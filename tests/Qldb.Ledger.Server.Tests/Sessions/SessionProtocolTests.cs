using System.Net;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Sessions;

/// <summary>The session protocol byte for byte, with a scripted ledger behind the server.</summary>
public sealed class SessionProtocolTests : IAsyncLifetime
{
    private const string Id = ScriptedLedger.TransactionId;

    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_answer_carries_the_headers_that_drivers_read()
    {
        var answer = await _server.SendAsync("""{"StartSession":{"LedgerName":"vehicle-registration"}}""");
        Assert.Equal((200, "application/x-amz-json-1.0"), (answer.Status, answer.ContentType));
        Assert.True(Guid.TryParse(answer.RequestId, out _));
        Assert.Equal("""{"StartSession":{"SessionToken":"session-1"}}""", answer.Body);
        Assert.Equal("vehicle-registration", _server.Ledger.Requests.Single().StartSession.LedgerName);
    }

    [Fact]
    public async Task Each_command_reaches_the_ledger_and_its_result_comes_back()
    {
        var token = await _server.StartSessionAsync();
        var row = new MemoryStream([0xE0, 0x01, 0x00, 0xEA, 0x21, 0x01], 0, 6, false, true);
        _server.Ledger.Script = (request, _) => Task.FromResult<SendCommandResponse?>(request switch
        {
            { ExecuteStatement: not null } => new()
            {
                ExecuteStatement = new()
                {
                    FirstPage = new() { Values = [new() { IonBinary = row }], NextPageToken = "page-0002" },
                    ConsumedIOs = new() { ReadIOs = 3, WriteIOs = 0 },
                    TimingInformation = new() { ProcessingTimeMilliseconds = 5 },
                },
            },
            { FetchPage: not null } => new() { FetchPage = new() { Page = new() { Values = null }, ConsumedIOs = new() { ReadIOs = 1, WriteIOs = null } } },
            _ => null,
        });

        Assert.Equal(
            $$$"""{"StartTransaction":{"TransactionId":"{{{Id}}}"}}""",
            await Body($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}"""));
        Assert.Equal(
            """{"ExecuteStatement":{"FirstPage":{"Values":[{"IonBinary":"4AEA6iEB"}],"NextPageToken":"page-0002"},"ConsumedIOs":{"ReadIOs":3,"WriteIOs":0},"TimingInformation":{"ProcessingTimeMilliseconds":5}}}""",
            await Body($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{Id}}}","Statement":"SELECT * FROM Person WHERE Age = ?","Parameters":[{"IonBinary":"4AEA6iEq"}]}}"""));
        Assert.Equal(
            """{"FetchPage":{"Page":{"Values":[]},"ConsumedIOs":{"ReadIOs":1,"WriteIOs":0}}}""",
            await Body($$$"""{"SessionToken":"{{{token}}}","FetchPage":{"TransactionId":"{{{Id}}}","NextPageToken":"page-0002"}}"""));
        Assert.Equal(
            $$$"""{"CommitTransaction":{"TransactionId":"{{{Id}}}","CommitDigest":"AQIDBA=="}}""",
            await Body($$$"""{"SessionToken":"{{{token}}}","CommitTransaction":{"TransactionId":"{{{Id}}}","CommitDigest":"AQIDBA=="}}"""));
        Assert.Equal("""{"AbortTransaction":{}}""", await Body($$$"""{"SessionToken":"{{{token}}}","AbortTransaction":{}}"""));
        Assert.Equal("""{"EndSession":{}}""", await Body($$$"""{"SessionToken":"{{{token}}}","EndSession":{}}"""));

        var executed = _server.Ledger.Requests.Single(request => request.ExecuteStatement is not null);
        Assert.Equal(token, executed.SessionToken);
        Assert.Equal([0xE0, 0x01, 0x00, 0xEA, 0x21, 0x2A], executed.ExecuteStatement.Parameters.Single().IonBinary.ToArray());
    }

    [Fact]
    public async Task Any_JSON_escape_and_any_unknown_member_is_accepted()
    {
        var answer = await _server.SendAsync("""
             { "Fut\u0075re" : [ { "a": [1.5e3, true, null] } ], "St\u0061rtSession" : { "Ledger\u004Eame" : "l\u0065d\u002D1", "Else": {} }, "EndSession": null }
            """);
        Assert.Equal(200, answer.Status);
        Assert.Equal("led-1", _server.Ledger.Requests.Single().StartSession.LedgerName);

        var token = answer.Json.GetProperty("StartSession").GetProperty("SessionToken").GetString();
        await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"Parameters":[],"TransactionId":"{{{Id}}}","Statement":"SELECT \u003C\u0027\u00E9\uD83D\uDE00\/\n"}}""");
        Assert.Equal("SELECT <'é😀/\n", _server.Ledger.Requests.Last().ExecuteStatement.Statement);
    }

    /// <summary>What the ledger throws, and how it reaches the client.</summary>
    public static TheoryData<Exception, int, string> LedgerErrors => new()
    {
        { new BadRequestException("Digests don't match"), 400, "BadRequestException" },
        { new InvalidSessionException("No such session"), 400, "InvalidSessionException" },
        { new OccConflictException("Optimistic concurrency control (OCC) failure encountered while committing the transaction"), 400, "OccConflictException" },
        { new LimitExceededException("Exceeded the session limit"), 400, "LimitExceededException" },
        { new RateExceededException("The rate was exceeded"), 503, "RateExceededException" },
        { new CapacityExceededException("Capacity exceeded"), 503, "CapacityExceededException" },
        { new AmazonQLDBSessionException("Later", ErrorType.Receiver, "ServiceUnavailable", "id", HttpStatusCode.ServiceUnavailable), 503, "ServiceUnavailable" },
    };

    [Theory]
    [MemberData(nameof(LedgerErrors))]
    public async Task What_the_ledger_refuses_reaches_the_client_with_its_type_status_and_message(Exception exception, int status, string type)
    {
        _server.Ledger.Script = (_, _) => Task.FromException<SendCommandResponse?>(exception);
        var answer = await _server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        Assert.Equal((status, type, exception.Message), (answer.Status, answer.ErrorType, answer.Message));
    }

    [Fact]
    public async Task The_code_of_a_bad_request_is_a_member_of_its_own()
    {
        _server.Ledger.Script = (_, _) => throw new BadRequestException("Table with name: USER.T already exists") { Code = "412" };
        var answer = await _server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        Assert.Equal("""{"__type":"BadRequestException","Message":"Table with name: USER.T already exists","Code":"412"}""", answer.Body);
    }

    [Fact]
    public async Task A_fault_inside_the_server_is_an_internal_failure_that_tells_nothing_but_where_to_look()
    {
        _server.Ledger.Script = (_, _) => throw new InvalidDataException("secret path /var/lib");
        var answer = await _server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        Assert.Equal((500, "InternalFailure"), (answer.Status, answer.ErrorType));
        Assert.DoesNotContain("secret path", answer.Body, StringComparison.Ordinal);
        Assert.Contains(answer.RequestId!, answer.Message!, StringComparison.Ordinal);
        Assert.Contains(_server.Log.Lines, line => line.Contains(answer.RequestId!, StringComparison.Ordinal) && line.Contains("secret path", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guessed_token_and_another_keys_token_are_no_such_session()
    {
        var token = await _server.StartSessionAsync();
        var guessed = await _server.SendAsync("""{"SessionToken":"session-7","StartTransaction":{}}""");
        var foreign = await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""", RunningServer.OtherKeyId);
        Assert.Equal((400, "InvalidSessionException", "No such session"), (foreign.Status, foreign.ErrorType, foreign.Message));
        Assert.Equal((guessed.Status, guessed.Body), (foreign.Status, foreign.Body));
        Assert.Single(_server.Ledger.Requests);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_gone()
    {
        var token = await _server.StartSessionAsync();
        await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","EndSession":{}}""");
        var answer = await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""");
        Assert.Equal(("InvalidSessionException", "No such session"), (answer.ErrorType, answer.Message));
    }

    [Fact]
    public async Task A_key_that_is_limited_to_ledgers_starts_sessions_with_no_other()
    {
        Assert.NotNull(await _server.StartSessionAsync(RunningServer.LimitedKeyId, "two"));
        var answer = await _server.SendAsync("""{"StartSession":{"LedgerName":"three"}}""", RunningServer.LimitedKeyId);
        Assert.Equal((403, "AccessDeniedException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task The_log_tells_statements_but_never_their_parameters()
    {
        var token = await _server.StartSessionAsync();
        var secret = Convert.ToBase64String([0xE0, 0x01, 0x00, 0xEA, 0x86, .. "secret"u8]);
        await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{Id}}}","Statement":"SELECT * FROM t WHERE a = ?","Parameters":[{"IonBinary":"{{{secret}}}"}]}}""");
        Assert.Contains(_server.Log.Lines, line => line.StartsWith("Debug", StringComparison.Ordinal) && line.Contains("WHERE a = ?", StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains("secret", StringComparison.OrdinalIgnoreCase) || line.Contains(secret, StringComparison.Ordinal));
    }

    private async Task<string> Body(string json) => (await _server.SendAsync(json)).Body;
}
