using System.Globalization;
using System.Text.RegularExpressions;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ion;
using Qldb.PartiQL;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Shell.Results;
using Qldb.Tool.Shell.Scripts;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Shell;

/// <summary>What a shell does with each item, whoever gives it: a person at a terminal, a file, a pipe.</summary>
internal sealed partial class ShellSession(PooledQldbDriver driver, string ledger, RowPrinter printer, Report report) : IAsyncDisposable
{
    private readonly StatementRunner _runner = new(driver, report.Remark);
    private bool _tellsTiming = true;

    public string Ledger => ledger;

    public TransactionState State => _runner.State;

    /// <summary>Set by <c>\q</c>.</summary>
    public bool IsOver { get; private set; }

    /// <exception cref="ToolException">The item failed; the message says where in the script.</exception>
    public async Task RunAsync(ScriptItem item, CancellationToken cancellationToken)
    {
        try
        {
            await (item.Kind switch
            {
                ScriptItemKind.Command => RunCommandAsync(item.Text, cancellationToken),
                ScriptItemKind.Explain => ExplainAsync(item.Text, cancellationToken),
                _ => RunStatementAsync(item.Text, cancellationToken),
            });
        }
        catch (Exception failure) when (Failures.IsExpected(failure) || failure is ArgumentException)
        {
            throw At(item.Place, failure);
        }
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    private async Task RunStatementAsync(string statement, CancellationToken cancellationToken)
    {
        if (TransactionWords.IsBegin(statement))
        {
            await _runner.BeginAsync(cancellationToken);
        }
        else if (TransactionWords.IsCommit(statement))
        {
            report.Remark($"Committed as transaction {await _runner.CommitAsync()}.");
        }
        else if (TransactionWords.IsAbort(statement))
        {
            await _runner.AbortAsync();
            report.Remark("Aborted; nothing was written.");
        }
        else
        {
            using var rows = new RowSpool();
            var (usage, elapsed) = await _runner.ExecuteAsync(statement, rows, cancellationToken);
            printer.Print(rows.Read());
            Tell(rows.Count, usage, elapsed);
        }
    }

    private async Task RunCommandAsync(string command, CancellationToken cancellationToken)
    {
        var words = command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case [@"\q"]:
                IsOver = true;
                break;
            case [@"\?"]:
                printer.Print(ShellHelp.Text);
                break;
            case [@"\d"]:
                printer.Print(await Catalog().ListTablesAsync(cancellationToken));
                break;
            case [@"\d", var table]:
                var (described, indexes) = await Catalog().DescribeTableAsync(table, cancellationToken);
                printer.Print([described]);
                printer.Print(indexes);
                break;
            case [@"\timing"]:
                _tellsTiming = !_tellsTiming;
                report.Remark($"Time and ReadIOs are {(_tellsTiming ? "told" : "not told")}.");
                break;
            case [@"\output", var word] when Enum.TryParse<RowFormat>(word, ignoreCase: true, out var format) && !char.IsAsciiDigit(word[0]):
                printer.Format = format;
                break;
            case [@"\output", ..]:
                throw new ToolException(@"\output is one of: \output table, \output ion, \output json.");
            default:
                throw new ToolException($@"{words[0]} is no command of the shell, or takes other arguments: \? lists them.");
        }
    }

    private async Task ExplainAsync(string statement, CancellationToken cancellationToken)
    {
        if (statement.Length == 0)
        {
            throw new ToolException(@"\explain wants a statement behind it.");
        }

        printer.Print(PreparedStatement.Prepare(statement, await Catalog().ReadAsync(cancellationToken)).Explain());
    }

    private TableCatalog Catalog() => new(statement => _runner.QueryAsync(statement, CancellationToken.None));

    private void Tell(long rows, IOUsage? usage, TimeSpan elapsed)
    {
        if (_tellsTiming)
        {
            report.Remark(string.Create(
                CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")} in {elapsed.TotalMilliseconds:N0} ms{(usage is { } counted ? $", {counted.ReadIOs:N0} ReadIOs" : "")}"));
        }
    }

    /// <summary>Says where in the script a failure is: where the engine found it, if it says so, else where the statement begins.</summary>
    private static ToolException At(ScriptPlace place, Exception failure)
    {
        if (place.Source.Length == 0)
        {
            return failure as ToolException ?? new ToolException(failure.Message, cause: failure);
        }

        if (EnginePlace().Match(failure.Message) is { Success: true } match)
        {
            place = place.Inside(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }

        return new ToolException($"{place}: {failure.Message}", cause: failure);
    }

    [GeneratedRegex(@"at line (\d{1,9}), column (\d{1,9})", RegexOptions.CultureInvariant)]
    private static partial Regex EnginePlace();
}
