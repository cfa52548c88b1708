namespace Qldb.Tool.Tests.Ledgers;

/// <summary>The way to a server: signatures, and what is said when it does not let one in.</summary>
public sealed class ServerPlaceTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Requests_are_signed_with_the_key_of_the_command_line_or_of_the_environment()
    {
        await PeopleLedger.CreateAsync(_data);
        using var server = await ServeProcess.StartAsync(_data.Path);
        var (id, secret) = (ServeProcess.Key.Split(':')[0], ServeProcess.Key.Split(':')[1]);

        Assert.Equal(0, (await QldbProcess.RunAsync(["ledger", "list", .. server.Place])).ExitCode);
        var byEnvironment = await QldbProcess.RunAsync(
            new QldbEnvironment { Variables = new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = id, ["AWS_SECRET_ACCESS_KEY"] = secret, ["AWS_REGION"] = "eu-west-1" } },
            "ledger", "list", "--endpoint", server.Address);
        Assert.Equal((0, "people"), (byEnvironment.ExitCode, byEnvironment.Output));

        await AssertRefusedAsync(1, "InvalidSignatureException", server, "--access-key", id + ":wrongwrongwrongwrong");
        await AssertRefusedAsync(1, "UnrecognizedClientException", server, "--access-key", "AKIDUNKNOWN:" + secret);
        await AssertRefusedAsync(1, "MissingAuthenticationTokenException", server, "--anonymous");
        await AssertRefusedAsync(2, "AWS_ACCESS_KEY_ID", server);
    }

    [Fact]
    public async Task A_server_without_keys_is_asked_without_a_signature()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        using var server = await ServeProcess.StartAsync(_data.Path, "--anonymous");

        var (exitCode, output, errors) = await QldbProcess.RunAsync("proof", "--document", people.DocumentId, "--endpoint", server.Address, "--anonymous");
        Assert.True(exitCode == 0, errors);
        Assert.Contains("Ada Lovelace", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        // A port that was free a moment ago.
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();

        var (exitCode, _, errors) = await QldbProcess.RunAsync("verify", "--endpoint", address, "--anonymous");
        Assert.Equal(1, exitCode);
        Assert.Contains($"{address}/ cannot be reached", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--data and --endpoint are two places", "--data", "d", "--endpoint", "http://127.0.0.1:1")]
    [InlineData("--region is for a server", "--region", "eu-west-1")]
    [InlineData("--anonymous is for a server", "--anonymous")]
    [InlineData("must be an address without a path", "--endpoint", "127.0.0.1:80")]
    [InlineData("must be an address without a path", "--endpoint", "http://127.0.0.1:80/ledgers")]
    [InlineData("a colon between them", "--endpoint", "http://127.0.0.1:80", "--access-key", "secret-without-id")]
    [InlineData("--access-key signs and --anonymous does not", "--endpoint", "http://127.0.0.1:80", "--access-key", "a:b", "--anonymous")]
    public async Task Options_that_do_not_fit_together_are_refused(string said, params string[] options)
    {
        var (exitCode, output, errors) = await QldbProcess.RunAsync(["ledger", "list", .. options]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-without-id", errors, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(int expected, string said, ServeProcess server, params string[] options)
    {
        var noKeys = new QldbEnvironment { Variables = new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null } };
        var (exitCode, output, errors) = await QldbProcess.RunAsync(noKeys, ["ledger", "list", "--endpoint", server.Address, .. options]);
        Assert.Equal((expected, ""), (exitCode, output));
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }
}
