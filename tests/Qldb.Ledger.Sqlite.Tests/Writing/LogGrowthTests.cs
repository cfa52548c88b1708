using Qldb.Ledger.Sqlite.Writing;
using Qldb.Ledger.StoreContract;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Writing;

/// <summary>The log of a ledger that is written to has its full length early, so that no commit has to make it longer.</summary>
public sealed class LogGrowthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestJournal _journal = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_some_commits_the_log_is_as_long_as_it_will_be()
    {
        var options = _folder.Ledger();
        options.CheckpointBytes = 1024 * 1024;
        using var store = SqliteLedgerStore.Create(options, "ledger");
        Append(store, LogGrowth.CommitsBefore - 1);
        var before = LengthOfLog(options);
        Append(store, 1);
        var grown = LengthOfLog(options);
        Append(store, 1_000);

        Assert.InRange(before, 1, options.CheckpointBytes - 1);
        Assert.InRange(grown, options.CheckpointBytes, options.CheckpointBytes * 2);
        Assert.Equal(grown, LengthOfLog(options));
    }

    [Fact]
    public void What_lies_behind_the_last_commit_means_nothing_when_the_process_has_died()
    {
        var options = _folder.Ledger();
        using var store = SqliteLedgerStore.Create(options, "ledger");
        Append(store, LogGrowth.CommitsBefore + 10);

        using var copy = SqliteLedgerStore.Open(_folder.CopyOfOpenLedger(options.Path));

        Assert.Equal(store.Tip, copy.Tip);
        Assert.Empty(copy.CheckFile());
    }

    [Fact]
    public void Without_flushes_the_log_grows_as_it_is_written()
    {
        var options = _folder.UnflushedLedger();
        using var store = SqliteLedgerStore.Create(options, "ledger");
        Append(store, LogGrowth.CommitsBefore + 10);

        Assert.InRange(LengthOfLog(options), 1, options.CheckpointBytes - 1);
    }

    private void Append(SqliteLedgerStore store, int commits)
    {
        for (var i = 0; i < commits; i++)
        {
            store.Append([_journal.Next()]);
        }
    }

    private static long LengthOfLog(SqliteLedgerStoreOptions options) => new FileInfo(options.Path + "-wal").Length;
}
