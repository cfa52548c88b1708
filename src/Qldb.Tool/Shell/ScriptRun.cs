using Qldb.Tool.CommandLine;
using Qldb.Tool.Shell.Scripts;

namespace Qldb.Tool.Shell;

/// <summary>Runs scripts to their end, or to the first error.</summary>
internal sealed class ScriptRun(ShellSession session, bool continueOnError, Interrupts interrupts)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IEnumerable<Func<ScriptReader>> scripts)
    {
        var code = ExitCode.Done;
        foreach (var open in scripts)
        {
            using var script = open();
            code = Math.Max(code, await RunAsync(script));
            if (session.IsOver || (code != ExitCode.Done && !continueOnError))
            {
                return code;
            }
        }

        return code;
    }

    private async Task<int> RunAsync(ScriptReader script)
    {
        var code = ExitCode.Done;
        ScriptItem? begun = null;
        while (!session.IsOver && await interrupts.RunAsync(script.ReadAsync) is { } item)
        {
            var state = session.State;
            try
            {
                await interrupts.RunAsync(token => session.RunAsync(item, token));
            }
            catch (ToolException failure) when (continueOnError)
            {
                await Console.Error.WriteLineAsync(failure.Message);
                code = ExitCode.Failed;
            }

            begun = state == TransactionState.None ? item : begun;
        }

        return session.State == TransactionState.None ? code : throw new ToolException(
            $"{begun!.Place}: the transaction that begins here is never committed; nothing of it was written.");
    }
}
