namespace Qldb.Tool.CommandLine;

/// <summary>What the command says to the shell that started it. Every help page lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done, and whatever was checked holds.</summary>
    public const int Done = 0;

    /// <summary>Not done, or what was checked does not hold.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or the settings it names, cannot be understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ended by Ctrl+C or a signal: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
