using System.CommandLine;
using System.CommandLine.Parsing;
using Qldb.Tool.CommandLine;

namespace Qldb.Tool.Tests.Documentation;

/// <summary>The commands that pages show are run as they stand, and name nothing that the tool does not have.</summary>
public sealed class PageScriptTests
{
    private static readonly string HowTo = Path.Combine(DocumentationTests.Root, "docs", "how-to");

    public static TheoryData<string, string, string[]> Pages { get; } = new()
    {
        { "use-the-shell.md", "", ["Committed as transaction", "| A-1 | 14.00 |", "| A-2 | 7.00  |"] },
        {
            "verify-a-document.md",
            """
            qldb ledger create people --data ./ledgers
            qldb shell --data ./ledgers -c "CREATE TABLE Person; INSERT INTO Person {'GovId': 'AB1234567'}"
            ID=$(qldb shell --data ./ledgers -o ion -q -c "SELECT VALUE id FROM Person BY id" | tr -d '"')
            """,
            ["is proved", "is intact", "\"verified\":true"]
        },
        { "operate-a-server.md", "", ["Listening on http://127.0.0.1:", "archive", "\"deletionProtection\":true", "Deleted ledger 'archive'", "Saved the digest"] },
        { "run-your-old-qldb-application.md", "", ["Listening on http://127.0.0.1:", "0 rows"] },
        { "run-the-demo.md", "", ["All invariants hold", "\"journalIntact\":true", "Tesla"] },
    };

    [SkippableOnWindowsTheory]
    [MemberData(nameof(Pages))]
    public async Task A_page_does_what_it_says(string page, string before, string[] shows)
    {
        var (exitCode, output) = await PageScript.Read(Path.Combine(HowTo, page)).RunAsync(before);

        Assert.True(exitCode == 0, output);
        Assert.All(shows, each => Assert.Contains(each, output, StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_names_a_command_or_an_option_that_is_not_there()
    {
        var commands = Directory.EnumerateFiles(Path.Combine(DocumentationTests.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(DocumentationTests.Root, "README.md"))
            .SelectMany(page => PageScript.Read(page).Commands.Select(command => (Page: Path.GetFileName(page), Command: command))).ToList();
        Assert.NotEmpty(commands);

        AssertUnderstood(commands);
    }

    [Fact]
    public void Every_example_of_a_help_page_is_understood()
    {
        var commands = All(ToolRoot.Create()).OfType<ToolCommand>().ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.NotEmpty(command.Examples));

        AssertUnderstood(commands.SelectMany(command => command.Examples.Select(example => (command.Name, example["qldb ".Length..]))));
    }

    private static void AssertUnderstood(IEnumerable<(string Where, string Command)> commands)
    {
        var wrong = from command in commands
                    let words = CommandLineParser.SplitCommandLine(command.Command).TakeWhile(word => word is not (">" or "<" or "&"))
                    let errors = ToolRoot.Parse([.. words.Select(word => word.Replace("$ID", "294jJ3YUoH1IEEm8GSabOs", StringComparison.Ordinal))]).Errors
                    where errors.Count > 0
                    select $"{command.Where}: qldb {command.Command}: {string.Join(' ', errors.Select(error => error.Message))}";
        Assert.Empty(wrong);
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
