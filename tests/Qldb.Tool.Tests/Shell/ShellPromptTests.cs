namespace Qldb.Tool.Tests.Shell;

/// <summary><c>qldb shell</c> with a person at a terminal.</summary>
public sealed class ShellPromptTests : IDisposable
{
    private const string CtrlC = "\x03";
    private const string CtrlD = "\x04";
    private const string ArrowUp = "\x1b[A";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [TerminalFact]
    public async Task A_statement_of_several_lines_ends_with_a_semicolon_or_an_empty_line()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = await StartAsync();

        await shell.TypeAsync("SELECT p.Name\n", ".> ");
        await shell.TypeAsync("FROM Person AS p WHERE p.GovId = 'C';\n", "│ Čeněk │");
        await shell.TypeAsync("SELECT p.Name FROM Person AS p\n", ".> ");
        await shell.TypeAsync("WHERE p.GovId = 'B'\n\n", "│ Bob  │");
        await shell.UntilAsync("1 row in ");
        await shell.UntilAsync(", 1 ReadIOs");
        await LeaveAsync(shell);
    }

    [TerminalFact]
    public async Task The_prompt_shows_the_transaction_and_whether_it_has_failed()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = await StartAsync();

        await shell.TypeAsync("begin;\n", "people*> ");
        await shell.TypeAsync("DELETE FROM Person;\n", "people*> ");
        await shell.TypeAsync("SELECT * FROM Nobody;\n", "people!> ");
        await shell.TypeAsync("commit;\n", "Nothing was written");
        await shell.TypeAsync("SELECT COUNT(*) AS n FROM Person;\n", "│ 3 │");
        await shell.TypeAsync("begin; DELETE FROM Person;\n", "people*> ");
        await shell.TypeAsync("\\q\n", "The open transaction is aborted");
        Assert.Equal(0, await shell.ExitAsync());
    }

    [TerminalFact]
    public async Task Ctrl_c_clears_what_is_typed_and_ends_what_runs_but_not_the_shell()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = await StartAsync();

        await shell.TypeAsync("SELECT 'an open string\n", ".> ");
        await shell.TypeAsync(CtrlC, "people> ");

        var endless = string.Join(", ", Enumerable.Range(0, 15).Select(i => $"Person AS p{i}"));
        await shell.TypeAsync($"SELECT COUNT(*) FROM {endless};\n", "\n");
        shell.Type(CtrlC);
        await shell.UntilAsync("Cancelled; nothing was written.");
        await shell.TypeAsync("SELECT COUNT(*) AS n FROM Person;\n", "│ 3 │");
        await LeaveAsync(shell);
    }

    [TerminalFact]
    public async Task Arrow_up_brings_lines_back_also_those_of_an_earlier_run()
    {
        await PeopleLedger.CreateAsync(_data);
        using (var first = await StartAsync())
        {
            await first.TypeAsync("SELECT p.Name FROM Person AS p WHERE p.GovId = 'B';\n", "│ Bob  │");
            first.Type(CtrlD);
            Assert.Equal(0, await first.ExitAsync());
        }

        using var second = await StartAsync();
        await second.TypeAsync(ArrowUp, "p.GovId = 'B';");
        await second.TypeAsync("\x7f\x7f\x7f\x7f'C';\n", "│ Čeněk │");
        await LeaveAsync(second);
    }

    [TerminalFact]
    public async Task Without_colours_nothing_is_bold_or_coloured()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = await StartAsync(("NO_COLOR", "1"));

        await shell.TypeAsync("SELECT p.Name FROM Person AS p WHERE p.GovId = 'B';\n", "│ Bob  │");
        await LeaveAsync(shell);
        Assert.DoesNotMatch("\x1b\\[[0-9;]*m", shell.Screen.Replace("\x1b[0m", "", StringComparison.Ordinal));
    }

    [TerminalFact]
    public async Task A_terminal_that_cannot_move_its_cursor_gets_plain_lines()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = await StartAsync(("TERM", "dumb"));

        await shell.TypeAsync("SELECT p.Name FROM Person AS p WHERE p.GovId = 'B';\n", "Bob");
        await shell.TypeAsync("\\q\n", "");
        Assert.Equal(0, await shell.ExitAsync());
        Assert.DoesNotContain("\x1b[K", shell.Screen, StringComparison.Ordinal);
    }

    private async Task<TerminalProcess> StartAsync(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["QLDB_HISTORY"] = _data.File("history") };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var shell = TerminalProcess.Start(new QldbEnvironment { Variables = environment }, "shell", "--data", _data.Path, "--ledger", "people");
        await shell.UntilAsync("people> ");
        return shell;
    }

    private static async Task LeaveAsync(TerminalProcess shell)
    {
        shell.Type("\\q\n");
        Assert.Equal(0, await shell.ExitAsync());
    }
}
