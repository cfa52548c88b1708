using System.Text;
using Microsoft.Data.Sqlite;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.StoreContract;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests;

public sealed class SqliteLedgerStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestJournal _journal = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SqliteDurability.Full, 2)]
    [InlineData(SqliteDurability.Normal, 1)]
    [InlineData(SqliteDurability.Off, 0)]
    public void The_settings_that_durability_rests_on_are_in_force(SqliteDurability durability, long synchronous)
    {
        var options = _folder.Ledger();
        options.Durability = durability;
        SqliteLedgerStore.Create(options, "ledger").Dispose();
        using var store = SqliteLedgerStore.Open(options);

        Assert.Equal("wal", store.Writer.QueryText("PRAGMA journal_mode"));
        Assert.Equal(synchronous, store.Writer.QueryInt64("PRAGMA synchronous"));
        Assert.Equal(1, store.Writer.QueryInt64("PRAGMA fullfsync"));
        Assert.Equal(1, store.Writer.QueryInt64("PRAGMA checkpoint_fullfsync"));
        Assert.Equal(1, store.Writer.QueryInt64("PRAGMA secure_delete"));
    }

    [Fact]
    public void Full_durability_is_the_default() => Assert.Equal(SqliteDurability.Full, _folder.Ledger().Durability);

    [Fact]
    public void A_file_that_was_never_closed_opens_with_all_that_was_appended()
    {
        using var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        var table = _journal.NewId();
        var document = _journal.NewId();
        store.Append([_journal.Next(changes => changes.Write(table, document, 0, "data"))]);

        // What a dead process leaves: the database file as it was created, and a log that nobody moved into it.
        using var left = SqliteLedgerStore.Open(_folder.CopyOfOpenLedger(store.Path));

        Assert.Equal(store.Identity, left.Identity);
        using var reader = left.OpenReader(0);
        Assert.True(reader.TryGetDocument(table, document, out var revision));
        Assert.Equal("data", Encoding.UTF8.GetString(revision.Data.Span));
    }

    [Fact]
    public void The_log_stays_bounded_behind_a_reader_that_stopped_half_way()
    {
        var options = _folder.Ledger();
        options.CheckpointBytes = 256 * 1024;
        using var store = SqliteLedgerStore.Create(options, "ledger");
        var table = _journal.NewId();
        store.Append([_journal.Next(changes => WriteDocuments(changes, table, 500))]);
        using var reader = store.OpenReader(0);
        using var slow = reader.ScanTable(table).GetEnumerator();
        Assert.True(slow.MoveNext());

        for (var i = 0; i < 200; i++)
        {
            store.Append([_journal.Next(changes => WriteDocuments(changes, table, 50))]);
        }

        Assert.InRange(new FileInfo(options.Path).Length, 8 * 1024 * 1024, long.MaxValue);
        Assert.InRange(new FileInfo(options.Path + "-wal").Length, 1, 4 * options.CheckpointBytes);
        var left = 1;
        while (slow.MoveNext())
        {
            left++;
        }

        Assert.Equal(500, left);
    }

    [Fact]
    public void Closing_leaves_one_file_with_everything_and_no_log()
    {
        var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        store.Append([_journal.Next()]);
        store.Dispose();

        Assert.Equal(["ledger.db", "ledger.db-owner"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Redacted_data_is_nowhere_in_the_files_even_while_they_are_open()
    {
        const string secret = "a secret that must not be found again";
        var (table, index, document) = (_journal.NewId(), _journal.NewId(), _journal.NewId());
        using var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        store.Append([_journal.Next(changes =>
        {
            changes.Table(table, "T", true, new StoredIndex(index, "f"));
            changes.Write(table, document, 0, string.Concat(Enumerable.Repeat(secret, 300)));
            changes.AddKey(table, index, secret, document);
        })]);
        store.Append([_journal.Next(changes =>
        {
            changes.Write(table, document, 1, "harmless");
            changes.RemoveKey(table, index, secret, document);
        })]);
        Assert.True(IsInFiles(secret));

        store.Append([_journal.Next(changes => changes.Redact(table, document, 0, TestJournal.HashOf("hash")))]);

        Assert.False(IsInFiles(secret));
        Assert.Empty(store.CheckFile());
    }

    [Fact]
    public void A_full_disk_fails_the_commit_and_loses_nothing_of_the_earlier_ones()
    {
        var options = _folder.Ledger();
        options.MaxSizeBytes = 1024 * 1024;
        var table = _journal.NewId();
        long tip;
        using (var store = SqliteLedgerStore.Create(options, "ledger"))
        {
            void AppendTwoBlocks() => store.Append([_journal.Next(changes => WriteDocuments(changes, table, 50)), _journal.Next()]);
            var failure = Enumerable.Range(0, 1000).Select(_ => Record.Exception(AppendTwoBlocks)).First(exception => exception is not null);
            Assert.IsType<StoreException>(failure);

            Assert.Contains(options.Path, failure.Message);
            Assert.Contains("disk is full", failure.Message);
            tip = store.Tip;
            Assert.InRange(tip, 1, 100);
            AssertWhole(store, tip);
            var next = Assert.Throws<StoreException>(() => store.Append([new TestJournal(tip + 1).Next()]));
            Assert.Contains("Open the ledger again", next.Message);
        }

        options.MaxSizeBytes = null;
        using var reopened = SqliteLedgerStore.Open(options);
        Assert.Equal(tip, reopened.Tip);
        AssertWhole(reopened, tip);
        reopened.Append([new TestJournal(tip + 1).Next()]);
        Assert.Empty(reopened.CheckFile());
    }

    [Fact]
    public void A_file_deleted_while_it_is_open_takes_no_more_commits()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // The system itself keeps an open file from being deleted.
        }

        using var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        store.Append([_journal.Next()]);
        File.Delete(store.Path);

        var failure = Assert.Throws<StoreException>(() => store.Append([_journal.Next()]));

        Assert.Contains("deleted or moved while it was open", failure.Message);
        Assert.Contains(store.Path, failure.Message);
        Assert.Equal(0, store.Tip);
    }

    [Fact]
    public void A_commit_that_waits_in_vain_for_a_foreign_lock_says_so()
    {
        var options = _folder.Ledger();
        options.BusyTimeout = TimeSpan.Zero;
        using var store = SqliteLedgerStore.Create(options, "ledger");
        using var shell = new SqliteConnection($"Data Source={store.Path};Pooling=False");
        shell.Open();
        using var transaction = shell.BeginTransaction();

        var failure = Assert.Throws<StoreException>(() => store.Append([_journal.Next()]));

        Assert.Contains("locked by somebody else", failure.Message);
        Assert.Equal(-1, store.Tip);
    }

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(7, 0, 0)]
    [InlineData(0, 0, 1)]
    public void Rows_that_name_a_wrong_place_are_refused_before_anything_is_written(long sequenceNo, int ordinal, long nodeIndex)
    {
        using var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        var block = _journal.Next();
        var revision = new StoredRevision
        {
            TableId = _journal.NewId(), DocumentId = _journal.NewId(), Version = 0, SequenceNo = sequenceNo, Ordinal = ordinal,
            TransactionId = block.Block.TransactionId, TransactionTimeMs = 0, Hash = QldbHash.Empty, Kind = RevisionKind.Document,
        };
        var write = new BlockWrite
        {
            Block = block.Block, Revisions = [revision], MerkleNodes = nodeIndex == 0 ? [] : [new MerkleNode(1, nodeIndex, QldbHash.Empty)],
        };

        Assert.Throws<ArgumentException>(() => store.Append([write]));

        store.Append([block]);
        Assert.Equal(0, store.Tip);
    }

    [Fact]
    public async Task A_store_closed_under_its_readers_waits_for_them_and_refuses_the_next_read()
    {
        var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        var table = _journal.NewId();
        store.Append([_journal.Next(changes => WriteDocuments(changes, table, 400))]);
        var started = new SemaphoreSlim(0);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            using var reader = store.OpenReader(0);
            while (true)
            {
                Assert.Equal(400, reader.ScanTable(table).Count());
                started.Release();
            }
        }, TaskCreationOptions.LongRunning)).ToList();
        for (var i = 0; i < readers.Count; i++)
        {
            Assert.True(await started.WaitAsync(TimeSpan.FromSeconds(60)));
        }

        store.Dispose();

        foreach (var reader in readers)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => reader);
        }

        SqliteLedgerStore.Open(_folder.Ledger()).Dispose();
    }

    private static void WriteDocuments(BlockChanges changes, QldbId table, int count)
    {
        var journal = new TestJournal();
        for (var i = 0; i < count; i++)
        {
            changes.Write(table, journal.NewId(), 0, new string('x', 1000));
        }
    }

    private static void AssertWhole(SqliteLedgerStore store, long tip)
    {
        using var reader = store.OpenReader(tip);
        Assert.Equal(tip + 1, reader.ReadBlocks(0, long.MaxValue).Count());
        Assert.All(Enumerable.Range(0, (int)tip + 1), block => Assert.Equal(block % 2 == 0 ? 50 : 0, reader.GetBlockRevisions(block).Count));
    }

    private bool IsInFiles(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(_folder.Path).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
    }
}
