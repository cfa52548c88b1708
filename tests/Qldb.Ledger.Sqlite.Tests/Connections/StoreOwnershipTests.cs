using Qldb.Ledger.Storage;
using Qldb.Ledger.StoreContract;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Connections;

public sealed class StoreOwnershipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_store_in_the_same_process_is_refused_and_the_first_goes_on()
    {
        var journal = new TestJournal();
        using var store = SqliteLedgerStore.Create(_folder.Ledger(), "ledger");
        store.Append([journal.Next()]);

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_folder.Ledger()));

        Assert.Contains(store.Path, refusal.Message);
        Assert.Contains("another store of this process", refusal.Message);
        store.Append([journal.Next()]);
        Assert.Equal(1, store.Tip);
    }

    [Fact]
    public void A_closed_ledger_can_be_opened_at_once()
    {
        SqliteLedgerStore.Create(_folder.Ledger(), "ledger").Dispose();
        SqliteLedgerStore.Open(_folder.Ledger()).Dispose();
        SqliteLedgerStore.Open(_folder.Ledger()).Dispose();
    }

    [Fact]
    public void A_refused_opening_does_not_keep_the_file()
    {
        SqliteLedgerStore.Create(_folder.Ledger(), "ledger").Dispose();
        var wrongName = _folder.Ledger();
        wrongName.LedgerName = "other";
        Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(wrongName));

        SqliteLedgerStore.Open(_folder.Ledger()).Dispose();
    }

    [Fact]
    public void Of_many_stores_that_want_the_file_at_once_one_gets_it()
    {
        SqliteLedgerStore.Create(_folder.Ledger(), "ledger").Dispose();
        for (var round = 0; round < 3; round++)
        {
            var opened = Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(6).Select(_ =>
            {
                try
                {
                    return SqliteLedgerStore.Open(_folder.Ledger());
                }
                catch (StoreException e) when (e.Message.Contains("is in use by", StringComparison.Ordinal))
                {
                    return null;
                }
            }).ToList();

            Assert.Single(opened, store => store is not null);
            opened.ForEach(store => store?.Dispose());
        }
    }

    [Fact]
    public void A_damaged_lock_is_told_from_a_damaged_ledger()
    {
        SqliteLedgerStore.Create(_folder.Ledger(), "ledger").Dispose();
        File.WriteAllText(_folder.Ledger().Path + "-owner", new string('?', 5000));

        var refusal = Assert.Throws<StoreException>(() => SqliteLedgerStore.Open(_folder.Ledger()));

        Assert.Contains("The lock holds no data", refusal.Message);
        File.Delete(_folder.Ledger().Path + "-owner");
        SqliteLedgerStore.Open(_folder.Ledger()).Dispose();
    }
}
