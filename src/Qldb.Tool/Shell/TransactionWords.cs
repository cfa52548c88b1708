using System.Text.RegularExpressions;

namespace Qldb.Tool.Shell;

/// <summary>The words that begin and end transactions. They are the shell's: the service never sees them as statements.</summary>
internal static partial class TransactionWords
{
    public static bool IsBegin(string statement) => Begin().IsMatch(statement);

    public static bool IsCommit(string statement) => Commit().IsMatch(statement);

    public static bool IsAbort(string statement) => Abort().IsMatch(statement);

    [GeneratedRegex(@"^(BEGIN(\s+TRANSACTION)?|START\s+TRANSACTION)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex(@"^COMMIT(\s+TRANSACTION)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Commit();

    [GeneratedRegex(@"^(ABORT|ROLLBACK)(\s+TRANSACTION)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Abort();
}
