using System.CommandLine;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Ledgers;
using Qldb.Tool.Shell.Editing;
using Qldb.Tool.Shell.Results;
using Qldb.Tool.Shell.Scripts;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Shell;

/// <summary><c>qldb shell</c>: statements from a person, from the command line, from files, from a pipe.</summary>
internal static class ShellCommand
{
    private const string StandardInput = "-";

    private static readonly Option<string[]> Statements = new("--command", "-c") { Description = "Run these statements and leave. May be repeated.", HelpName = "STATEMENTS" };
    private static readonly Option<string[]> Files = new("--file", "-f") { Description = "Run the statements of a file and leave; - is standard input. May be repeated.", HelpName = "FILE" };
    private static readonly Option<bool> ContinueOnError = new("--continue-on-error") { Description = "Do not stop at the first error. The exit code still tells that there was one." };

    private static readonly Option<RowFormat> Output = new("--output", "-o")
    {
        Description = "How rows are shown: as table (the default), or one a line as Ion text or JSON. Everything else goes to standard error.",
        HelpName = "table|ion|json",
        CustomParser = result => CommonOptions.Choose(result, ("table", RowFormat.Table), ("ion", RowFormat.Ion), ("json", RowFormat.Json)),
    };

    public static Command Create()
    {
        var command = new ToolCommand(
            "shell", "Run PartiQL statements: interactively, or from the command line, files and pipes.",
            "qldb shell --data ./ledgers --ledger orders",
            "qldb shell --endpoint http://127.0.0.1:8180 --ledger orders -c \"SELECT * FROM Orders\" --output json",
            "qldb shell --data ./ledgers --ledger orders --file schema.sql --file data.sql",
            "qldb shell --data ./ledgers --ledger orders < statements.sql")
        {
            HandlesInterrupts = true,
        };
        command.WithLedger().With(Statements, Files, ContinueOnError, Output, CommonOptions.Quiet);
        command.SetAction((arguments, token) => Failures.ReportAsync(() => RunAsync(arguments, token), interrupted: "Interrupted. What was committed stays committed."));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var report = new Report(OutputFormat.Text, arguments.GetValue(CommonOptions.Quiet));
        using var interrupts = new Interrupts();
        using var place = arguments.OpenPlace();
        using var ledger = await interrupts.RunAsync(token => place.OpenNamedOrOnlyAsync(arguments.GetValue(PlaceOptions.Ledger), token));
        using var printer = new RowPrinter { Format = arguments.GetValue(Output) };
        await using var driver = ledger.CreateDriver();
        await using var session = new ShellSession(driver, ledger.Description.Name, printer, report);

        var scripts = Scripts(arguments).ToList();
        if (scripts.Count == 0 && !Console.IsInputRedirected)
        {
            return await new Prompt(session, interrupts, report, LineEditor.ForThisTerminal()).RunAsync();
        }

        return await new ScriptRun(session, arguments.GetValue(ContinueOnError), interrupts).RunAsync(scripts.DefaultIfEmpty(ReadStandardInput));
    }

    private static IEnumerable<Func<ScriptReader>> Scripts(ParseResult arguments) =>
    [
        .. (arguments.GetValue(Statements) ?? []).Select(text => new Func<ScriptReader>(() => ScriptReader.OfText("-c", text))),
        .. (arguments.GetValue(Files) ?? []).Select(file => file == StandardInput ? ReadStandardInput : new Func<ScriptReader>(() => ScriptReader.OfStream(file, File.OpenRead(file)))),
    ];

    private static ScriptReader ReadStandardInput() => ScriptReader.OfStream("stdin", Console.OpenStandardInput());
}
