namespace Qldb.Ledger.Server.Sessions;

/// <summary>
/// Tells which statements a reader may run: those that begin with SELECT. In QLDB's grammar no such statement changes anything, and everything that does begins
/// otherwise (INSERT, UPDATE, DELETE, FROM, CREATE, DROP, UNDROP, EXEC), so this needs no parser and cannot be talked round.
/// </summary>
internal static class ReadOnlyStatement
{
    public static bool Is(ReadOnlySpan<char> statement)
    {
        statement = SkipBlanks(statement);
        return statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)
            && (statement.Length == 6 || !(char.IsLetterOrDigit(statement[6]) || statement[6] is '_' or '$'));
    }

    /// <summary>Skips white space and comments, of both kinds.</summary>
    private static ReadOnlySpan<char> SkipBlanks(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart();
            var (open, close) = text.StartsWith("--") ? ("--", "\n") : ("/*", "*/");
            if (!text.StartsWith(open, StringComparison.Ordinal))
            {
                return text;
            }

            var end = text[open.Length..].IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
            {
                return [];
            }

            text = text[(open.Length + end + close.Length)..];
        }
    }
}
