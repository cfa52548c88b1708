namespace Qldb.Tool.Shell.Scripts;

/// <summary>One thing to do.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The statement without its semicolon, or the command with its backslash.</param>
/// <param name="Place">Where it begins.</param>
internal sealed record ScriptItem(ScriptItemKind Kind, string Text, ScriptPlace Place);

internal enum ScriptItemKind
{
    Statement,

    /// <summary>A statement to be planned and not run: <c>\explain SELECT …;</c>.</summary>
    Explain,

    /// <summary>A line that begins with a backslash.</summary>
    Command,
}
