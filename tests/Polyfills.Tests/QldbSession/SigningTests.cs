using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Polyfills.Tests.QldbSession;

public sealed class SigningTests
{
    [Fact]
    public void The_check_itself_reproduces_the_known_signature()
    {
        // Computed twice by others, with botocore and by hand: without this, the check below could be wrong in the client's way.
        var body = Encoding.UTF8.GetBytes("""{"StartSession":{"LedgerName":"vehicle-registration"}}""");
        var headers = new Dictionary<string, string>
        {
            ["content-type"] = "application/x-amz-json-1.0",
            ["host"] = "session.qldb.us-east-1.amazonaws.com",
            ["x-amz-date"] = "20250102T030405Z",
            ["x-amz-target"] = "QLDBSession.SendCommand",
        };
        const string Scope = "20250102/us-east-1/qldb/aws4_request";

        Assert.Equal("c08be7d610df0443c1246bf836215a03c81bf5f6fdd453c334bed1efc9b9fbc2", SignatureVersion4.Hex(SHA256.HashData(body)));
        Assert.Equal(
            "37f639e483ada0dac466621a85d3c30ee6b5ddf1e3ec326caff0178af042da6b",
            SignatureVersion4.Hex(SHA256.HashData(Encoding.UTF8.GetBytes(SignatureVersion4.CanonicalRequest(headers, body)))));
        Assert.Equal(
            "2d70611485d1d60e130bf86b73feefac5f1e31350bbad86996bd81b37bc2ce31",
            SignatureVersion4.Compute(Clients.SecretKey, Scope, "20250102T030405Z", headers, body));

        headers["x-amz-security-token"] = "SESSIONTOKENEXAMPLE";
        Assert.Equal(
            "b63c7257d717958e7baac5e2066e5bc9e5a87c8400142716880fd32a580f6bfd",
            SignatureVersion4.Compute(Clients.SecretKey, Scope, "20250102T030405Z", headers, body));
    }

    [Fact]
    public async Task A_request_carries_the_signature_that_the_server_computes()
    {
        var request = await Clients.RequestOf(Clients.StartSession());

        AssertSignedBy(request, Clients.SecretKey);
        Assert.Equal("content-type;host;x-amz-api-version;x-amz-content-sha256;x-amz-date;x-amz-target", SignedHeaderNames(request));
    }

    [Fact]
    public async Task The_token_of_session_credentials_is_sent_and_signed()
    {
        var credentials = new SessionAWSCredentials(Clients.AccessKey, Clients.SecretKey, "SESSIONTOKENEXAMPLE");

        var request = await Clients.RequestOf(Clients.Commit(), credentials);

        Assert.Equal("SESSIONTOKENEXAMPLE", request.Header("x-amz-security-token"));
        Assert.Contains("x-amz-security-token", SignedHeaderNames(request).Split(';'));
        AssertSignedBy(request, Clients.SecretKey);
    }

    [Fact]
    public async Task The_signature_covers_a_body_of_any_text()
    {
        var command = new SendCommandRequest { ExecuteStatement = new() { Statement = "SELECT 'é😀\"\\\n' FROM t" } };

        AssertSignedBy(await Clients.RequestOf(command), Clients.SecretKey);
    }

    [Fact]
    public async Task A_region_decides_on_host_and_scope()
    {
        using var recorder = new Recorder();
        var config = new AmazonQLDBSessionConfig { RegionEndpoint = Amazon.RegionEndpoint.USEast1, HttpClientFactory = recorder, MaxErrorRetry = 0 };
        using var client = new AmazonQLDBSessionClient(Clients.AccessKey, Clients.SecretKey, config);

        await client.SendCommandAsync(Clients.StartSession());

        Assert.Equal("https://session.qldb.us-east-1.amazonaws.com/", recorder.Uri!.AbsoluteUri);
        AssertSignedBy(recorder.Request!, Clients.SecretKey, "us-east-1");
    }

    private static void AssertSignedBy(ReceivedRequest request, string secretKey, string region = "eu-central-1")
    {
        var authorization = Parse(request);
        var date = request.Header("X-Amz-Date");
        var signedHeaders = authorization["SignedHeaders"].Split(';').ToDictionary(name => name, request.Header);
        var scope = $"{date[..8]}/{region}/qldb/aws4_request";

        Assert.Equal($"{Clients.AccessKey}/{scope}", authorization["Credential"]);
        Assert.Equal(SignatureVersion4.Hex(SHA256.HashData(request.Body)), request.Header("X-Amz-Content-SHA256"));
        Assert.Equal(SignatureVersion4.Compute(secretKey, scope, date, signedHeaders, request.Body), authorization["Signature"]);
    }

    private static string SignedHeaderNames(ReceivedRequest request) => Parse(request)["SignedHeaders"];

    private static Dictionary<string, string> Parse(ReceivedRequest request)
    {
        var header = request.Header("Authorization");
        Assert.StartsWith("AWS4-HMAC-SHA256 ", header);
        return Regex.Matches(header, "(Credential|SignedHeaders|Signature)=([^, ]+)").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    /// <summary>Takes the place of the network, for hosts that are not on this machine.</summary>
    private sealed class Recorder : HttpClientFactory, IDisposable
    {
        private readonly Handler _handler;

        public Recorder() => _handler = new Handler(this);

        public Uri? Uri { get; private set; }

        public ReceivedRequest? Request { get; private set; }

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_handler, disposeHandler: false);

        public void Dispose() => _handler.Dispose();

        private sealed class Handler(Recorder recorder) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var headers = request.Headers.Concat(request.Content!.Headers).Select(h => (h.Key, string.Join(' ', h.Value))).ToList();
                if (request.Headers.Host is null)
                    headers.Add(("Host", request.RequestUri!.Host));
                recorder.Uri = request.RequestUri;
                recorder.Request = new ReceivedRequest("POST / HTTP/1.1", headers, await request.Content.ReadAsByteArrayAsync(cancellationToken));
                return new HttpResponseMessage { Content = new StringContent("{}") };
            }
        }
    }
}
