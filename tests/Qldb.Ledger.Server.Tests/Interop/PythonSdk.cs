using System.ComponentModel;
using System.Diagnostics;

namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>The SDK under the official Python driver: whatever botocore the machine has, where that still knows QLDB.</summary>
internal static class PythonSdk
{
    private const string Probe = "import botocore.session, sys; sys.exit(0 if 'qldb-session' in botocore.session.get_session().get_available_services() else 3)";

    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(10);

    // Where a distribution has its own; the first python3 of the path may be another one.
    private static readonly string[] Interpreters = ["python3", "/usr/bin/python3"];

    private static readonly Lazy<string?> Interpreter = new(() => Interpreters.FirstOrDefault(CanRun));

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public static string? MissingBecause => Interpreter.Value is null
        ? "No python3 here has a botocore that knows qldb-session (Debian: apt-get install python3-botocore)."
        : null;

    /// <summary>Runs one scenario against a server.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string scenario, Uri endpoint, string keyId, string secret)
    {
        using var cancellation = new CancellationTokenSource(RunTimeout);
        return await RunAsync(Interpreter.Value!, [Path.Combine(AppContext.BaseDirectory, "interop-python", "scenarios.py"), scenario], new()
        {
            ["QLDB_ENDPOINT"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["AWS_ACCESS_KEY_ID"] = keyId,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
        }, cancellation.Token);
    }

    private static bool CanRun(string interpreter)
    {
        using var cancellation = new CancellationTokenSource(RunTimeout);
        try
        {
            return RunAsync(interpreter, ["-c", Probe], [], cancellation.Token).GetAwaiter().GetResult().ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such interpreter
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string interpreter, string[] arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
