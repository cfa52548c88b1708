using System.Net.Http.Headers;
using System.Text;
using Qldb.Ion;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Sessions;

/// <summary>
/// Every form of a malformed command, signed as it should be, sent while a transaction is open on a real ledger. Each gets its status, type and message;
/// the transaction is neither lost nor left behind, and another client notices nothing.
/// </summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Serialization = "SerializationException";
    private const string BadRequest = "BadRequestException";
    private const string InvalidSession = "InvalidSessionException";
    private const string UnknownOperation = "UnknownOperationException";

    private const string Insert = "INSERT INTO t VALUE {'n': 1}";

    private RunningServer _server = null!;
    private string _token = null!;
    private string _id = null!;

    /// <summary>What is sent (TOKEN and ID stand for those of the open transaction), the answer's type, and its message from the start.</summary>
    public static TheoryData<string, string, string> Bodies => new()
    {
        // No JSON, or none that this could be
        { "", Serialization, "The body is not well-formed JSON at line 1, byte 1." },
        { " \r\n", Serialization, "The body is not well-formed JSON at line 2, byte 1." },
        { "nonsense", Serialization, "The body is not well-formed JSON at line 1, byte 2." },
        { "{", Serialization, "The body is not well-formed JSON at line 1, byte 2." },
        { "{}{}", Serialization, "The body is not well-formed JSON at line 1, byte 3." },
        { "{}//", Serialization, "The body is not well-formed JSON at line 1, byte 3." },
        { """{"EndSession":{},}""", Serialization, "The body is not well-formed JSON at line 1, byte 18." },
        { "\uFEFF{}", Serialization, "The body is not well-formed JSON at line 1, byte 1." },
        { """{"SessionToken":"TOKEN","EndSession":{}""", Serialization, "The body is not well-formed JSON" },
        { """{'SessionToken':'TOKEN'}""", Serialization, "The body is not well-formed JSON at line 1, byte 2." },
        { "[]", Serialization, "The body must be an object." },
        { "null", Serialization, "The body must be an object." },
        { "\"{}\"", Serialization, "The body must be an object." },
        { "17", Serialization, "The body must be an object." },
        { """{"StartSession":{"LedgerName":"\ud800"}}""", Serialization, "A string of the body is not valid Unicode." },
        { """{"Unknown":NESTED}""", Serialization, "The body is not well-formed JSON at line 1, byte 43." },

        // Members of the wrong kind
        { """{"StartSession":"led"}""", Serialization, "StartSession must be an object." },
        { """{"StartSession":[]}""", Serialization, "StartSession must be an object." },
        { """{"StartSession":{"LedgerName":7}}""", Serialization, "LedgerName must be a string." },
        { """{"SessionToken":{},"StartTransaction":{}}""", Serialization, "SessionToken must be a string." },
        { """{"SessionToken":"TOKEN","StartTransaction":true}""", Serialization, "StartTransaction must be an object." },
        { """{"SessionToken":"TOKEN","AbortTransaction":0}""", Serialization, "AbortTransaction must be an object." },
        { """{"SessionToken":"TOKEN","EndSession":""}""", Serialization, "EndSession must be an object." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":1,"Statement":"x"}}""", Serialization, "TransactionId must be a string." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":["x"]}}""", Serialization, "Statement must be a string." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":{}}}""", Serialization, "Parameters must be an array." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[null]}}""", Serialization, "Parameters must be an object." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":["4AEA6iEF"]}}""", Serialization, "Parameters must be an object." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[{"IonBinary":"4AEA*"}]}}""", Serialization, "IonBinary must be a base64 string." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[{"IonBinary":"4AEA6iE"}]}}""", Serialization, "IonBinary must be a base64 string." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[{"IonText":1}]}}""", Serialization, "IonText must be a string." },
        { """{"SessionToken":"TOKEN","FetchPage":{"TransactionId":"ID","NextPageToken":false}}""", Serialization, "NextPageToken must be a string." },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID","CommitDigest":17}}""", Serialization, "CommitDigest must be a base64 string." },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID","CommitDigest":"-_-_"}}""", Serialization, "CommitDigest must be a base64 string." },

        // No command, or more than one
        { "{}", BadRequest, "A request holds exactly one command." },
        { """{"SessionToken":"TOKEN"}""", BadRequest, "A request holds exactly one command." },
        { """{"SessionToken":"TOKEN","SendCommand":{}}""", BadRequest, "A request holds exactly one command." },
        { """{"SessionToken":"TOKEN","aborttransaction":{}}""", BadRequest, "A request holds exactly one command." },
        { """{"StartSession":null}""", BadRequest, "A request holds exactly one command." },
        { """{"StartSession":{"LedgerName":"led"},"EndSession":{}}""", BadRequest, "A request holds exactly one command." },
        { """{"SessionToken":"TOKEN","AbortTransaction":{},"EndSession":{}}""", BadRequest, "A request holds exactly one command." },

        // StartSession
        { """{"StartSession":{}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"SessionToken":"TOKEN","StartSession":{"LedgerName":"led"}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"StartSession":{"LedgerName":""}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"12345"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"a--b"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"-ab"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"../../etc/passwd"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"..\\led"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"led.qldb"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"led\u0000"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"a123456789b123456789c123456789d12"}}""", BadRequest, "The parameter LedgerName is not valid" },
        { """{"StartSession":{"LedgerName":"nowhere"}}""", BadRequest, "No ledger named 'nowhere' is open here." },

        // The session's token
        { """{"StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":null,"StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":"","StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":"abc","StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":"no spaces here","StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":"LONG","StartTransaction":{}}""", BadRequest, "The parameter SessionToken is not valid" },
        { """{"SessionToken":"mOlizqQ1S2C7MzsmbsWcOw==","StartTransaction":{}}""", InvalidSession, "No such session" },
        { """{"SessionToken":"TOKENx","AbortTransaction":{}}""", InvalidSession, "No such session" },

        // Commands that do not fit the session's state
        { """{"SessionToken":"TOKEN","StartTransaction":{}}""", BadRequest, "Transaction already open" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe","Statement":"SELECT 1 FROM t"}}""", BadRequest, "No open transaction" },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe","CommitDigest":"DIGEST"}}""", BadRequest, "No open transaction" },

        // ExecuteStatement
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"Statement":"x"}}""", BadRequest, "The parameter TransactionId is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"short","Statement":"x"}}""", BadRequest, "The parameter TransactionId is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"Bx0VYbWkNxUF9q2m7T3aQ_","Statement":"x"}}""", BadRequest, "The parameter TransactionId is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID"}}""", BadRequest, "The parameter Statement is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":""}}""", BadRequest, "The parameter Statement is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELEC"}}""", BadRequest, "Parser Error: at line 1, column 1: unexpected identifier SELEC found" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT * FROM nowhere"}}""", BadRequest, "Semantic Error: at line 1, column 15: No such variable named 'nowhere'" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT \u0000 FROM t"}}""", BadRequest, "Lexer Error: at line 1, column 8" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"BLANKS"}}""", BadRequest, "A statement has 1 to 100000 characters, and this one has 100001." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[{}]}}""", BadRequest, "The parameter Parameters is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"x","Parameters":[{"IonBinary":""}]}}""", BadRequest, "The parameter Parameters is not valid" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t","Parameters":[{"IonBinary":"4AEA6g=="}]}}""", BadRequest, "Parameter 1 is not one Ion value" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t","Parameters":[{"IonBinary":"4AEA6iEBIQI="}]}}""", BadRequest, "Parameter 1 is not one Ion value" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t","Parameters":[{"IonBinary":"4AEA6o4="}]}}""", BadRequest, "Parameter 1 is not one Ion value" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t","Parameters":[{"IonText":"{a:"}]}}""", BadRequest, "Parameter 1 is not one Ion value" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t","Parameters":[{"IonBinary":"HUGE"}]}}""", BadRequest, "Parameter 1 has 131080 bytes; a parameter can have 131072." },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT ? FROM t"}}""", BadRequest, "Query expects 1 parameters, but statement has 0" },
        { """{"SessionToken":"TOKEN","ExecuteStatement":{"TransactionId":"ID","Statement":"SELECT 1 FROM t","Parameters":[{"IonText":"1"}]}}""", BadRequest, "Query expects 0 parameters, but statement has 1" },

        // FetchPage
        { """{"SessionToken":"TOKEN","FetchPage":{"TransactionId":"ID"}}""", BadRequest, "The parameter NextPageToken is not valid" },
        { """{"SessionToken":"TOKEN","FetchPage":{"TransactionId":"ID","NextPageToken":"abc"}}""", BadRequest, "The parameter NextPageToken is not valid" },
        { """{"SessionToken":"TOKEN","FetchPage":{"TransactionId":"ID","NextPageToken":"guessed-page"}}""", BadRequest, "The parameter NextPageToken is not valid" },
        { """{"SessionToken":"TOKEN","FetchPage":{"NextPageToken":"guessed-page"}}""", BadRequest, "The parameter TransactionId is not valid" },

        // CommitTransaction
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID"}}""", BadRequest, "The parameter CommitDigest is not valid" },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"CommitDigest":"DIGEST"}}""", BadRequest, "The parameter TransactionId is not valid" },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID","CommitDigest":""}}""", BadRequest, "A commit digest has 32 bytes, and this one has 0." },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID","CommitDigest":"AQ=="}}""", BadRequest, "A commit digest has 32 bytes, and this one has 1." },
        { """{"SessionToken":"TOKEN","CommitTransaction":{"TransactionId":"ID","CommitDigest":"DIGEST"}}""", BadRequest, "Digests don't match" },
    };

    public static TheoryData<string, string?, string, string> Headers => new()
    {
        { "Content-Type", "application/json", Serialization, "Content-Type must be application/x-amz-json-1.0, not 'application/json'." },
        { "Content-Type", "application/x-amz-json-1.1", Serialization, "Content-Type must be application/x-amz-json-1.0, not 'application/x-amz-json-1.1'." },
        { "Content-Type", "application/x-amz-json-1.01", Serialization, "Content-Type must be application/x-amz-json-1.0, not 'application/x-amz-json-1.01'." },
        { "Content-Type", "text/plain", Serialization, "Content-Type must be application/x-amz-json-1.0, not 'text/plain'." },
        { "Content-Type", null, Serialization, "Content-Type must be application/x-amz-json-1.0, not ''." },
        { "X-Amz-Target", null, UnknownOperation, "X-Amz-Target must be QLDBSession.SendCommand, not ''." },
        { "X-Amz-Target", "", UnknownOperation, "X-Amz-Target must be QLDBSession.SendCommand, not ''." },
        { "X-Amz-Target", "QLDBSession.Other", UnknownOperation, "X-Amz-Target must be QLDBSession.SendCommand, not 'QLDBSession.Other'." },
        { "X-Amz-Target", "qldbsession.sendcommand", UnknownOperation, "X-Amz-Target must be QLDBSession.SendCommand, not 'qldbsession.sendcommand'." },
        { "X-Amz-Target", "DynamoDB_20120810.ListTables", UnknownOperation, "X-Amz-Target must be QLDBSession.SendCommand, not 'DynamoDB_20120810.ListTables'." },
    };

    public async Task InitializeAsync()
    {
        _server = await RunningServer.StartRealAsync();
        _server.Ledgers.EnsureCreated("led");
        (_token, _id) = await BeginAsync(RunningServer.KeyId);
        await ExecuteAsync(_token, _id, "CREATE TABLE t", RunningServer.KeyId);
        await CommitAsync(_token, _id, "CREATE TABLE t");
        _id = await BeginAsync(_token, RunningServer.KeyId);
        await ExecuteAsync(_token, _id, Insert, RunningServer.KeyId);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_command_gets_its_answer_and_costs_nothing(string body, string type, string message)
    {
        var answer = await _server.SendAsync(Fill(body));
        AssertRefused(answer, type, message);
        await AssertNothingWasLostAsync();
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task A_header_that_names_another_protocol_gets_its_answer_and_costs_nothing(string name, string? value, string type, string message)
    {
        var request = _server.Command(Fill("""{"SessionToken":"TOKEN","EndSession":{}}"""));
        if (name == "Content-Type")
        {
            request.Content!.Headers.ContentType = value is null ? null : new MediaTypeHeaderValue(value);
        }
        else
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value is null ? [] : [value]);
        }

        AssertRefused(await _server.SendAsync(RunningServer.Signed(request)), type, message);
        await AssertNothingWasLostAsync();
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_get_their_answer_too()
    {
        var request = _server.Command("");
        var contentType = request.Content!.Headers.ContentType;
        request.Content = new ByteArrayContent([.. """{"StartSession":{"LedgerName":"l"""u8, 0xFF, 0xC0, .. "\"}}"u8]) { Headers = { ContentType = contentType } };
        AssertRefused(await _server.SendAsync(RunningServer.Signed(request)), Serialization, "A string of the body is not valid Unicode.");
        await AssertNothingWasLostAsync();
    }

    private string Fill(string body) => body
        .Replace("TOKEN", _token, StringComparison.Ordinal)
        .Replace("ID\"", _id + "\"", StringComparison.Ordinal)
        .Replace("DIGEST", Convert.ToBase64String(new byte[32]), StringComparison.Ordinal)
        .Replace("NESTED", new string('[', 10_000) + new string(']', 10_000), StringComparison.Ordinal)
        .Replace("LONG", new string('x', 1025), StringComparison.Ordinal)
        .Replace("BLANKS", new string(' ', 100_001), StringComparison.Ordinal)
        .Replace("HUGE", Convert.ToBase64String(IonElement.OfString(new string('x', 131_072)).ToBinary()), StringComparison.Ordinal);

    private static void AssertRefused(Answer answer, string type, string message)
    {
        Assert.Equal((400, type, "application/x-amz-json-1.0"), (answer.Status, answer.ErrorType, answer.ContentType));
        Assert.StartsWith(message, answer.Message, StringComparison.Ordinal);
        Assert.Equal(type, answer.Json.GetProperty("__type").GetString());
        Assert.True(Guid.TryParse(answer.RequestId, out _));
    }

    /// <summary>The open transaction commits what it had done before, and another client reads it.</summary>
    private async Task AssertNothingWasLostAsync()
    {
        await CommitAsync(_token, _id, Insert);
        var (token, id) = await BeginAsync(RunningServer.OtherKeyId);
        var rows = await ExecuteAsync(token, id, "SELECT VALUE n FROM t", RunningServer.OtherKeyId);
        Assert.Single(rows.Json.GetProperty("ExecuteStatement").GetProperty("FirstPage").GetProperty("Values").EnumerateArray());
    }

    private async Task<(string Token, string Id)> BeginAsync(string keyId)
        => await _server.StartSessionAsync(keyId) is var token ? (token, await BeginAsync(token, keyId)) : default;

    private async Task<string> BeginAsync(string token, string keyId)
        => (await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""", keyId)).Json.GetProperty("StartTransaction").GetProperty("TransactionId").GetString()!;

    private async Task<Answer> ExecuteAsync(string token, string id, string statement, string keyId)
    {
        var answer = await _server.SendAsync($$$"""{"SessionToken":"{{{token}}}","ExecuteStatement":{"TransactionId":"{{{id}}}","Statement":"{{{statement}}}"}}""", keyId);
        Assert.True(answer.Status == 200, answer.Body);
        return answer;
    }

    private async Task CommitAsync(string token, string id, string statement)
    {
        var digest = new CommitDigestBuilder(id);
        digest.Add(statement, []);
        var answer = await _server.SendAsync(
            $$$"""{"SessionToken":"{{{token}}}","CommitTransaction":{"TransactionId":"{{{id}}}","CommitDigest":"{{{Convert.ToBase64String(digest.Current.ToArray())}}}"}}""");
        Assert.True(answer.Status == 200, answer.Body);
    }
}
