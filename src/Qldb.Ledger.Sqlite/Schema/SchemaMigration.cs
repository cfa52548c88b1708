using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>One step from a schema version to the next. All steps that a file needs are one transaction: it arrives at the newest version or stays as it was.</summary>
internal sealed record SchemaMigration(int FromVersion, string Sql)
{
    /// <summary>The steps of all versions so far, in order.</summary>
    public static IReadOnlyList<SchemaMigration> All { get; } =
    [
        // Fewer trees to write at each commit: one index on revisions instead of two, which needs no mark for the first one of each document, and ranges instead
        // of an index of transactions.
        new(1, """
            DROP INDEX revision_by_document;
            DROP INDEX revision_by_table;
            ALTER TABLE revision DROP COLUMN is_first;
            CREATE INDEX revision_by_document ON revision (table_no, document_id);
            DROP INDEX block_by_transaction;
            CREATE TABLE transaction_range (
                range_no INTEGER PRIMARY KEY,
                least_id BLOB NOT NULL,
                greatest_id BLOB NOT NULL) STRICT;
            INSERT INTO transaction_range
                SELECT sequence_no / 1024, MIN(transaction_id), MAX(transaction_id) FROM block
                WHERE sequence_no < (SELECT (MAX(sequence_no) + 1) / 1024 * 1024 FROM block) GROUP BY 1;
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
