using Qldb.Ledger.Sqlite.Connections;

namespace Qldb.Ledger.Sqlite.Schema;

/// <summary>One step from a schema version to the next. All steps that a file needs are one transaction: it arrives at the newest version or stays as it was.</summary>
internal sealed record SchemaMigration(int FromVersion, string Sql)
{
    /// <summary>The steps of all versions so far, in order; there has been only one version.</summary>
    public static IReadOnlyList<SchemaMigration> All { get; } = [];

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
