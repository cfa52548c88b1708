using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Amazon.QLDBSession;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary><c>qldb serve</c> as a process of its own, on a free loopback port and a data folder.</summary>
internal sealed class ServeProcess : IAsyncDisposable
{
    public const string KeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(90);

    private static readonly string Tool = typeof(ServeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Qldb.Tool").Value!;

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServeProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Tool);
        start.ArgumentList.Add("serve");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public ConcurrentQueue<string> Output { get; } = new();

    public ConcurrentQueue<string> Errors { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a server and waits for its line.</summary>
    public static async Task<ServeProcess> StartAsync(string data, params string[] more)
    {
        var process = new ServeProcess(
            ["--data", data, "--listen", "http://127.0.0.1:0", "--access-key", $"{KeyId}:{Secret}", .. more], new Dictionary<string, string>());
        process.Address = await process._ready.Task.WaitAsync(SafetyNet) ?? throw new InvalidOperationException(string.Join('\n', process.Errors));
        return process;
    }

    /// <summary>Runs a server that is expected not to start.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var process = new ServeProcess(arguments, environment);
        return (await process.WaitForExitAsync(), string.Join('\n', process.Errors));
    }

    /// <summary>Runs a server configured by other means than the command line.</summary>
    public static async Task<ServeProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var process = new ServeProcess(arguments, environment);
        process.Address = await process._ready.Task.WaitAsync(SafetyNet) ?? throw new InvalidOperationException(string.Join('\n', process.Errors));
        return process;
    }

    public AmazonQLDBSessionClient Sdk()
        => new(KeyId, Secret, new AmazonQLDBSessionConfig { ServiceURL = Address.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

    /// <summary>Asks the process to stop, as a service manager does.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    public void Kill() => _process.Kill();

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(SafetyNet);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Heard(string? line)
    {
        const string listening = "Listening on ";
        if (line is null)
        {
            _ready.TrySetResult(null);
            return;
        }

        Output.Enqueue(line);
        if (line.StartsWith(listening, StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line[listening.Length..].Split(',')[0]));
        }
    }
}
