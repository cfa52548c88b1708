using Qldb.Ion;
using Qldb.Ledger.Sqlite.Connections;
using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Schema;

/// <summary>A ledger that an older version of the library has written, in this one.</summary>
public sealed class OldFileTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteLedgerStoreOptions _old = null!;
    private JournalDigest _digest = null!;
    private List<string> _rows = [];

    public async Task InitializeAsync()
    {
        var newest = _folder.UnflushedLedger();
        using (var store = SqliteLedgerStore.Create(newest, "old"))
        using (var ledger = Ledger.Open(store, leaveStoreOpen: true))
        {
            var session = await LedgerSession.StartAsync(ledger);
            await session.RunAsync(("CREATE TABLE people", []), ("CREATE INDEX ON people (name)", []), ("CREATE TABLE cars", []));
            for (var i = 0; i < 40; i++)
            {
                await session.RunAsync(("INSERT INTO people ?", [IonElement.ParseText($"{{name: \"name {i % 10}\", age: {i}}}")]));
            }

            // More blocks than a range of transaction ids has.
            for (var i = 0; i < 1_100; i++)
            {
                await session.RunAsync(("INSERT INTO cars ?", [IonElement.ParseText($"{{of: {i}}}")]));
            }

            await session.RunAsync(("UPDATE people SET name = 'other' WHERE name = 'name 3'", []));
            await session.RunAsync(("DELETE FROM people WHERE name = 'name 4'", []));
            _digest = ledger.GetDigest();
            _rows = await RowsAsync(session);
        }

        _old = new SqliteLedgerStoreOptions { Path = _folder.File("old.db"), Durability = SqliteDurability.Off };
        Version1.Copy(newest.Path, _old.Path);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_answers_and_is_verified_as_before_and_goes_on()
    {
        using var store = SqliteLedgerStore.Open(_old);
        using var ledger = Ledger.Open(store, leaveStoreOpen: true);

        Assert.Empty(store.CheckFile());
        Assert.Null(ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [_digest] }).Fault);
        var session = await LedgerSession.StartAsync(ledger);
        Assert.Equal(_rows, await RowsAsync(session));

        await session.RunAsync(("INSERT INTO people ?", [IonElement.ParseText("{name: \"new\"}")]));
        Assert.Equal(_rows.Count + 2, (await RowsAsync(session)).Count);
        Assert.Null(ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [_digest] }).Fault);
    }

    [Fact]
    public void It_becomes_what_a_new_file_is()
    {
        SqliteLedgerStore.Open(_old).Dispose();

        Assert.Equal(Shape(_folder.UnflushedLedger()), Shape(_old));
    }

    [Fact]
    public void A_file_that_cannot_be_brought_up_to_date_stays_as_it_was()
    {
        using (var database = Database.Open(_old.Path, create: false, TimeSpan.Zero))
        {
            database.Execute("DROP INDEX revision_by_table");
        }

        Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_old));

        using var unchanged = Database.Open(_old.Path, create: false, TimeSpan.Zero);
        Assert.Equal(1, unchanged.QueryInt64("PRAGMA user_version"));
        Assert.Equal(1_140, unchanged.QueryInt64("SELECT COUNT(*) FROM revision JOIN ledger_table USING (table_no) WHERE is_first = 1 AND name IN ('people', 'cars')"));
    }

    private static async Task<List<string>> RowsAsync(LedgerSession session)
    {
        var rows = new List<string>();
        foreach (var query in new[]
        {
            "SELECT * FROM people", "SELECT * FROM history(people)", "SELECT * FROM cars WHERE \"of\" > 1080", "SELECT * FROM people WHERE name = 'name 7'", "SELECT * FROM people WHERE name = 'other'",
        })
        {
            rows.AddRange((await session.RunAsync((query, []))).Select(row => row.ToString()).Order(StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>Version, tables and indexes, whatever white space their definitions have.</summary>
    private static List<string> Shape(SqliteLedgerStoreOptions options)
    {
        using var database = Database.Open(options.Path, create: false, TimeSpan.Zero);
        var shape = new List<string> { $"{database.QueryInt64("PRAGMA user_version")} of {LedgerSchema.Version}" };
        using var definition = database.Prepare("SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master ORDER BY name");
        while (definition.Read())
        {
            shape.Add(string.Join(' ', definition.GetString(0).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }

        return shape;
    }
}
