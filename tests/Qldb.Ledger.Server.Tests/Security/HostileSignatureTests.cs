using System.Text;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Security;

/// <summary>Requests whose signature does not cover what they say. Each is turned away before any ledger hears of it.</summary>
public sealed class HostileSignatureTests : IAsyncLifetime
{
    private const string StartSession = """{"StartSession":{"LedgerName":"led"}}""";

    private RunningServer _server = null!;

    /// <summary>What is done to a signed request, and the answer it gets.</summary>
    public static TheoryData<string, int, string> Alterations => new()
    {
        { "no signature", 403, "MissingAuthenticationTokenException" },
        { "two Authorization headers", 400, "IncompleteSignatureException" },
        { "another scheme", 400, "IncompleteSignatureException" },
        { "an empty signature", 400, "IncompleteSignatureException" },
        { "a part that no one knows", 400, "IncompleteSignatureException" },
        { "an unknown key", 403, "UnrecognizedClientException" },
        { "the wrong secret", 403, "InvalidSignatureException" },
        { "the signature's first digit", 403, "InvalidSignatureException" },
        { "the signature's last digit", 403, "InvalidSignatureException" },
        { "the signature in capitals", 403, "InvalidSignatureException" },
        { "the signature cut short", 403, "InvalidSignatureException" },
        { "another key's id on this signature", 200, "" },
        { "the scope's date", 403, "InvalidSignatureException" },
        { "the scope's region", 403, "InvalidSignatureException" },
        { "the scope's service", 400, "IncompleteSignatureException" },
        { "the scope's terminator", 400, "IncompleteSignatureException" },
        { "the date, a second on", 403, "InvalidSignatureException" },
        { "no date", 400, "IncompleteSignatureException" },
        { "a date that is none", 400, "IncompleteSignatureException" },
        { "ten minutes old", 403, "InvalidSignatureException" },
        { "ten minutes ahead", 403, "InvalidSignatureException" },
        { "the body", 403, "InvalidSignatureException" },
        { "the body, with a hash of the old one", 403, "InvalidSignatureException" },
        { "an unsigned payload", 403, "InvalidSignatureException" },
        { "the target", 403, "InvalidSignatureException" },
        { "an x-amz- header that is not signed", 403, "InvalidSignatureException" },
        { "a signed header taken away", 403, "InvalidSignatureException" },
        { "host not signed", 403, "InvalidSignatureException" },
        { "headers listed out of order", 400, "IncompleteSignatureException" },
        { "a header listed twice", 400, "IncompleteSignatureException" },
        { "a token that the key does not have", 403, "UnrecognizedClientException" },
        { "the method", 403, "InvalidSignatureException" },
        { "the path", 403, "InvalidSignatureException" },
        { "the query", 403, "InvalidSignatureException" },
        { "signed in the query instead", 403, "MissingAuthenticationTokenException" },
    };

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_an_SDK_signs_is_served()
    {
        var answer = await _server.SendAsync(StartSession);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [MemberData(nameof(Alterations))]
    public async Task A_signed_request_that_was_altered_is_turned_away(string alteration, int status, string type)
    {
        var answer = await _server.SendAsync(Alter(alteration));
        Assert.Equal((status, type), (answer.Status, answer.ErrorType ?? ""));
        Assert.Equal(status == 200 ? 1 : 0, _server.Ledger.Requests.Count);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("SESSIONTOKENEXAMPLE", 200)]
    [InlineData("SESSIONTOKENEXAMPLF", 403)]
    [InlineData("SESSIONTOKENEXAMPLE0", 403)]
    public async Task Temporary_credentials_need_their_token(string? token, int status)
    {
        var request = _server.Command(StartSession);
        Signature.Sign(request, Encoding.UTF8.GetBytes(StartSession), RunningServer.TemporaryKeyId, RunningServer.Secret, DateTimeOffset.UtcNow, token: token);
        Assert.Equal(status, (await _server.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(86_400, false)]
    [InlineData(-300, true)] // a client whose clock is ahead
    [InlineData(-301, false)]
    public async Task A_request_seen_on_the_wire_can_be_replayed_for_five_minutes_and_no_longer(int secondsLater, bool served)
    {
        var signedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var time = new ManualTime(signedAt);
        await using var server = await RunningServer.StartAsync(time: time);
        HttpRequestMessage Captured() => RunningServer.Signed(server.Command(StartSession), at: signedAt);
        Assert.Equal(200, (await server.SendAsync(Captured())).Status);

        time.Advance(TimeSpan.FromSeconds(secondsLater));

        var replayed = await server.SendAsync(Captured());
        Assert.Equal(served ? (200, null) : (403, "InvalidSignatureException"), (replayed.Status, replayed.ErrorType));
    }

    [Fact]
    public async Task An_unknown_key_and_a_wrong_secret_are_logged_without_the_secret()
    {
        await _server.SendAsync(Alter("the wrong secret"));
        Assert.Contains(_server.Log.Lines, line => line.Contains("turned away", StringComparison.Ordinal));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Contains(RunningServer.Secret, StringComparison.Ordinal));
    }

    private HttpRequestMessage Alter(string alteration)
    {
        var request = _server.Command(StartSession);
        switch (alteration)
        {
            case "no signature":
                request.Headers.TryAddWithoutValidation("X-Amz-Date", "20250102T030405Z");
                return request;
            case "the wrong secret":
                return RunningServer.Signed(request, secret: RunningServer.Secret + "x");
            case "an unknown key":
                return RunningServer.Signed(request, keyId: "AKIDNOBODY");
            case "ten minutes old":
                return RunningServer.Signed(request, at: DateTimeOffset.UtcNow.AddMinutes(-10));
            case "ten minutes ahead":
                return RunningServer.Signed(request, at: DateTimeOffset.UtcNow.AddMinutes(10));
            case "the scope's service":
                Signature.Sign(request, Encoding.UTF8.GetBytes(StartSession), RunningServer.KeyId, RunningServer.Secret, DateTimeOffset.UtcNow, service: "s3");
                return request;
            case "a token that the key does not have":
                Signature.Sign(request, Encoding.UTF8.GetBytes(StartSession), RunningServer.KeyId, RunningServer.Secret, DateTimeOffset.UtcNow, token: "guessed");
                return request;
            case "the body, with a hash of the old one":
                Signature.Sign(request, Encoding.UTF8.GetBytes(StartSession), RunningServer.KeyId, RunningServer.Secret, DateTimeOffset.UtcNow, hashHeader: true);
                Replace(request, StartSession.Replace("led", "lad", StringComparison.Ordinal));
                return request;
            case "an unsigned payload":
                request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
                return RunningServer.Signed(request);
            case "the signature in capitals":
                RunningServer.Signed(request);
                return Authorize(request, value => value[..(value.IndexOf("Signature=", StringComparison.Ordinal) + 10)]
                    + value[(value.IndexOf("Signature=", StringComparison.Ordinal) + 10)..].ToUpperInvariant());
            case "signed in the query instead":
                request.RequestUri = new Uri(_server.Address, "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=" + new string('0', 64));
                return request;
        }

        RunningServer.Signed(request);
        switch (alteration)
        {
            case "two Authorization headers":
                request.Headers.TryAddWithoutValidation("Authorization", "Basic YTpi");
                return request;
            case "another scheme": return Authorize(request, value => value.Replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", StringComparison.Ordinal));
            case "an empty signature": return Authorize(request, value => value[..(value.IndexOf("Signature=", StringComparison.Ordinal) + 10)]);
            case "a part that no one knows": return Authorize(request, value => value + ", Colour=red");
            case "the signature's first digit": return Authorize(request, value => Flip(value, value.Length - 64));
            case "the signature's last digit": return Authorize(request, value => Flip(value, value.Length - 1));
            case "the signature cut short": return Authorize(request, value => value[..^1]);
            // Two keys with one secret: the id is not part of what is signed, so this is a signature of that key.
            case "another key's id on this signature": return Authorize(request, value => value.Replace(RunningServer.KeyId, RunningServer.OtherKeyId, StringComparison.Ordinal));
            case "the scope's date": return Authorize(request, value => value.Replace("/20", "/19", StringComparison.Ordinal));
            case "the scope's region": return Authorize(request, value => value.Replace("eu-west-1", "eu-west-2", StringComparison.Ordinal));
            case "the scope's terminator": return Authorize(request, value => value.Replace("aws4_request", "aws5_request", StringComparison.Ordinal));
            case "the date, a second on": return Set(request, "X-Amz-Date", DateTimeOffset.UtcNow.AddSeconds(2).ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            case "no date": return Set(request, "X-Amz-Date", null);
            case "a date that is none": return Set(request, "X-Amz-Date", "20251301T000000Z");
            case "the body": return Replace(request, StartSession.Replace("led", "lad", StringComparison.Ordinal));
            case "the target": return Set(request, "X-Amz-Target", "QLDBSession.SendCommand2");
            case "an x-amz- header that is not signed": return Set(request, "X-Amz-Extra", "1");
            case "a signed header taken away": return Authorize(request, value => value.Replace("SignedHeaders=content-type;", "SignedHeaders=content-md5;content-type;", StringComparison.Ordinal));
            case "host not signed": return Authorize(request, value => value.Replace("host;", "", StringComparison.Ordinal));
            case "headers listed out of order": return Authorize(request, value => value.Replace("content-type;host", "host;content-type", StringComparison.Ordinal));
            case "a header listed twice": return Authorize(request, value => value.Replace("host;", "host;host;", StringComparison.Ordinal));
            case "the method":
                request.Method = HttpMethod.Put;
                return request;
            case "the path":
                request.RequestUri = new Uri(_server.Address, "/ledgers");
                return request;
            case "the query":
                request.RequestUri = new Uri(_server.Address, "/?a=1");
                return request;
            default: throw new ArgumentOutOfRangeException(nameof(alteration), alteration, "Unknown alteration.");
        }
    }

    private static HttpRequestMessage Authorize(HttpRequestMessage request, Func<string, string> change)
        => Set(request, "Authorization", change(request.Headers.GetValues("Authorization").Single()));

    private static HttpRequestMessage Set(HttpRequestMessage request, string header, string? value)
    {
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    private static HttpRequestMessage Replace(HttpRequestMessage request, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = request.Content!.Headers.ContentType;
        request.Content = content;
        return request;
    }

    private static string Flip(string text, int index) => text[..index] + (text[index] == '0' ? '1' : '0') + text[(index + 1)..];
}
