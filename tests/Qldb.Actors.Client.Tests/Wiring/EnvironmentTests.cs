namespace Qldb.Actors.Client.Tests.Wiring;

/// <summary>Region, address and credentials as AWS .NET users expect them: options first, then the environment, then the profile. In processes of their own.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qldb-profile");
    private readonly RecordingEndpoint _endpoint = new();
    private readonly RecordingEndpoint _other = new();
    private readonly Dictionary<string, string> _variables = new()
    {
        ["AWS_REGION"] = "eu-west-1",
        ["AWS_ACCESS_KEY_ID"] = "AKIDENVIRONMENT",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
    };

    public void Dispose()
    {
        _endpoint.Dispose();
        _other.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_region_gives_the_services_address() => Assert.Equal("https://session.qldb.eu-west-1.amazonaws.com", await ResolveAsync());

    [Theory]
    [InlineData(ChildProcess.Call)]
    [InlineData(ChildProcess.CallConfigured)]
    public async Task AWS_ENDPOINT_URL_gives_the_address_of_all_services_and_requests_are_signed_for_the_region(string call)
    {
        _variables["AWS_ENDPOINT_URL"] = _endpoint.Url;

        Assert.Contains("Credential=AKIDENVIRONMENT/", await CallAsync(call));
        Assert.Contains("/eu-west-1/qldb/aws4_request", _endpoint.Requests.Single());
    }

    [Theory]
    [InlineData(ChildProcess.Call)]
    [InlineData(ChildProcess.CallConfigured)]
    public async Task AWS_ENDPOINT_URL_QLDB_SESSION_gives_the_address_of_this_one_and_wins(string call)
    {
        _variables["AWS_ENDPOINT_URL"] = _other.Url;
        _variables["AWS_ENDPOINT_URL_QLDB_SESSION"] = _endpoint.Url;

        Assert.Contains("/eu-west-1/qldb/aws4_request", await CallAsync(call));
        Assert.Empty(_other.Requests);
    }

    [Fact]
    public async Task Configured_addresses_can_be_switched_off()
    {
        _variables["AWS_ENDPOINT_URL_QLDB_SESSION"] = _other.Url;
        _variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";

        Assert.Equal("https://session.qldb.eu-west-1.amazonaws.com", await ResolveAsync());
    }

    [Fact]
    public async Task Options_win_over_the_environment()
    {
        _variables["AWS_ENDPOINT_URL_QLDB_SESSION"] = _other.Url;

        Assert.Contains("/us-east-2/qldb/aws4_request", await CallAsync(ChildProcess.Call, "us-east-2", _endpoint.Url));
        Assert.Empty(_other.Requests);
    }

    [Fact]
    public async Task Credentials_of_the_environment_bring_their_session_token()
    {
        _variables["AWS_ENDPOINT_URL_QLDB_SESSION"] = _endpoint.Url;
        _variables["AWS_SESSION_TOKEN"] = "the-token";

        Assert.Contains("X-Amz-Security-Token: the-token", await CallAsync(ChildProcess.Call), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(ChildProcess.Call)]
    [InlineData(ChildProcess.CallConfigured)]
    public async Task Region_address_and_credentials_come_from_the_profile(string call)
    {
        Profile(_endpoint.Url);

        Assert.Matches("Credential=AKIDPROFILE/[0-9]+/eu-north-1/qldb/", await CallAsync(call));
    }

    [Fact]
    public async Task The_environment_wins_over_the_profile()
    {
        Profile(_other.Url);
        _variables["AWS_ENDPOINT_URL_QLDB_SESSION"] = _endpoint.Url;

        Assert.Matches("Credential=AKIDPROFILE/[0-9]+/eu-north-1/qldb/", await CallAsync(ChildProcess.Call));
        Assert.Empty(_other.Requests);
    }

    [Fact]
    public async Task Neither_region_nor_address_is_an_error_when_the_driver_is_made()
    {
        _variables.Remove("AWS_REGION");

        var (exitCode, _, error) = await ChildProcess.RunAsync(_variables, ChildProcess.Call);

        Assert.Equal(1, exitCode);
        Assert.Contains("RegionEndpoint", error);
    }

    private void Profile(string endpoint)
    {
        var (config, credentials) = (Path.Combine(_folder.FullName, "config"), Path.Combine(_folder.FullName, "credentials"));
        File.WriteAllText(config, $"[profile ledgers]\nregion = eu-north-1\nservices = local\n\n[services local]\nqldb_session =\n  endpoint_url = {endpoint}\n");
        File.WriteAllText(credentials, "[ledgers]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = secret\n");
        _variables.Clear();
        _variables["AWS_PROFILE"] = "ledgers";
        _variables["AWS_CONFIG_FILE"] = config;
        _variables["AWS_SHARED_CREDENTIALS_FILE"] = credentials;
    }

    private async Task<string> ResolveAsync()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(_variables, ChildProcess.Resolve);
        Assert.True(exitCode == 0, error);
        return output.TrimEnd('/');
    }

    // The head of the one request that arrived.
    private async Task<string> CallAsync(string call, params string[] arguments)
    {
        var (exitCode, _, error) = await ChildProcess.RunAsync(_variables, [call, .. arguments]);
        Assert.Equal((1, "recorded"), (exitCode, error));
        return _endpoint.Requests.Single();
    }
}
