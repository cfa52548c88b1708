using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests;

/// <summary>Opening and closing.</summary>
public sealed class LedgerTests
{
    [Fact]
    public void A_ledger_owns_its_store_unless_it_is_told_otherwise()
    {
        var owned = new InMemoryLedgerStore("owned");
        Ledger.Open(owned).Dispose();
        Assert.Throws<ObjectDisposedException>(() => owned.OpenReader(-1));

        using var kept = new InMemoryLedgerStore("kept");
        Ledger.Open(kept, leaveStoreOpen: true).Dispose();
        using var again = Ledger.Open(kept);
        Assert.Equal(0, again.Tip.SequenceNo);
    }

    [Fact]
    public void Closing_twice_is_closing_once()
    {
        var ledger = Ledger.Open(new InMemoryLedgerStore("twice"));
        ledger.Dispose();
        ledger.Dispose();
    }

    [Fact]
    public void A_store_of_a_newer_format_is_refused()
    {
        using var store = new InMemoryLedgerStore(new StoreIdentity("new", new(1, 1), DateTimeOffset.UnixEpoch, StoreIdentity.CurrentFormatVersion + 1));

        Assert.Contains("newer version", Assert.Throws<StoreException>(() => Ledger.Open(store)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<LedgerOptions> BadOptions => new()
    {
        new LedgerOptions { PageSize = 0 },
        new LedgerOptions { CommitGroupSize = 0 },
        new LedgerOptions { StatementCacheSize = 0 },
        new LedgerOptions { Limits = new LedgerLimits { Tables = 0 } },
        new LedgerOptions { Limits = new LedgerLimits { Sessions = -1 } },
        new LedgerOptions { Limits = new LedgerLimits { IndexesPerTable = -1 } },
        new LedgerOptions { Limits = new LedgerLimits { TransactionTime = TimeSpan.Zero } },
        new LedgerOptions { Limits = new LedgerLimits { SessionIdleTime = TimeSpan.Zero } },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_range_is_refused(LedgerOptions options)
    {
        using var store = new InMemoryLedgerStore("options");

        Assert.Throws<ArgumentOutOfRangeException>(() => Ledger.Open(store, options));
        Assert.Equal(-1, store.Tip);
    }

    [Fact]
    public async Task Closing_ends_a_statement_that_runs()
    {
        using var ledger = new TestLedger(new LedgerOptions { Limits = LedgerLimits.Qldb with { DocumentsPerTransaction = 1_000 } });
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T ?", $"[{string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{k: {i}}}"))}]");
        var session = await ledger.Transaction();
        var endless = Task.Run(() => session.Execute("SELECT COUNT(*) FROM T AS a, T AS b, T AS c, T AS d, T AS e, T AS f"));
        while (ledger.Ledger.Statistics.ActiveTransactions == 0)
        {
            await Task.Yield();
        }

        ledger.Ledger.Dispose();

        var error = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => endless);
        Assert.Equal("ServiceUnavailable", error.ErrorCode);
        Assert.Contains("is closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_runs_into_the_time_limit_ends_there()
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("INSERT INTO T ?", $"[{string.Join(',', Enumerable.Range(0, 40).Select(i => $"{{k: {i}}}"))}]");
        var session = await ledger.Transaction();
        var endless = Task.Run(() => session.Execute("SELECT COUNT(*) FROM T AS a, T AS b, T AS c, T AS d, T AS e, T AS f, T AS g, T AS h"));
        while (ledger.Ledger.Statistics.ActiveTransactions == 0)
        {
            await Task.Yield();
        }

        ledger.Clock.Advance(TimeSpan.FromSeconds(31));

        var error = await Assert.ThrowsAsync<InvalidSessionException>(() => endless);
        Assert.Equal($"Transaction {session.TransactionId} has expired", error.Message);
    }

    [Fact]
    public async Task Statistics_count_what_happened()
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("SELECT * FROM T");
        var open = await ledger.Transaction();
        await open.Execute("SELECT * FROM T");

        var statistics = ledger.Ledger.Statistics;

        Assert.Equal(1, statistics.Tip);
        Assert.Equal(3, statistics.Statements);
        Assert.Equal(2, statistics.CommittedTransactions);
        Assert.Equal(1, statistics.ReadOnlyTransactions);
        Assert.Equal(1, statistics.ActiveTransactions);
        Assert.Equal(1, statistics.Sessions);
        Assert.Equal(1, statistics.Blocks);
        Assert.Equal(1, statistics.CommitGroups);
    }

    [Fact]
    public async Task A_host_closes_its_ledgers_and_lets_go_of_those_taken_out()
    {
        var host = new LedgerHost();
        host.Add(Ledger.Open(new InMemoryLedgerStore("first")));
        host.Add(Ledger.Open(new InMemoryLedgerStore("second")));
        using var client = new EmbeddedSessionClient(host);
        var session = await TestSession.Start(client, "first");
        Assert.True(host.TryRemove("first", out var first));
        await Assert.ThrowsAsync<InvalidSessionException>(() => session.Begin());
        host.Dispose();

        Assert.NotNull(first.GetDigest());
        first.Dispose();
        await Assert.ThrowsAsync<BadRequestException>(() => TestSession.Start(client, "second"));
    }
}
