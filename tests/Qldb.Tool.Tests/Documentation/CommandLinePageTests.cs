using System.Text.Json;

namespace Qldb.Tool.Tests.Documentation;

/// <summary>Programs read JSON by its members' names: the page names every one that a command writes.</summary>
public sealed class CommandLinePageTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_member_that_a_command_writes_is_on_the_page()
    {
        var people = await PeopleLedger.CreateAsync(_data);
        await AssertDocumentedAsync("`ledger list`", "ledger", "list");
        await AssertDocumentedAsync("`ledger create`", "ledger", "create", "orders");
        await AssertDocumentedAsync("`digest`", "digest", "--ledger", "people");
        await AssertDocumentedAsync("`proof`", "proof", "--ledger", "people", "--document", people.DocumentId);
        await AssertDocumentedAsync("`verify`, a journal", "verify", "--ledger", "people");
    }

    [Fact]
    public async Task Every_member_of_the_demos_summary_is_on_the_page() =>
        await AssertDocumentedAsync("`demo` |", "demo", "--transfers", "4", "--workers", "2", "--quiet");

    private async Task AssertDocumentedAsync(string row, params string[] arguments)
    {
        var (exitCode, output, errors) = await QldbProcess.RunAsync([.. arguments, "--data", _data.Path, "--output", "json"]);
        Assert.True(exitCode == 0, errors);
        var documented = (await File.ReadAllLinesAsync(Path.Combine(DocumentationTests.Root, "docs", "reference", "command-line.md")))
            .SkipWhile(line => line != "| command | members |").Single(line => line.StartsWith("| " + row, StringComparison.Ordinal));
        Assert.All(JsonSerializer.Deserialize<JsonElement>(output).EnumerateObject(), member => Assert.Contains($"`{member.Name}`", documented, StringComparison.Ordinal));
    }
}
