using System.Text.Json;

namespace Qldb.Tool.Tests.Ledgers;

/// <summary><c>qldb ledger</c> as users run it, on a folder and on a server.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ledger_is_created_described_unprotected_and_deleted(bool served)
    {
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;
        string[] place = server?.Place ?? ["--data", _data.Path];

        var created = await RunAsync(0, ["ledger", "create", "orders", "--permissions-mode", "STANDARD", .. place, "-o", "json"]);
        Assert.Equal("orders", created.GetProperty("name").GetString());
        Assert.Equal("STANDARD", created.GetProperty("permissionsMode").GetString());
        Assert.True(created.GetProperty("deletionProtection").GetBoolean());
        Assert.Equal(1, created.GetProperty("blocks").GetInt64());
        Assert.Equal(22, created.GetProperty("strandId").GetString()!.Length);

        var again = await QldbProcess.RunAsync(["ledger", "create", "orders", .. place]);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("orders", again.Errors, StringComparison.Ordinal);
        Assert.Contains("already", again.Errors, StringComparison.Ordinal);

        Assert.Equal("{\"ledgers\":[{\"name\":\"orders\"}]}", (await QldbProcess.RunAsync(["ledger", "list", .. place, "-o", "json"])).Output);
        Assert.Equal("orders", (await QldbProcess.RunAsync(["ledger", "list", .. place])).Output);
        Assert.Equal(created.ToString(), (await RunAsync(0, ["ledger", "describe", "orders", .. place, "-o", "json"])).ToString());

        var refused = await QldbProcess.RunAsync(["ledger", "delete", "orders", "--yes", .. place]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("qldb ledger update orders --deletion-protection false", refused.Errors, StringComparison.Ordinal);

        Assert.False((await RunAsync(0, ["ledger", "update", "orders", "--deletion-protection", "false", .. place, "-o", "json"])).GetProperty("deletionProtection").GetBoolean());
        var unasked = await QldbProcess.RunAsync(["ledger", "delete", "orders", .. place]);
        Assert.Equal(2, unasked.ExitCode);
        Assert.Contains("--yes", unasked.Errors, StringComparison.Ordinal);

        Assert.True((await RunAsync(0, ["ledger", "delete", "orders", "--yes", .. place, "-o", "json"])).GetProperty("deleted").GetBoolean());
        Assert.Empty((await QldbProcess.RunAsync(["ledger", "list", .. place])).Output);
        Assert.Empty(Directory.GetFiles(_data.Path, "orders*"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ledger_that_is_not_there_is_answered_with_those_that_are(bool served)
    {
        await PeopleLedger.CreateAsync(_data);
        await PeopleLedger.CreateAnotherAsync(_data, "more-people");
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;
        string[] place = server?.Place ?? ["--data", _data.Path];

        foreach (var name in new[] { "poeple", "no name at all" })
        {
            var (exitCode, output, errors) = await QldbProcess.RunAsync(["digest", "--ledger", name, .. place]);
            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains($"There is no ledger '{name}'", errors, StringComparison.Ordinal);
            Assert.Contains("There are: more-people, people.", errors, StringComparison.Ordinal);
        }

        var unnamed = await QldbProcess.RunAsync(["digest", .. place]);
        Assert.Equal(2, unnamed.ExitCode);
        Assert.Contains("choose one with --ledger: more-people, people.", unnamed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_another_process_has_open_is_neither_read_nor_deleted()
    {
        await PeopleLedger.CreateAsync(_data);
        using var server = await ServeProcess.StartAsync(_data.Path);
        await QldbProcess.RunAsync(["ledger", "update", PeopleLedger.Name, "--deletion-protection", "false", .. server.Place]);

        foreach (var command in new string[][] { ["digest"], ["verify"], ["ledger", "delete", PeopleLedger.Name, "--yes"], ["ledger", "update", PeopleLedger.Name, "--deletion-protection", "true"] })
        {
            var (exitCode, output, errors) = await QldbProcess.RunAsync([.. command, "--data", _data.Path]);
            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains("is in use by", errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await QldbProcess.RunAsync(["digest", .. server.Place])).ExitCode);
    }

    [Theory]
    [InlineData("_", "'_' is not a ledger name")]
    [InlineData("a--b", "'a--b' is not a ledger name")]
    [InlineData("../escape", "'../escape' is not a ledger name")]
    public async Task A_name_that_breaks_the_rule_is_refused_before_anything_is_written(string name, string said)
    {
        var (exitCode, _, errors) = await QldbProcess.RunAsync("ledger", "create", name, "--data", _data.File("new"));

        Assert.Equal(2, exitCode);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_data.File("new")));
    }

    private static async Task<JsonElement> RunAsync(int expected, string[] arguments)
    {
        var (exitCode, output, errors) = await QldbProcess.RunAsync(arguments);
        Assert.True(exitCode == expected, $"{exitCode}: {output}{errors}");
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
