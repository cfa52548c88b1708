using Microsoft.Data.Sqlite;
using Qldb.Ledger.Sqlite.Schema;
using Qldb.Ledger.Storage;
using Qldb.Ledger.StoreContract;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Schema;

/// <summary>What is no usable ledger is refused with its path and the reason, and stays as it was.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLedgerStoreOptions _options;

    public LedgerFileTests() => _options = _folder.Ledger();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_not_made_by_opening()
    {
        AssertRefused("There is no file");
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_made_by_creating()
    {
        _options.Path = _folder.File("a/b/ledger.db");
        using var store = SqliteLedgerStore.Create(_options, "ledger");

        Assert.True(File.Exists(_options.Path));
        Assert.Equal(_options.Path, store.Path);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(_options.Path, string.Concat(Enumerable.Repeat("This is a letter to my aunt. ", 300)));

        AssertRefusedUnchanged("is not a SQLite database");
    }

    [Fact]
    public void A_database_of_another_application_is_refused()
    {
        ExecuteOn(_options.Path, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");

        AssertRefusedUnchanged("another application");
        Assert.Contains("another application", Assert.Throws<StoreException>(() => SqliteLedgerStore.OpenOrCreate(_options, "ledger")).Message);
    }

    [Fact]
    public void An_empty_file_is_no_ledger_but_one_can_be_created_in_it()
    {
        File.Create(_options.Path).Dispose();

        AssertRefused("is empty: it holds no ledger");
        SqliteLedgerStore.Create(_options, "ledger").Dispose();
        Assert.Equal("ledger", NameIn(_options));
    }

    [Fact]
    public void A_creation_that_was_cut_short_is_taken_up_again()
    {
        // The file gets its journal mode before the one transaction that makes it a ledger.
        ExecuteOn(_options.Path, "PRAGMA journal_mode=WAL");
        Assert.True(new FileInfo(_options.Path).Length > 0);

        AssertRefused("is empty: it holds no ledger");
        SqliteLedgerStore.OpenOrCreate(_options, "ledger").Dispose();
        Assert.Equal("ledger", NameIn(_options));
    }

    [Fact]
    public void A_ledger_is_never_created_over_something()
    {
        SqliteLedgerStore.Create(_options, "first").Dispose();

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Create(_options, "second"));

        Assert.Contains("There is a file", refusal.Message);
        Assert.Equal("first", NameIn(_options));
    }

    [Fact]
    public void A_schema_of_the_future_is_refused()
    {
        SqliteLedgerStore.Create(_options, "ledger").Dispose();
        ExecuteOn(_options.Path, "PRAGMA user_version=7");

        AssertRefused($"schema version 7; this library knows versions up to {LedgerSchema.Version}");
    }

    [Fact]
    public void A_journal_format_of_the_future_is_refused()
    {
        SqliteLedgerStore.Create(_options, "ledger").Dispose();
        ExecuteOn(_options.Path, "UPDATE ledger SET format_version = 9");

        AssertRefused("journal format 9");
    }

    [Fact]
    public void A_schema_version_that_never_was_is_damage()
    {
        SqliteLedgerStore.Create(_options, "ledger").Dispose();
        ExecuteOn(_options.Path, "PRAGMA user_version=0");

        AssertRefused("schema has version 0, which never existed");
    }

    [Fact]
    public void Another_ledger_is_refused_by_name()
    {
        SqliteLedgerStore.Create(_options, "vehicles").Dispose();
        _options.LedgerName = "people";

        AssertRefused("holds the ledger 'vehicles', not 'people'");
        _options.LedgerName = null;
        Assert.Contains("'vehicles', not 'people'", Assert.Throws<StoreException>(() => SqliteLedgerStore.OpenOrCreate(_options, "people")).Message);
        Assert.Equal("vehicles", NameIn(_options));
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        SqliteLedgerStore.Create(_options, "ledger").Dispose();
        File.SetAttributes(_options.Path, FileAttributes.ReadOnly);
        try
        {
            AssertRefused("is read-only");
        }
        finally
        {
            File.SetAttributes(_options.Path, FileAttributes.Normal);
        }
    }

    [Fact]
    public void A_folder_is_no_ledger()
    {
        Directory.CreateDirectory(_options.Path);

        Assert.Contains("is a folder", Assert.Throws<StoreException>(() => SqliteLedgerStore.OpenOrCreate(_options, "ledger")).Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder.File("taken"), "a file where a folder should be");
        _options.Path = _folder.File("taken/ledger.db");

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Create(_options, "ledger"));

        Assert.Contains(_options.Path, refusal.Message);
        Assert.Contains("needs write access", refusal.Message);
    }

    [Fact]
    public void A_folder_where_nothing_can_be_written_is_named()
    {
        if (!Directory.Exists("/proc/self"))
        {
            return; // Only there is a folder in which not even an administrator can create files.
        }

        _options.Path = "/proc/self/ledger.db";

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Create(_options, "ledger"));

        Assert.Contains("'/proc/self/ledger.db'", refusal.Message);
        Assert.Contains("needs write access", refusal.Message);
    }

    [Fact]
    public void A_file_cut_in_half_is_refused_as_damaged()
    {
        using (var store = SqliteLedgerStore.Create(_options, "ledger"))
        {
            var journal = new TestJournal();
            store.Append([.. Enumerable.Range(0, 200).Select(_ => journal.Next(changes => changes.Write(journal.NewId(), journal.NewId(), 0, "data")))]);
        }

        using (var file = File.OpenWrite(_options.Path))
        {
            file.SetLength(file.Length / 2);
        }

        AssertRefusedUnchanged("is damaged");
    }

    [Fact]
    public void Blocks_missing_at_either_end_are_damage()
    {
        using (var store = SqliteLedgerStore.Create(_options, "ledger"))
        {
            var journal = new TestJournal();
            store.Append([journal.Next(), journal.Next(), journal.Next(changes => changes.Write(journal.NewId(), journal.NewId(), 0, "data"))]);
        }

        File.Copy(_options.Path, _folder.Ledger("other").Path);
        ExecuteOn(_options.Path, "DELETE FROM block WHERE sequence_no = 0");
        AssertRefused("its blocks go from 1 to 2");

        _options.Path = _folder.Ledger("other").Path;
        ExecuteOn(_options.Path, "DELETE FROM block WHERE sequence_no = 2");
        AssertRefused("its blocks go from 0 to 1, its revisions to block 2");
    }

    [Fact]
    public void A_block_missing_in_the_middle_is_damage_to_whoever_reads_it()
    {
        using (var created = SqliteLedgerStore.Create(_options, "ledger"))
        {
            var journal = new TestJournal();
            created.Append([.. Enumerable.Range(0, 5).Select(_ => journal.Next())]);
        }

        ExecuteOn(_options.Path, "DELETE FROM block WHERE sequence_no = 3");
        using var store = SqliteLedgerStore.Open(_options);
        using var reader = store.OpenReader(4);

        Assert.Contains("block 3 is missing", Assert.Throws<StoreException>(() => reader.GetBlock(3)).Message);
        Assert.Contains("block 3 is missing", Assert.Throws<StoreException>(() => reader.ReadBlocks(0, 4).ToList()).Message);
        Assert.Contains("node 1 of level 1 of the digest tree is missing", Assert.Throws<StoreException>(() => reader.TryGetMerkleNode(1, 1, out _)).Message);
    }

    /// <summary>SQLite takes such a log for a leftover and deletes it, and with it the newest blocks.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_without_its_file_is_kept_and_no_ledger_is_made_over_it(bool isFileEmpty)
    {
        using (var open = SqliteLedgerStore.Create(_options, "ledger"))
        {
            open.Append([new TestJournal().Next()]);
            _options.Path = _folder.CopyOfOpenLedger(open.Path).Path;
        }

        File.Move(_options.Path, _folder.File("rescued"));
        if (isFileEmpty)
        {
            File.Create(_options.Path).Dispose();
        }

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.OpenOrCreate(_options, "ledger"));

        Assert.Contains("is missing or empty, but its log", refusal.Message);
        File.Move(_folder.File("rescued"), _options.Path, overwrite: true);
        using var store = SqliteLedgerStore.Open(_options);
        Assert.Equal(0, store.Tip);
    }

    [Theory]
    [InlineData("UPDATE revision SET document_id = x'00'", "an id has 1 bytes")]
    [InlineData("UPDATE revision SET hash = x'00'", "a hash has 1 bytes")]
    [InlineData("UPDATE revision SET kind = 17", "unknown kind 17")]
    [InlineData("UPDATE revision SET table_no = 99", "unknown table 99")]
    public void A_row_that_cannot_have_been_written_is_damage(string damage, string finding)
    {
        using (var created = SqliteLedgerStore.Create(_options, "ledger"))
        {
            var journal = new TestJournal();
            created.Append([journal.Next(changes => changes.Write(journal.NewId(), journal.NewId(), 0, "data"))]);
        }

        ExecuteOn(_options.Path, damage);
        using var store = SqliteLedgerStore.Open(_options);
        using var reader = store.OpenReader(0);

        var failure = Assert.Throws<StoreException>(() => reader.GetBlockRevisions(0));

        Assert.Contains(finding, failure.Message);
        Assert.Contains(_options.Path, failure.Message);
    }

    [Fact]
    public void A_check_of_the_file_finds_rows_that_do_not_belong_together()
    {
        using (var created = SqliteLedgerStore.Create(_options, "ledger"))
        {
            var journal = new TestJournal();
            created.Append([journal.Next(changes => changes.Write(journal.NewId(), journal.NewId(), 0, "data"))]);
            Assert.Empty(created.CheckFile());
        }

        // The rows of an index vanish behind SQLite's back.
        ExecuteOn(_options.Path, """
            PRAGMA writable_schema=ON;
            UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'past_index_entry_by_document') WHERE name = 'revision_by_document';
            """);
        using var store = SqliteLedgerStore.Open(_options);

        Assert.NotEmpty(store.CheckFile());
    }

    private static void ExecuteOn(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string NameIn(SqliteLedgerStoreOptions options)
    {
        using var store = SqliteLedgerStore.Open(options);
        return store.Identity.LedgerName;
    }

    private void AssertRefusedUnchanged(string reason)
    {
        var before = File.ReadAllBytes(_options.Path);
        AssertRefused(reason);
        Assert.Equal(before, File.ReadAllBytes(_options.Path));
    }

    private void AssertRefused(string reason)
    {
        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_options));
        Assert.Contains(reason, refusal.Message);
        Assert.Contains(_options.Path, refusal.Message);
    }
}
