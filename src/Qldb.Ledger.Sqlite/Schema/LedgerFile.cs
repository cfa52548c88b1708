using System.Globalization;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Storage;
using SQLitePCL;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>Opens connections to a ledger file after it made sure that it is one, of a version this library knows.</summary>
internal static class LedgerFile
{
    /// <summary>Opens the connection of the writer; creates the ledger in it when it holds none and an identity is given.</summary>
    public static Database OpenWriter(SqliteLedgerStoreOptions options, Func<StoreIdentity>? newLedger, out StoreIdentity identity)
    {
        var database = Database.Open(options.Path, create: newLedger is not null, options.BusyTimeout);
        try
        {
            var isEmpty = IsEmpty(database);
            if (isEmpty && newLedger is null)
            {
                throw new StoreException($"The file '{options.Path}' is empty: it holds no ledger. Create one in it first.");
            }

            if (!isEmpty)
            {
                RefuseForeign(database);
            }

            Configure(database, options);
            if (isEmpty)
            {
                Create(database, newLedger!());
            }
            else
            {
                SchemaMigration.Upgrade(database, LedgerSchema.Version, SchemaMigration.All);
            }

            identity = ReadIdentity(database);
            if (options.LedgerName is { } expected && expected != identity.LedgerName)
            {
                throw new StoreException($"The file '{options.Path}' holds the ledger '{identity.LedgerName}', not '{expected}'. Check the path or the name.");
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public static Database OpenReader(SqliteLedgerStoreOptions options)
    {
        var database = Database.Open(options.Path, create: false, options.BusyTimeout);
        database.Execute(FormattableString.Invariant($"PRAGMA query_only=ON; PRAGMA cache_size=-{options.ReaderCacheBytes / 1024}"));
        return database;
    }

    /// <summary>Makes the folder, and refuses what could be opened but not written.</summary>
    public static void Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (Directory.Exists(path))
            {
                throw new StoreException($"'{path}' is a folder, not a ledger file. Name a file in it.");
            }

            RefuseOrphanedLog(path);
            if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            {
                throw new StoreException($"The file '{path}' is read-only. A ledger needs write access to its file and folder, even to be read.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder of '{path}' cannot be used: {e.Message} A ledger needs write access to its file and folder.", e);
        }
    }

    /// <summary>A log beside a file that is gone or empty holds the newest blocks of the ledger that was there, and SQLite would delete it.</summary>
    private static void RefuseOrphanedLog(string path)
    {
        var file = new FileInfo(path);
        var log = new FileInfo(path + "-wal");
        if (log is { Exists: true, Length: > 0 } && file is not { Exists: true, Length: > 0 })
        {
            throw new StoreException($"The ledger file '{path}' is missing or empty, but its log '{log.FullName}' is there and holds blocks. Put the file back, or move the log away.");
        }
    }

    /// <summary>Refuses to write into a file that was deleted or moved while it was open, where nobody would find it again.</summary>
    public static void ThrowIfGone(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreException($"The ledger file '{path}' was deleted or moved while it was open. Put it back, with its '-wal' file, and open the ledger again.");
        }
    }

    /// <summary>The sequence number of the last block, after a look at both ends of what is there.</summary>
    public static long ReadTip(Database database)
    {
        using var row = database.Prepare("SELECT (SELECT MIN(sequence_no) FROM block), (SELECT MAX(sequence_no) FROM block), (SELECT MAX(revision_no) FROM revision)");
        row.Read();
        var tip = row.IsNull(1) ? -1 : row.GetInt64(1);
        var first = row.GetInt64(0);
        var lastOfRevisions = row.IsNull(2) ? -1 : LedgerSchema.SequenceNoOf(row.GetInt64(2));
        return first == 0 && lastOfRevisions <= tip
            ? tip
            : throw row.Damaged($"its blocks go from {first} to {tip}, its revisions to block {lastOfRevisions}");
    }

    /// <summary>Whether the file is new, or its creation was interrupted before the one transaction that makes it a ledger.</summary>
    private static bool IsEmpty(Database database) =>
        database.QueryInt64("SELECT COUNT(*) FROM sqlite_master") == 0 && database.QueryInt64("PRAGMA application_id") == 0;

    private static void RefuseForeign(Database database)
    {
        if (database.QueryInt64("PRAGMA application_id") != LedgerSchema.ApplicationId)
        {
            throw new StoreException($"The file '{database.Path}' is a SQLite database of another application, not a ledger. Nothing was changed in it. Check the path.");
        }

        if (database.QueryInt64("PRAGMA user_version") is > LedgerSchema.Version and var version)
        {
            throw new StoreException($"The ledger file '{database.Path}' has schema version {version}; this library knows versions up to {LedgerSchema.Version}. Use a newer library.");
        }
    }

    /// <remarks>
    /// secure_delete overwrites what a redaction removes; nothing else is ever deleted, so it costs nothing. The log is moved into the file by the
    /// writer itself, right after the commit that made it too long: only then does it start again from its beginning, and never grows beyond that.
    /// </remarks>
    private static void Configure(Database database, SqliteLedgerStoreOptions options)
    {
        if (database.QueryText("PRAGMA journal_mode=WAL") is not "wal" and var mode)
        {
            throw new StoreException($"The file '{database.Path}' cannot keep a write-ahead log (journal mode '{mode}'). Put it on a local disk.");
        }

        var pageSize = database.QueryInt64("PRAGMA page_size");
        database.Execute(FormattableString.Invariant($"""
            PRAGMA synchronous={options.Durability.ToString().ToUpperInvariant()};
            PRAGMA fullfsync=ON;
            PRAGMA checkpoint_fullfsync=ON;
            PRAGMA secure_delete=ON;
            PRAGMA cache_size=-{options.WriterCacheBytes / 1024};
            PRAGMA wal_autocheckpoint={Math.Max(1, options.CheckpointBytes / pageSize)};
            """));
        if (options.MaxSizeBytes is { } size)
        {
            database.Execute(FormattableString.Invariant($"PRAGMA max_page_count={size / pageSize}"));
        }
    }

    private static void Create(Database database, StoreIdentity identity)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            database.Execute(LedgerSchema.Creation);
            database.Prepare("INSERT INTO ledger VALUES (1, ?, ?, ?, ?)")
                .Bind(1, identity.LedgerName)
                .Bind(2, identity.StrandId)
                .Bind(3, identity.CreatedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture))
                .Bind(4, identity.FormatVersion)
                .Run();
            database.Execute(FormattableString.Invariant(
                $"PRAGMA application_id={LedgerSchema.ApplicationId}; PRAGMA user_version={LedgerSchema.Version}; COMMIT"));
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static StoreIdentity ReadIdentity(Database database)
    {
        using var statement = database.Prepare("SELECT name, strand_id, created_at, format_version FROM ledger");
        if (!statement.Read())
        {
            throw StoreFailure.Damaged(database.Path, "its identity is missing");
        }

        if (!DateTimeOffset.TryParse(statement.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var createdAt))
        {
            throw StoreFailure.Damaged(database.Path, $"its time of creation is '{statement.GetString(2)}'");
        }

        var identity = new StoreIdentity(statement.GetString(0), statement.GetId(1), createdAt, (int)statement.GetInt64(3));
        if (identity.FormatVersion > StoreIdentity.CurrentFormatVersion)
        {
            throw new StoreException($"The ledger in '{database.Path}' has journal format {identity.FormatVersion}; this library knows formats up to {StoreIdentity.CurrentFormatVersion}. Use a newer library.");
        }

        return identity;
    }
}
