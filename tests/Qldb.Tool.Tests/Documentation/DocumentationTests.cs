using System.Text.RegularExpressions;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Tool.Tests.Documentation;

/// <summary>What the pages show is what compiles and runs.</summary>
public sealed partial class DocumentationTests
{
    internal static readonly string Root = FindRoot();

    /// <summary>Page, and the name of a sample that it shows.</summary>
    public static TheoryData<string, string> Shown { get; } = new()
    {
        { "README.md", "readme" },
        { "docs/how-to/verify-a-document.md", "verify-a-document" },
        { "docs/how-to/verify-a-document.md", "verify-the-journal" },
        { "docs/how-to/watch-the-pool.md", "pool-watcher" },
        { "docs/how-to/watch-the-pool.md", "watch-a-driver" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_page_shows_the_compiled_sample_to_the_letter(string page, string sample) =>
        Assert.Contains("```csharp\n" + Sample(sample) + "```", File.ReadAllText(Path.Combine(Root, page)), StringComparison.Ordinal);

    [Fact]
    public async Task The_example_of_the_readme_does_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.Path;
        try
        {
            var shown = new List<string?>();
            await Samples.Samples.ReadmeAsync(shown.Add);
            Assert.Equal(["Ada"], shown);
            Assert.True(File.Exists(folder.File("people.qldb")));
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    [Fact]
    public async Task The_verification_example_proves_a_document_and_the_journal()
    {
        using var ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("people"));
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "people" }, new EmbeddedSessionClient(ledger));
        await driver.ExecuteStatementAsync("CREATE TABLE Person");
        await driver.ExecuteStatementAsync("INSERT INTO Person ?", new { GovId = "AB1234567", Name = "Ada" });

        Assert.True(await Samples.Samples.VerifyAsync(ledger, driver));
    }

    [Fact]
    public async Task The_watcher_shows_the_pool_and_its_sessions()
    {
        var (shown, patience) = (new System.Collections.Concurrent.ConcurrentQueue<string>(), TimeSpan.FromSeconds(60));
        using var ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("people"));

        await Samples.Samples.WatchAsync(new EmbeddedSessionClient(ledger), shown.Enqueue, async () =>
        {
            for (var deadline = DateTime.UtcNow + patience; !(shown.Contains("   session-1") && shown.Contains("   session-2")) && DateTime.UtcNow < deadline;)
                await Task.Delay(10);
        });

        Assert.Contains(shown, line => line.StartsWith("qldb-pool-", StringComparison.Ordinal) && line.Contains(" leased, ", StringComparison.Ordinal));
        Assert.Contains("   session-1", shown);
        Assert.Contains("   session-2", shown);
    }

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).ToList();
        var broken = from page in pages
                     from Match link in Link().Matches(File.ReadAllText(page))
                     let target = link.Groups[1].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                     where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
                     select $"{Path.GetRelativePath(Root, page)} -> {target}";
        Assert.Empty(broken);
    }

    [Fact]
    public void The_quick_start_is_one_block_of_exactly_two_commands()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md")).Split("## Quick start\n")[1];
        var block = readme.Split("```")[1];
        Assert.Equal(["dotnet run --project src/Qldb.Tool -- demo", "dotnet test"], block.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
    }

    private static string Sample(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "tests", "Qldb.Tool.Tests", "Documentation", "Samples.cs"));
        var body = lines.SkipWhile(line => line.Trim() != $"// sample: {name}").Skip(1).TakeWhile(line => line.Trim() != "// end").ToList();
        Assert.NotEmpty(body);
        var indent = body.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(body.Select(line => (line.Length > 0 ? line[indent..] : line) + "\n")).Replace("show(", "Console.WriteLine(", StringComparison.Ordinal);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QldbActors.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds QldbActors.sln.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
