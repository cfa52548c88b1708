using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Qldb.Tool.Tests;

/// <summary>The <c>qldb</c> command in a process of its own, as a user runs it.</summary>
internal sealed class QldbProcess : IDisposable
{
    /// <summary>A safety net only: no test waits that long when all is well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    private QldbProcess(string[] arguments, QldbEnvironment? environment)
    {
        var command = ToolCommandLine.For(arguments);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = environment?.Folder ?? "",
        };
        foreach (var (name, value) in environment?.Variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (environment?.Input is not QldbEnvironment.StaysOpen)
        {
            Feed(environment?.Input);
        }
    }

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors).Trim();

    public StreamWriter Input => _process.StandardInput;

    public static QldbProcess Start(params string[] arguments) => new(arguments, null);

    public static QldbProcess Start(QldbEnvironment environment, params string[] arguments) => new(arguments, environment);

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return (await process.ExitAsync(), process.Output, process.Errors);
    }

    /// <summary>Runs to the end in an environment of its own.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(QldbEnvironment environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return (await process.ExitAsync(), process.Output, process.Errors);
    }

    /// <summary>Sends SIGINT, as Ctrl+C does.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>Waits until a line of output begins so.</summary>
    public async Task LineAsync(string beginning)
    {
        var seen = _awaited.GetOrAdd(beginning, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_output.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
        {
            await seen.Task.WaitAsync(Patience);
        }
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Feed(string? input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command has left without reading all of it, as it may.
        }
    }

    private void Receive(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        foreach (var (beginning, seen) in _awaited)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }
}
