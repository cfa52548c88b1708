using Spectre.Console;

namespace Qldb.Tool.Terminal;

/// <summary>Spectre's view of the two outputs: no escape sequence ever goes into a file or a pipe, and NO_COLOR means plain.</summary>
internal static class Consoles
{
    // Nothing to fit into: a line is a row.
    private const int WidthOfNoTerminal = 1_000_000;

    /// <summary>Whether letters may be bold or coloured on a terminal.</summary>
    public static bool IsPlain => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    public static IAnsiConsole Output() => Of(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Of(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Of(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || IsPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
        {
            console.Profile.Width = WidthOfNoTerminal;
        }

        return console;
    }
}
