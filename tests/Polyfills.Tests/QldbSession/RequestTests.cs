using Amazon.QLDBSession.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Polyfills.Tests.QldbSession;

public sealed class RequestTests
{
    private const string TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe";

    public static TheoryData<string, SendCommandRequest> Commands => new()
    {
        { """{"StartSession":{"LedgerName":"led"}}""", Clients.StartSession() },
        { """{"SessionToken":"t","StartTransaction":{}}""", new() { SessionToken = "t", StartTransaction = new() } },
        { """{"AbortTransaction":{},"SessionToken":"t"}""", new() { SessionToken = "t", AbortTransaction = new() } },
        { """{"EndSession":{},"SessionToken":"t"}""", new() { SessionToken = "t", EndSession = new() } },
        {
            """{"FetchPage":{"NextPageToken":"p","TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe"},"SessionToken":"t"}""",
            new() { SessionToken = "t", FetchPage = new() { TransactionId = TransactionId, NextPageToken = "p" } }
        },
        {
            """{"ExecuteStatement":{"Parameters":[{"IonBinary":"4AEA6iEq"},{"IonText":"42"}],"Statement":"S","TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe"},"SessionToken":"t"}""",
            new()
            {
                SessionToken = "t",
                ExecuteStatement = new()
                {
                    TransactionId = TransactionId,
                    Statement = "S",
                    Parameters =
                    [
                        new ValueHolder { IonBinary = new MemoryStream([0xE0, 0x01, 0x00, 0xEA, 0x21, 0x2A]) },
                        new ValueHolder { IonText = "42" },
                    ],
                },
            }
        },
        {
            """{"ExecuteStatement":{"Statement":"S","TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe"},"SessionToken":"t"}""",
            new() { SessionToken = "t", ExecuteStatement = new() { TransactionId = TransactionId, Statement = "S" } }
        },
        {
            """{"ExecuteStatement":{"Parameters":[],"Statement":"S","TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe"},"SessionToken":"t"}""",
            new() { SessionToken = "t", ExecuteStatement = new() { TransactionId = TransactionId, Statement = "S", Parameters = [] } }
        },
        {
            """{"CommitTransaction":{"CommitDigest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","TransactionId":"Bx0VYbWkNxUF9q2m7T3aQe"},"SessionToken":"token"}""",
            Clients.Commit()
        },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_has_its_own_body(string body, SendCommandRequest command) =>
        Assert.Equal(body, (await Clients.RequestOf(command)).BodyText);

    [Fact]
    public async Task A_request_has_the_headers_of_the_protocol()
    {
        var request = await Clients.RequestOf(Clients.StartSession());

        Assert.Equal("POST / HTTP/1.1", request.RequestLine);
        Assert.Equal("application/x-amz-json-1.0", request.Header("Content-Type"));
        Assert.Equal("QLDBSession.SendCommand", request.Header("X-Amz-Target"));
        Assert.Equal("2019-07-11", request.Header("x-amz-api-version"));
        Assert.Equal("attempt=1; max=1", request.Header("amz-sdk-request"));
        Assert.True(Guid.TryParse(request.Header("amz-sdk-invocation-id"), out _));
        Assert.Matches(@"^\d{8}T\d{6}Z$", request.Header("X-Amz-Date"));
        Assert.False(request.HasHeader("x-amz-security-token"));
        Assert.Equal(
            [
                "amz-sdk-invocation-id", "amz-sdk-request", "authorization", "content-length", "content-type", "host", "user-agent",
                "x-amz-api-version", "x-amz-content-sha256", "x-amz-date", "x-amz-target",
            ],
            request.Headers.Select(h => h.Name.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_user_agent_names_the_service_and_what_a_driver_adds()
    {
        var command = Clients.StartSession();
        ((Amazon.Runtime.Internal.IAmazonWebServiceRequest)command).UserAgentDetails.AddUserAgentComponent("lib/driver#1.2");

        var userAgent = (await Clients.RequestOf(command)).Header("User-Agent");

        Assert.Contains("api/QLDB Session#4.0.2.2", userAgent);
        Assert.Contains("lib/driver#1.2", userAgent);
    }

    [Fact]
    public async Task A_blob_is_the_whole_stream_wherever_its_position_is()
    {
        var exposed = new MemoryStream();
        exposed.Write([1, 2, 3]);
        var hidden = new MemoryStream([9, 1, 2, 3, 9], index: 1, count: 3, writable: false, publiclyVisible: false) { Position = 2 };

        var request = await Clients.RequestOf(new SendCommandRequest
        {
            SessionToken = "t",
            ExecuteStatement = new() { Statement = "S", Parameters = [new() { IonBinary = exposed }, new() { IonBinary = hidden }] },
        });

        var parameters = request.Json["ExecuteStatement"]!["Parameters"]!.AsArray();
        Assert.Equal(["AQID", "AQID"], parameters.Select(p => p!["IonBinary"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Any_text_arrives_as_it_was_sent()
    {
        await using var server = LoopbackServer.Answering(Reply.Ok("{}"));
        using var client = Clients.For(server);

        string[] chosen = ["<a href='x'>&amp;\"\\/", "\0\u0001\u001f\u007f\t\r\n", "é ü 漢字 \u2028 😀", new string('x', 100_000)];
        string[] statements = [.. chosen, .. WellFormedTexts().Sample(30, 60)];
        foreach (var statement in statements)
            await client.SendCommandAsync(new() { ExecuteStatement = new() { Statement = statement } }).WaitAsync(Clients.Patience);

        Assert.Equal(statements, server.Requests.Select(r => r.Json["ExecuteStatement"]!["Statement"]!.GetValue<string>()));
    }

    private static Gen<string> WellFormedTexts() =>
        Gen.Choose(0, 0x10FFFF).Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32).ArrayOf().Select(string.Concat);
}
