using System.Diagnostics;
using System.Text;

namespace Qldb.Tool.Tests;

/// <summary>The <c>qldb</c> command at a terminal of its own: what is typed, and everything that appears.</summary>
internal sealed class TerminalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private TaskCompletionSource _changed = New();

    private TerminalProcess(QldbEnvironment environment, string[] arguments)
    {
        var command = string.Join(' ', ToolCommandLine.For(arguments).Select(Quote));
        var start = new ProcessStartInfo("/usr/bin/script")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in new[] { "--quiet", "--return", "--flush", "--command", $"stty cols 120 rows 40; exec {command}", "/dev/null" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TERM"] = "xterm-256color";
        foreach (var (name, value) in environment.Variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = ReadAsync();
    }

    /// <summary>All that has appeared so far, control sequences included.</summary>
    public string Screen
    {
        get
        {
            lock (_screen)
            {
                return _screen.ToString();
            }
        }
    }

    public static TerminalProcess Start(QldbEnvironment environment, params string[] arguments) => new(environment, arguments);

    /// <summary>Types, once what was there before has been read.</summary>
    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>Types, and waits until something appears behind all that is there now.</summary>
    public async Task TypeAsync(string keys, string until)
    {
        var before = Screen.Length;
        Type(keys);
        await UntilAsync(until, before);
    }

    public async Task UntilAsync(string text, int from = 0)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = _changed.Task;
            if (Screen.IndexOf(text, Math.Min(from, Screen.Length), StringComparison.Ordinal) >= 0)
            {
                return;
            }

            try
            {
                await Task.WhenAny(changed, _reading).WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"'{text}' did not appear. On the screen is:\n{Screen}");
            }

            Assert.False(_reading.IsCompleted && Screen.IndexOf(text, Math.Min(from, Screen.Length), StringComparison.Ordinal) < 0, $"The process ended before '{text}' appeared. On the screen is:\n{Screen}");
        }
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var chunk = new char[4096];
        while (await _process.StandardOutput.ReadAsync(chunk) is > 0 and var read)
        {
            lock (_screen)
            {
                _screen.Append(chunk, 0, read);
            }

            Interlocked.Exchange(ref _changed, New()).TrySetResult();
        }
    }

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
