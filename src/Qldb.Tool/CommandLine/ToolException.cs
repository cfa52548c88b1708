namespace Qldb.Tool.CommandLine;

/// <summary>A failure whose message is all that a user needs: what, where, and what to do.</summary>
internal class ToolException(string message, int exitCode = ExitCode.Failed, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException WrongUsage(string message) => new(message, CommandLine.ExitCode.WrongUsage);
}
