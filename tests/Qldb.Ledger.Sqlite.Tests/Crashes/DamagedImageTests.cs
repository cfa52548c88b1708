using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>Files as a torn write, a lost write or a flipped bit leaves them.</summary>
public sealed class DamagedImageTests : IDisposable
{
    private const int Blocks = 120;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLedgerStoreOptions _image;
    private readonly byte[] _file;
    private readonly byte[] _log;

    /// <summary>An image of an open ledger: part of the blocks is in the file, the rest, one commit each, in the log.</summary>
    public DamagedImageTests()
    {
        using (var store = SqliteLedgerStore.Create(_folder.UnflushedLedger(), "images"))
        {
            for (var block = 0; block < Blocks; block++)
            {
                if (block == Blocks / 2)
                {
                    store.Writer.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                }

                store.Append([Workload.Block(block)]);
            }

            _image = _folder.CopyOfOpenLedger(store.Path, "image");
            _image.Durability = SqliteDurability.Off;
        }

        _file = File.ReadAllBytes(_image.Path);
        _log = File.ReadAllBytes(_image.Path + "-wal");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_cut_anywhere_opens_to_the_blocks_whose_commits_are_whole()
    {
        var tips = new List<long>();
        for (var length = 0; length <= _log.Length; length += length == _log.Length ? 1 : Math.Min(7001, _log.Length - length))
        {
            tips.Add(AssertPrefix(_file, _log[..length], $"log cut at {length}"));
        }

        Assert.Equal(tips.Order(), tips);
        Assert.Equal((Blocks / 2) - 1, tips[0]);
        Assert.Equal(Blocks - 1, tips[^1]);
        Assert.InRange(tips.Distinct().Count(), 20, Blocks);
    }

    [Fact]
    public void A_bit_flipped_anywhere_in_the_log_costs_at_most_the_blocks_from_there_on()
    {
        var random = new Random(7);
        for (var i = 0; i < 80; i++)
        {
            var log = (byte[])_log.Clone();
            var offset = i < 32 ? i : random.Next(log.Length);
            log[offset] ^= (byte)(1 << random.Next(8));

            AssertPrefix(_file, log, $"bit flipped at {offset} of the log");
        }
    }

    [Fact]
    public void A_log_whose_pages_were_written_out_of_order_opens_to_a_prefix()
    {
        const int page = 4096;
        var random = new Random(8);
        for (var i = 0; i < 40; i++)
        {
            var log = (byte[])_log.Clone();
            log.AsSpan(random.Next(log.Length / page) * page, page).Clear();

            AssertPrefix(_file, log, "a page of the log was never written");
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_or_says_what_is_missing()
    {
        for (var length = 0; length < _file.Length; length += 3001)
        {
            AssertNothingInvented(_file[..length], $"file cut at {length}");
        }
    }

    [Fact]
    public void A_bit_flipped_anywhere_in_the_file_never_ends_in_anything_but_a_store_exception_or_a_difference_that_is_found()
    {
        var random = new Random(9);
        for (var i = 0; i < 150; i++)
        {
            var file = (byte[])_file.Clone();
            var offset = i < 100 ? i : random.Next(file.Length);
            file[offset] ^= (byte)(1 << random.Next(8));

            AssertNothingInvented(file, $"bit flipped at {offset} of the file");
        }
    }

    private long AssertPrefix(byte[] file, byte[] log, string damage)
    {
        Write(file, log);
        using var store = SqliteLedgerStore.Open(_image);
        Assert.True(store.Tip >= (Blocks / 2) - 1, $"{damage}: only {store.Tip + 1} blocks are left");
        Assert.True(Workload.FirstDifference(store) is null, $"{damage}: {Workload.FirstDifference(store)}");
        Assert.Empty(store.CheckFile());
        return store.Tip;
    }

    /// <summary>The file has no checksums of its own: what a flip changes in a row, only the journal's hashes show. Here nothing else may happen than that.</summary>
    private void AssertNothingInvented(byte[] file, string damage)
    {
        Write(file, log: []);
        try
        {
            using var store = SqliteLedgerStore.Open(_image);
            Assert.True(store.Tip < Blocks, $"{damage}: the tip is {store.Tip}");
            _ = Workload.FirstDifference(store);
            _ = store.CheckFile();
        }
        catch (StoreException e)
        {
            Assert.Contains(_image.Path, e.Message);
        }
    }

    private void Write(byte[] file, byte[] log)
    {
        File.Delete(_image.Path + "-shm");
        File.WriteAllBytes(_image.Path, file);
        File.WriteAllBytes(_image.Path + "-wal", log);
    }
}
