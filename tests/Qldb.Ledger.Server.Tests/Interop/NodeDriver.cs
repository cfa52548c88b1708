using System.ComponentModel;
using System.Diagnostics;

namespace Qldb.Ledger.Server.Tests.Interop;

/// <summary>
/// The official driver for Node.js and its SDK clients, in the versions of <c>tests/interop/node/package-lock.json</c>. Installed once, beside the assembly,
/// from whatever registry npm is set up with.
/// </summary>
internal static class NodeDriver
{
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Why the driver cannot be run here; null when it can.</summary>
    public static Lazy<string?> MissingBecause { get; } = new(Install);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "interop-node");

    /// <summary>Runs one script against a server.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string[] scriptAndArguments, Uri endpoint, string keyId, string secret, string ledger = "interop")
    {
        using var cancellation = new CancellationTokenSource(RunTimeout);
        return await RunAsync("node", scriptAndArguments, cancellation.Token, new()
        {
            ["QLDB_ENDPOINT"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["QLDB_LEDGER"] = ledger,
            ["AWS_ACCESS_KEY_ID"] = keyId,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
        });
    }

    private static string? Install()
    {
        using var cancellation = new CancellationTokenSource(InstallTimeout);
        try
        {
            if (RunAsync("node", ["--version"], cancellation.Token).GetAwaiter().GetResult() is not (0, _))
            {
                return "node --version fails here.";
            }

            if (Directory.Exists(Path.Combine(Folder, "node_modules", "amazon-qldb-driver-nodejs")))
            {
                return null;
            }

            var (exitCode, output) = RunAsync("npm", ["ci", "--no-audit", "--no-fund"], cancellation.Token).GetAwaiter().GetResult();
            return exitCode == 0 ? null : $"npm could not install the driver: {output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))}";
        }
        catch (Win32Exception)
        {
            return "Node.js and npm are not installed here.";
        }
        catch (OperationCanceledException)
        {
            return $"npm did not install the driver within {InstallTimeout.TotalMinutes} minutes.";
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string command, IEnumerable<string> arguments, CancellationToken cancellationToken, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
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
