using System.Text.Json;

namespace Qldb.Tool.Tests.CommandLine;

/// <summary>What all commands have in common: what goes where, and what they leave behind as exit code.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_server_tells_programs_where_it_listens()
    {
        using var server = QldbProcess.Start("serve", "--data", _data.Path, "--listen", "http://127.0.0.1:0", "--anonymous", "--output", "json", "--quiet");
        await server.LineAsync("{");

        var address = JsonSerializer.Deserialize<JsonElement>(server.Output).GetProperty("listening")[0].GetString();
        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Empty(server.Errors);
        Assert.Equal(0, (await QldbProcess.RunAsync("ledger", "list", "--endpoint", address!, "--anonymous")).ExitCode);
    }

    [Fact]
    public async Task Pipes_get_no_control_sequences_and_json_stands_alone()
    {
        await PeopleLedger.CreateAsync(_data);
        var text = await QldbProcess.RunAsync("verify", "--data", _data.Path);
        var json = await QldbProcess.RunAsync("verify", "--data", _data.Path, "--output", "json");

        Assert.DoesNotContain('\x1b', text.Output + text.Errors + json.Output + json.Errors);
        Assert.Single(json.Output.Split('\n'));
        Assert.Empty(json.Errors);
    }

    [TerminalFact]
    public async Task On_a_terminal_a_long_job_shows_how_far_it_is_unless_it_is_to_be_quiet()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shown = TerminalProcess.Start(new QldbEnvironment(), "verify", "--data", _data.Path);
        Assert.Equal(0, await shown.ExitAsync());
        Assert.Contains("Verify every block", shown.Screen, StringComparison.Ordinal);
        Assert.Contains("100%", shown.Screen, StringComparison.Ordinal);

        using var quiet = TerminalProcess.Start(new QldbEnvironment(), "verify", "--data", _data.Path, "--quiet");
        Assert.Equal(0, await quiet.ExitAsync());
        Assert.DoesNotContain("Verify every block", quiet.Screen, StringComparison.Ordinal);
        Assert.Contains("is intact", quiet.Screen, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task At_a_terminal_a_ledger_is_deleted_only_when_its_name_is_typed()
    {
        await PeopleLedger.CreateAsync(_data);
        await QldbProcess.RunAsync("ledger", "update", "people", "--deletion-protection", "false", "--data", _data.Path);

        using (var refused = TerminalProcess.Start(new QldbEnvironment(), "ledger", "delete", "people", "--data", _data.Path))
        {
            await refused.UntilAsync("Type its name");
            refused.Type("y\n");
            Assert.Equal(1, await refused.ExitAsync());
        }

        Assert.True(File.Exists(_data.File("people.qldb")));
        using var confirmed = TerminalProcess.Start(new QldbEnvironment(), "ledger", "delete", "people", "--data", _data.Path);
        await confirmed.UntilAsync("has 5 blocks");
        await confirmed.UntilAsync("Type its name");
        confirmed.Type("people\n");
        Assert.Equal(0, await confirmed.ExitAsync());
        Assert.False(File.Exists(_data.File("people.qldb")));
    }

    [Theory]
    [InlineData("qldb --help")]
    [InlineData("qldb --help", "nonsense")]
    [InlineData("qldb ledger --help", "ledger")]
    [InlineData("qldb ledger list --help", "ledger", "list", "--nonsense")]
    public async Task Wrong_usage_is_told_on_standard_error_with_the_way_to_the_help(string help, params string[] arguments)
    {
        var (exitCode, output, errors) = await QldbProcess.RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains($"'{help}' tells the options.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_has_examples_and_exit_codes()
    {
        var (exitCode, output, _) = await QldbProcess.RunAsync("verify", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("  qldb verify --bundle receipt", output, StringComparison.Ordinal);
        Assert.Contains("  130  interrupted", output, StringComparison.Ordinal);
    }
}
