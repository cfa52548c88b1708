using Microsoft.Data.Sqlite;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Connections;

/// <summary>What SQLite's result codes mean for a ledger, and what its owner can do about them.</summary>
internal static class StoreFailure
{
    public static StoreException Of(string path, SqliteException cause)
    {
        var explanation = cause.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => "is not a SQLite database, so it holds no ledger. Check the path; if it was a ledger once, restore it from a backup",
            raw.SQLITE_CORRUPT => "is damaged. Restore it from a backup, or rebuild it from a journal export",
            raw.SQLITE_FULL => "cannot grow: the disk is full, or MaxSizeBytes is reached. Nothing of the commit is kept. Make room, then open the ledger again",
            raw.SQLITE_READONLY => "cannot be written. The ledger needs write access to the file and its folder",
            raw.SQLITE_CANTOPEN => "cannot be opened or created. The ledger needs write access to the file and its folder",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is locked by somebody else, perhaps a database shell with an open transaction. End that, then open the ledger again",
            raw.SQLITE_IOERR => "could not be read or written: the medium failed. Check the disk, then open the ledger again",
            raw.SQLITE_NOMEM => "could not be used for want of memory",
            _ => "gave an unexpected error",
        };
        return new StoreException(FormattableString.Invariant($"The file '{path}' {explanation}. (SQLite {cause.SqliteExtendedErrorCode}: {cause.Message})"), cause);
    }

    public static StoreException Damaged(string path, string finding) =>
        new($"The ledger file '{path}' is damaged: {finding}. Restore it from a backup, or rebuild it from a journal export.");
}
