using Amazon;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Qldb.Actors.Client.Tests.Wiring;

/// <summary>The SDK's client that the driver makes, seen from below: what leaves the process.</summary>
public sealed class SdkClientTests
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    private readonly RecordingHttp _http = new();

    [Fact]
    public async Task An_HTTP_client_of_the_users_own_is_used()
    {
        await CallAsync(Options());

        Assert.Equal("session.qldb.eu-west-1.amazonaws.com", _http.Requests.Single().RequestUri!.Host);
    }

    [Fact]
    public async Task Requests_are_signed_with_the_credentials_and_for_the_region_of_the_options()
    {
        await CallAsync(Options() with { Region = "ap-southeast-2", Credentials = new SessionAWSCredentials("AKIDOTHER", "secret", "the-token") });

        var request = _http.Requests.Single();
        Assert.Equal("session.qldb.ap-southeast-2.amazonaws.com", request.RequestUri!.Host);
        Assert.Matches("Credential=AKIDOTHER/[0-9]+/ap-southeast-2/qldb/aws4_request", request.Headers.GetValues("Authorization").Single());
        Assert.Equal("the-token", request.Headers.GetValues("X-Amz-Security-Token").Single());
    }

    [Fact]
    public async Task An_endpoint_of_the_users_own_is_signed_for_the_region_given()
    {
        await CallAsync(Options() with { EndpointUrl = new Uri("https://ledger.example:8443/"), Region = "eu-central-1" });

        var request = _http.Requests.Single();
        Assert.Equal("https://ledger.example:8443/", request.RequestUri!.ToString());
        Assert.Contains("/eu-central-1/qldb/", request.Headers.GetValues("Authorization").Single());
    }

    // .NET driver 1.4.1 glued its suffix to the user agent without a space; pyqldb 2 and Node put theirs in the place of the user's.
    [Fact]
    public async Task The_user_agent_is_the_SDKs_the_drivers_and_the_users_in_words_of_their_own()
    {
        await CallAsync(Options() with { UserAgentSuffix = "my-application/2.1" });

        var words = string.Join(' ', _http.Requests.Single().Headers.GetValues("User-Agent").Concat(
            _http.Requests.Single().Headers.TryGetValues("X-Amz-User-Agent", out var others) ? others : [])).Split(' ');
        Assert.Contains(words, word => word.StartsWith("aws-sdk-dotnet", StringComparison.Ordinal));
        Assert.Contains(words, word => word.StartsWith("lib/qldb-actors#", StringComparison.Ordinal));
        Assert.Contains("my-application/2.1", words);
    }

    [Fact]
    public async Task The_SDK_sends_nothing_twice()
    {
        await CallAsync(Options());

        Assert.Single(_http.Requests);
    }

    private QldbDriverOptions Options() => new()
    {
        LedgerName = "ledger",
        Region = "eu-west-1",
        Credentials = Credentials,
        SessionConfig = new AmazonQLDBSessionConfig { HttpClientFactory = _http, MaxErrorRetry = 5 },
    };

    private static async Task CallAsync(QldbDriverOptions options)
    {
        await using var driver = new PooledQldbDriver(options);
        var refused = await Assert.ThrowsAsync<BadRequestException>(() => driver.ExecuteStatementAsync("SELECT 1").WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal("recorded", refused.Message);
    }
}
