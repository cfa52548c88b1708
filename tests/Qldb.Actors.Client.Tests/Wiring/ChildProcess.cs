using System.Diagnostics;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;

namespace Qldb.Actors.Client.Tests.Wiring;

/// <summary>The test assembly as a program of its own, for what depends on the environment of its process.</summary>
internal static class ChildProcess
{
    /// <summary>Says the address of the service.</summary>
    public const string Resolve = "resolve";

    /// <summary>Sends a command, on options that say nothing of the client.</summary>
    public const string Call = "call";

    /// <summary>The same on a configuration that sets something else.</summary>
    public const string CallConfigured = "call-configured";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>The child's side: <c>dotnet Qldb.Actors.Client.Tests.dll WHAT [region] [endpoint]</c>.</summary>
    public static async Task<int> Main(string[] arguments)
    {
        var options = new QldbDriverOptions
        {
            LedgerName = "ledger",
            Region = arguments.ElementAtOrDefault(1),
            EndpointUrl = arguments.Length > 2 ? new Uri(arguments[2]) : null,
            SessionConfig = arguments[0] == CallConfigured ? new AmazonQLDBSessionConfig { Timeout = TimeSpan.FromMinutes(1) } : null,
        };
        try
        {
            if (arguments[0] == Resolve)
            {
                using var client = SessionClientFactory.Create(options);
                Console.Write(client.DetermineServiceOperationEndpoint(new SendCommandRequest()).URL);
            }
            else
            {
                await using var driver = new PooledQldbDriver(options);
                await driver.ExecuteStatementAsync("SELECT 1");
            }
        }
        catch (Exception failure) when (failure is Amazon.Runtime.AmazonClientException or AmazonQLDBSessionException)
        {
            Console.Error.Write(failure.Message);
            return 1;
        }

        return 0;
    }

    /// <summary>The parent's side. The child gets these variables, and nothing else that AWS libraries look at.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere/credentials";
        start.Environment["AWS_CONFIG_FILE"] = "/nowhere/config";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }
}
