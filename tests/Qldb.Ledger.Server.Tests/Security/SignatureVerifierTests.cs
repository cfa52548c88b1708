using System.Text;
using Microsoft.AspNetCore.Http;
using Qldb.Ledger.Server.Http;
using Qldb.Ledger.Server.Security;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Security;

/// <summary>Vectors computed with two independent implementations (botocore and by hand).</summary>
public sealed class SignatureVerifierTests
{
    private const string Body = """{"StartSession":{"LedgerName":"vehicle-registration"}}""";
    private const string Scope = "20250102/us-east-1/qldb/aws4_request";

    private static readonly DateTimeOffset SignedAt = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_published_vector_verifies()
        => Assert.Null(Verify(RunningServer.KeyId, "content-type;host;x-amz-date;x-amz-target", "2d70611485d1d60e130bf86b73feefac5f1e31350bbad86996bd81b37bc2ce31"));

    [Fact]
    public void The_vector_with_a_session_token_verifies()
        => Assert.Null(Verify(
            RunningServer.TemporaryKeyId,
            "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
            // The vector's own signature is for the same secret; the key's id is not part of what is signed.
            "b63c7257d717958e7baac5e2066e5bc9e5a87c8400142716880fd32a580f6bfd",
            request => request.Headers["X-Amz-Security-Token"] = RunningServer.TemporaryToken));

    [Theory]
    [InlineData(-5 * 60, true)]
    [InlineData(-5 * 60 - 1, false)]
    [InlineData(5 * 60, true)]
    [InlineData(5 * 60 + 1, false)]
    public void A_signature_holds_for_five_minutes_either_way(int secondsOff, bool holds)
    {
        var error = Verify(
            RunningServer.KeyId, "content-type;host;x-amz-date;x-amz-target", "2d70611485d1d60e130bf86b73feefac5f1e31350bbad86996bd81b37bc2ce31",
            now: SignedAt - TimeSpan.FromSeconds(secondsOff));
        Assert.Equal(holds, error is null);
        if (!holds)
        {
            Assert.Equal("InvalidSignatureException", error!.Type);
        }
    }

    [Fact]
    public void A_server_that_requires_its_region_refuses_another()
    {
        var error = Verify(
            RunningServer.KeyId, "content-type;host;x-amz-date;x-amz-target", "2d70611485d1d60e130bf86b73feefac5f1e31350bbad86996bd81b37bc2ce31",
            configure: options => (options.RequireRegion, options.Region) = (true, "eu-west-1"));
        Assert.Equal("InvalidSignatureException", error?.Type);
    }

    private static ServiceError? Verify(
        string keyId, string signedHeaders, string signature, Action<HttpRequest>? change = null, DateTimeOffset? now = null, Action<LedgerServerOptions>? configure = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Headers.Host = "session.qldb.us-east-1.amazonaws.com";
        request.Headers.ContentType = "application/x-amz-json-1.0";
        request.Headers["X-Amz-Target"] = "QLDBSession.SendCommand";
        request.Headers["X-Amz-Date"] = "20250102T030405Z";
        request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential={keyId}/{Scope}, SignedHeaders={signedHeaders}, Signature={signature}";
        change?.Invoke(request);
        var options = RunningServer.Options();
        configure?.Invoke(options);
        var verifier = new SignatureVerifier(options, new ManualTime(now ?? SignedAt));
        return verifier.TryVerify(request, new RequestTarget("/", ""), Encoding.UTF8.GetBytes(Body), out _, out var error) ? null : error;
    }
}
