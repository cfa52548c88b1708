using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Qldb.Tool.Tests.Documentation;

/// <summary>The shell commands of a page: its <c>sh</c> blocks, in order, as one script.</summary>
internal sealed partial class PageScript
{
    private const string DocumentedOrigin = "127.0.0.1:8180";
    private const string Listening = """
         > ready &
        SERVER=$!
        read -r LISTENING < ready
        echo "$LISTENING"
        """;

    private readonly List<(string Code, string? NotRun)> _blocks;

    private PageScript(List<(string, string?)> blocks) => _blocks = blocks;

    /// <summary>Every command line that begins with <c>qldb</c>, also of blocks that are not run.</summary>
    public IEnumerable<string> Commands => from block in _blocks
                                           from line in block.Code.Split('\n')
                                           from command in Command().Matches(line).Select(match => match.Groups["arguments"].Value)
                                           select command;

    public static PageScript Read(string page) => new([.. Block().Matches(File.ReadAllText(page)).Select(match =>
        (match.Groups["code"].Value.TrimEnd(), match.Groups["reason"].Success ? match.Groups["reason"].Value : null))]);

    /// <summary>Runs the page in a folder of its own.</summary>
    /// <param name="before">What the page takes for granted.</param>
    /// <returns>The exit code, and all output.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string before)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("page.sh"), Script(before));
        await File.WriteAllTextAsync(folder.File("qldb"), $"#!/bin/sh\nexec dotnet '{typeof(PageScript).Assembly.Location.Replace("Qldb.Tool.Tests.dll", "qldb.dll", StringComparison.Ordinal)}' \"$@\"\n");
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "page.sh"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder.Path;
        start.Environment["PATH"] = folder.Path + ":" + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', await output));
    }

    private string Script(string before)
    {
        var port = FreePort();
        var blocks = _blocks.Where(block => block.NotRun is null).Select(block => string.Join('\n', block.Code.Split('\n').Select(Runnable)));
        var script = string.Join('\n', blocks.Prepend(before).Select(block => block.Contains("--endpoint", StringComparison.Ordinal) ? "serve\n" + block : block));
        return $$"""
            chmod +x qldb
            mkfifo ready
            SERVER=
            trap 'test -z "$SERVER" || { kill "$SERVER"; wait "$SERVER" || true; }' EXIT
            # Where a page takes a server for granted, it is one on the folder that it has used so far.
            serve() { test -n "$SERVER" || { qldb serve --quiet --data ./ledgers --listen http://127.0.0.1:8180 --access-key AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY{{Listening}}
            } }

            """.Replace(DocumentedOrigin, $"127.0.0.1:{port}", StringComparison.Ordinal) + script.Replace(DocumentedOrigin, $"127.0.0.1:{port}", StringComparison.Ordinal).Replace("/var/lib/qldb", "./ledgers", StringComparison.Ordinal);
    }

    /// <summary>A server is left running for what follows; its one line says when.</summary>
    private static string Runnable(string line) => line.StartsWith("qldb serve ", StringComparison.Ordinal) ? line + " --quiet" + Listening : line;

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"(<!-- not run: (?<reason>[^>]+) -->\n)?^```(sh|console)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(^|\| |\s)qldb (?<arguments>(?:""[^""]*""|[^|""])+)")]
    private static partial Regex Command();
}
