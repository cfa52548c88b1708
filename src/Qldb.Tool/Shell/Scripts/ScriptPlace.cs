namespace Qldb.Tool.Shell.Scripts;

/// <summary>A place in a script, counted from 1; what a user types has none worth telling.</summary>
/// <param name="Source">The file, <c>stdin</c> or <c>-c</c>; empty for what is typed.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
internal readonly record struct ScriptPlace(string Source, int Line, int Column)
{
    /// <summary>The place of a line and column inside of a text that begins here.</summary>
    public ScriptPlace Inside(int line, int column) => this with { Line = Line + line - 1, Column = line == 1 ? Column + column - 1 : column };

    /// <summary>The place behind a text that begins here.</summary>
    public ScriptPlace After(ReadOnlySpan<char> text) => text.LastIndexOf('\n') is >= 0 and var last
        ? this with { Line = Line + text.Count('\n'), Column = text.Length - last }
        : this with { Column = Column + text.Length };

    public override string ToString() => $"{Source}:{Line}:{Column}";
}
