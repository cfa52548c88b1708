namespace Qldb.Tool.Terminal;

/// <summary>What a command shows while it works: a live progress display on a terminal, plain lines anywhere else.</summary>
internal abstract class Display
{
    /// <summary>The display that fits where standard output goes.</summary>
    public static Display ForStandardOutput() =>
        Consoles.Output() is { Profile.Capabilities: { Ansi: true, Interactive: true } } console ? new TerminalDisplay(console) : new LineDisplay(Console.Out);

    /// <summary>Shows one line.</summary>
    public abstract void Line(string text);

    /// <summary>Shows one line that is what the command was run for.</summary>
    public virtual void Result(string text) => Line(text);

    /// <summary>Shows the title of what follows.</summary>
    public abstract void Heading(string text);

    /// <summary>Shows rows of two columns.</summary>
    public abstract void Table(string title, IReadOnlyList<(string Name, string Value)> rows);

    /// <summary>Runs one stage of known length and shows how far it is; <paramref name="work"/> reports units done.</summary>
    public abstract Task StageAsync(string title, long total, Func<IProgress<long>, Task> work);
}
