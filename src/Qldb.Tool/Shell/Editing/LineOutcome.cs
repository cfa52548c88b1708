namespace Qldb.Tool.Shell.Editing;

/// <summary>How the reading of a line ended.</summary>
internal enum LineOutcome
{
    Line,

    /// <summary>Ctrl+D on an empty line, or the end of input.</summary>
    End,

    /// <summary>Ctrl+C.</summary>
    Interrupted,
}
