namespace Qldb.Tool.Shell;

/// <summary>What <c>\?</c> shows.</summary>
internal static class ShellHelp
{
    public const string Text = """
        SELECT …;          run a statement; a semicolon or an empty line ends it
        BEGIN;             start a transaction; the statements that follow belong to it
        COMMIT;  ABORT;    write the transaction, or forget it

        \d                 tables
        \d TABLE           a table: how many documents and revisions, which indexes
        \explain SELECT …; how a statement would be run
        \output FORMAT     show rows as table, ion or json
        \timing            tell time and ReadIOs of each statement, or no longer
        \?                 this page
        \q                 leave; an open transaction is aborted

        Ctrl+C ends a running statement or clears the line. Arrow up brings earlier lines back.
        """;
}
