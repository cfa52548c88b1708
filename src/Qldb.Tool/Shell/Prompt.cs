using System.Reflection;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Shell.Editing;
using Qldb.Tool.Shell.Scripts;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Shell;

/// <summary>The interactive shell: a prompt, and what is typed at it.</summary>
internal sealed class Prompt(ShellSession session, Interrupts interrupts, Report report, LineEditor editor)
{
    private readonly ScriptBuffer _typed = new("");

    /// <returns>The exit code: errors at the prompt are told there and then.</returns>
    public async Task<int> RunAsync()
    {
        report.Remark($@"qldb {typeof(Prompt).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}, ledger '{session.Ledger}'. \? helps, \q leaves.");
        while (!session.IsOver && await ReadLineAsync() is { } line)
        {
            // An empty line ends a statement, except where it is part of a string or a comment.
            var isEnd = line.Trim().Length == 0 && _typed.IsInsideStatement;
            _typed.Append(line + "\n");
            await RunTypedAsync(isEnd);
        }

        if (session.State == TransactionState.Open)
        {
            report.Remark("The open transaction is aborted; nothing of it was written.");
        }

        return ExitCode.Done;
    }

    private async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            // What was to be ended is over, and its outcome has been told.
            interrupts.Forget();
            var (outcome, line) = await Task.Run(() => editor.ReadLine(Text()));
            switch (outcome)
            {
                case LineOutcome.Line:
                    return line;
                case LineOutcome.End:
                    return null;
                case LineOutcome.Interrupted:
                    _typed.Clear();
                    break;
            }
        }
    }

    private string Text()
    {
        var mark = session.State switch { TransactionState.Open => "*", TransactionState.Failed => "!", _ => "" };
        return _typed.IsInsideStatement ? new string(' ', session.Ledger.Length + mark.Length - 1) + ".> " : $"{session.Ledger}{mark}> ";
    }

    private async Task RunTypedAsync(bool isEnd)
    {
        while (!session.IsOver)
        {
            try
            {
                if (_typed.Take(isEnd) is not { } item)
                {
                    return;
                }

                await interrupts.RunAsync(token => session.RunAsync(item, token));
            }
            catch (ToolException failure)
            {
                await Console.Error.WriteLineAsync(failure.Message);
            }
            catch (OperationCanceledException)
            {
                _typed.Clear();
                await Console.Error.WriteLineAsync(
                    session.State == TransactionState.Failed ? "Cancelled, and the transaction with it: nothing of it was written. ABORT ends it." : "Cancelled; nothing was written.");
            }
        }
    }
}
