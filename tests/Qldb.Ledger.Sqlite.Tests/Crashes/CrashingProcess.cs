using System.Diagnostics;
using System.Globalization;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>A process that commits to a ledger as fast as it can and acknowledges each commit, until it is killed.</summary>
public sealed class CrashingProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="kind">"store" appends blocks to the store, "engine" runs transactions in a ledger on it.</param>
    /// <param name="path">The ledger file, made if it is not there.</param>
    /// <param name="seed">Decides group sizes and how often the log is moved into the file.</param>
    public CrashingProcess(string kind, string path, int seed)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "Qldb.Ledger.Sqlite.Crasher.dll");
        _process = Process.Start(new ProcessStartInfo(host, [program, kind, path, seed.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public int Id => _process.Id;

    /// <summary>The last number that each writer has acknowledged; the store has one writer, 0, whose numbers are blocks.</summary>
    public SortedDictionary<int, long> Acknowledged { get; } = [];

    /// <summary>Waits until so many more commits are acknowledged.</summary>
    public void Await(int acknowledgements)
    {
        for (var i = 0; i < acknowledgements; i++)
        {
            if (!ReadAcknowledgement())
            {
                throw new InvalidOperationException($"The process ended by itself: {_process.StandardError.ReadToEnd()}");
            }
        }
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and hears what it had acknowledged by then.</summary>
    public void Kill()
    {
        _process.Kill();
        while (ReadAcknowledgement())
        {
        }

        _process.WaitForExit();
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

    private bool ReadAcknowledgement()
    {
        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            return false;
        }

        var numbers = line.Split(' ');
        Acknowledged[int.Parse(numbers[0], CultureInfo.InvariantCulture)] = long.Parse(numbers[1], CultureInfo.InvariantCulture);
        return true;
    }
}
