using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>One step from a schema version to the next. All steps that a file needs are one transaction: it arrives at the newest version or stays as it was.</summary>
internal sealed record SchemaMigration(int FromVersion, string Sql)
{
    /// <summary>The steps of all versions so far, in order.</summary>
    public static IReadOnlyList<SchemaMigration> All { get; } =
    [
        // One index on revisions instead of two, which needs no mark for the first one of each document.
        new(1, """
            DROP INDEX revision_by_document;
            DROP INDEX revision_by_table;
            ALTER TABLE revision DROP COLUMN is_first;
            CREATE INDEX revision_by_document ON revision (table_no, document_id);
            """),
    ];

    public static void Upgrade(Database database, int toVersion, IReadOnlyList<SchemaMigration> migrations)
    {
        var fromVersion = database.QueryInt64("PRAGMA user_version");
        if (fromVersion == toVersion)
        {
            return;
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = fromVersion; version < toVersion; version++)
            {
                var step = migrations.SingleOrDefault(migration => migration.FromVersion == version)
                    ?? throw StoreFailure.Damaged(database.Path, $"it says that its schema has version {version}, which never existed");
                database.Execute(step.Sql);
            }

            database.Execute(FormattableString.Invariant($"PRAGMA user_version={toVersion}; COMMIT"));
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }
}
