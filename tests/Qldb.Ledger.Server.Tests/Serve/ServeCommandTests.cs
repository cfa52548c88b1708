using System.Text.Json;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Serve;

/// <summary><c>qldb serve</c> as operators run it: a process, a folder, signals.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_ready_it_says_where_it_listens_in_one_line()
    {
        await using var server = await ServeProcess.StartAsync(_folder.Path, "--ledger", "one", "--ledger", "two");
        Assert.Equal($"Listening on {server.Address.GetLeftPart(UriPartial.Authority)}", Assert.Single(server.Output));
        Assert.Equal(["one.qldb", "two.qldb"], Directory.GetFiles(_folder.Path, "*.qldb").Select(Path.GetFileName).Order());
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal("Ready", await http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Told_to_stop_it_lets_an_open_transaction_commit_and_exits_with_0()
    {
        await using var server = await ServeProcess.StartAsync(_folder.Path, "--ledger", "led");
        using var client = server.Sdk();
        var transaction = await Transaction.StartAsync(client);
        await transaction.ExecuteAsync("CREATE TABLE t");
        server.Terminate();
        await UntilAsync(() => server.Errors.Any(line => line.Contains("Stopping: 1 transactions are open", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } }));
        await transaction.CommitAsync();
        Assert.Equal(0, await server.WaitForExitAsync());

        await using var again = await ServeProcess.StartAsync(_folder.Path);
        using var reader = again.Sdk();
        var look = await Transaction.StartAsync(reader);
        Assert.Single(await look.ExecuteAsync("SELECT name FROM information_schema.user_tables"));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_who_has_it()
    {
        await using var first = await ServeProcess.StartAsync(_folder.Path, "--ledger", "led");
        var (exitCode, errors) = await ServeProcess.RunAsync(new Dictionary<string, string>(), "--data", _folder.Path, "--listen", "http://127.0.0.1:0", "--anonymous");
        Assert.Equal(1, exitCode);
        Assert.Contains("led.qldb", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_JSON_it_logs_one_object_a_line_with_fields_and_no_parameter_at_any_level()
    {
        await using var server = await ServeProcess.StartAsync(_folder.Path, "--ledger", "led", "--log-json", "--log-level", "Trace");
        using (var client = server.Sdk())
        {
            var transaction = await Transaction.StartAsync(client);
            await transaction.ExecuteAsync("SELECT 1 FROM << ? >> AS x", 471_100_815);
            await transaction.CommitAsync();
        }

        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());

        var events = server.Errors.Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var executed = events.Single(line => line.GetProperty("EventId").GetInt32() == 6105).GetProperty("State");
        Assert.Equal(("led", "SELECT 1 FROM << ? >> AS x"), (executed.GetProperty("Ledger").GetString(), executed.GetProperty("Statement").GetString()));
        var served = events.Where(line => line.GetProperty("EventId").GetInt32() == 6100).Select(line => line.GetProperty("State")).ToList();
        Assert.Equal(["StartSession", "StartTransaction", "ExecuteStatement", "CommitTransaction"], served.Select(state => state.GetProperty("Operation").GetString()));
        Assert.All(served, state => Assert.Equal(ServeProcess.KeyId, state.GetProperty("Caller").GetString()));
        Assert.Contains(served, state => state.GetProperty("RequestId").GetString() == executed.GetProperty("RequestId").GetString());
        var parameter = Convert.ToBase64String(IonElement.OfInt(471_100_815).ToBinary())[8..];
        Assert.DoesNotContain(server.Errors, line => line.Contains("471100815", StringComparison.Ordinal) || line.Contains(parameter, StringComparison.Ordinal)
            || line.Contains(ServeProcess.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_the_environment_and_the_command_line_are_read_in_that_order()
    {
        var file = _folder.File("settings.json");
        await File.WriteAllTextAsync(file, $$"""
            { "Data": "{{_folder.File("file")}}", "Ledgers": ["from-file"], "Server": { "Listen": ["http://127.0.0.1:1"], "AccessKeys": [ { "Id": "AKIDFILE", "Secret": "not used in the end" } ] } }
            """);
        var environment = new Dictionary<string, string>
        {
            ["QLDB_SERVE_Server__AccessKeys__0__Id"] = ServeProcess.KeyId,
            ["QLDB_SERVE_Server__AccessKeys__0__Secret"] = ServeProcess.Secret,
            ["QLDB_SERVE_Data"] = _folder.File("environment"),
        };
        await using var server = await ServeProcess.StartAsync(environment, "--config", file, "--data", _folder.File("line"), "--listen", "http://127.0.0.1:0");
        using var client = server.Sdk();
        Assert.NotNull((await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "from-file" } })).StartSession.SessionToken);
        Assert.True(File.Exists(Path.Combine(_folder.File("line"), "from-file.qldb")));
        Assert.False(Directory.Exists(_folder.File("environment")));
    }

    [Fact]
    public async Task All_faults_of_the_settings_are_told_at_once()
    {
        var (exitCode, errors) = await ServeProcess.RunAsync(
            new Dictionary<string, string>(), "--data", _folder.Path, "--listen", "http://0.0.0.0:0", "--anonymous", "--access-key", "AKID:short", "--drain-timeout", "1:00:00");
        Assert.Equal(2, exitCode);
        Assert.Contains("'http://0.0.0.0:0' is not a loopback address", errors, StringComparison.Ordinal);
        Assert.Contains("choose one of the two", errors, StringComparison.Ordinal);
        Assert.Contains("AccessKeys[0].Secret has 5 characters", errors, StringComparison.Ordinal);
        Assert.Contains("DrainTimeout: 01:00:00", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Sever": {} }""", "Sever")]
    [InlineData("""{ "Server": { "RequestsMax": "many" } }""", "RequestsMax")]
    [InlineData("""{ "Server": """, "settings.json")]
    [InlineData("""{ "Ledgers": ["--"] }""", "--")]
    public async Task A_file_that_cannot_be_understood_is_named_with_what_is_wrong(string text, string named)
    {
        var file = _folder.File("settings.json");
        await File.WriteAllTextAsync(file, text);
        var (exitCode, errors) = await ServeProcess.RunAsync(
            new Dictionary<string, string>(), "--config", file, "--data", _folder.File("data"), "--listen", "http://127.0.0.1:0", "--anonymous");
        Assert.Equal(2, exitCode);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    /// <summary>Waits for something that the process says about itself and announces in no other way.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(SafetyNet);
        while (!condition())
        {
            timeout.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
