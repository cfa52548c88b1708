namespace Qldb.Tool.Tests;

/// <summary><c>qldb serve</c> on a data folder and a free loopback port, and the arguments by which other commands reach it.</summary>
internal sealed class ServeProcess : IDisposable
{
    public const string Key = "AKIDEXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

    private const string Listening = "Listening on ";

    private readonly QldbProcess _process;

    private ServeProcess(QldbProcess process) => _process = process;

    public string Address => _process.Output.Split('\n').First(line => line.StartsWith(Listening, StringComparison.Ordinal))[Listening.Length..];

    public string[] Place => ["--endpoint", Address, "--access-key", Key];

    public static async Task<ServeProcess> StartAsync(string data, params string[] more)
    {
        var process = QldbProcess.Start(["serve", "--data", data, "--listen", "http://127.0.0.1:0", .. more.Length > 0 ? more : ["--access-key", Key]]);
        await process.LineAsync(Listening);
        return new ServeProcess(process);
    }

    public void Dispose() => _process.Dispose();
}
