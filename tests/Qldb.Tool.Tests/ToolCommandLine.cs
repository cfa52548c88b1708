using System.Globalization;

namespace Qldb.Tool.Tests;

/// <summary>The words that start the <c>qldb</c> command under test.</summary>
internal static class ToolCommandLine
{
    private const int InterruptBit = 1 << 1; // SIGINT is signal 2

    private static readonly string[] Start =
    [
        .. IsInterruptIgnored() ? ["env", "--default-signal=INT"] : Array.Empty<string>(),
        "dotnet",
        typeof(Demo.DemoTests).Assembly.Location.Replace("Qldb.Tool.Tests.dll", "qldb.dll", StringComparison.Ordinal),
    ];

    public static string[] For(string[] arguments) => [.. Start, .. arguments];

    // A shell starts what runs in its background with SIGINT ignored, and that is inherited: tests run there would never see Ctrl+C arrive.
    private static bool IsInterruptIgnored()
    {
        const string Status = "/proc/self/status", Ignored = "SigIgn:";
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } signals
            && (ulong.Parse(signals.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0;
    }
}
