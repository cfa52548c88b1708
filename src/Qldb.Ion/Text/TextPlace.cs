namespace Qldb.Ion;

/// <summary>Lines and columns, counted only when somebody asks.</summary>
internal static class TextPlace
{
    /// <summary>The place after a text that begins at a place; LF, CR and CRLF each end a line.</summary>
    public static (int Line, int Column) After(ReadOnlySpan<char> text, int line, int column)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))
                (line, column) = (line + 1, 1);
            else
                column++;
        }

        return (line, column);
    }
}
