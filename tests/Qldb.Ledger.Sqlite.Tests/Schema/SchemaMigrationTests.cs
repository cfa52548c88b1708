using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Schema;

public sealed class SchemaMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Database _database;

    public SchemaMigrationTests()
    {
        _database = Database.Open(_folder.File("old.db"), create: true, TimeSpan.Zero);
        _database.Execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1); PRAGMA user_version=1");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_takes_every_step_to_the_newest_version()
    {
        SchemaMigration.Upgrade(_database, 3, [new(1, "ALTER TABLE t ADD COLUMN b INTEGER"), new(2, "UPDATE t SET b = a + 1")]);

        Assert.Equal(3, _database.QueryInt64("PRAGMA user_version"));
        Assert.Equal(2, _database.QueryInt64("SELECT b FROM t"));
    }

    [Fact]
    public void A_step_that_fails_takes_all_of_them_back()
    {
        Assert.Throws<StoreException>(() => SchemaMigration.Upgrade(_database, 3, [new(1, "UPDATE t SET a = 5"), new(2, "UPDATE missing SET b = 1")]));

        Assert.Equal(1, _database.QueryInt64("PRAGMA user_version"));
        Assert.Equal(1, _database.QueryInt64("SELECT a FROM t"));
        Assert.False(_database.InTransaction);
    }

    [Fact]
    public void The_newest_version_needs_no_step() => SchemaMigration.Upgrade(_database, 1, []);

    [Fact]
    public void There_is_a_step_from_every_version_but_the_newest() =>
        Assert.Equal(Enumerable.Range(1, LedgerSchema.Version - 1), SchemaMigration.All.Select(step => step.FromVersion));
}
