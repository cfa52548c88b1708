using System.Globalization;
using System.Text;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Transactions;

/// <summary>Commits in company: hashed, validated and written together, and each as if it were alone.</summary>
public sealed class CommitPipelineTests
{
    /// <summary>Sizes below and above those from which a transaction is hashed on its own thread, and from which its parameters are not kept.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Transactions_of_any_size_and_shape_commit_together_and_the_journal_proves_each(int seed)
    {
        using var ledger = new TestLedger();
        await ledger.Run("CREATE TABLE T");
        await ledger.Run("CREATE INDEX ON T (k)");

        var counts = await Task.WhenAll(Enumerable.Range(0, 16).Select(client => Task.Run(() => RunTransactions(ledger, new Random((seed * 100) + client)))));

        var verified = ledger.Ledger.VerifyJournal();
        Assert.Null(verified.Fault);
        Assert.Equal(counts.Sum(), (await ledger.Run("SELECT k FROM T")).Count);
    }

    [Fact]
    public async Task Commits_that_wait_for_a_write_share_the_next_one()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        var sessions = await OpenInserts(ledger, 10);
        var before = ledger.Ledger.Statistics.CommitGroups;
        store.Close();
        var first = Task.Run(sessions[0].Commit);
        await store.Entered;
        var others = sessions.Skip(1).Select(session => session.Commit()).ToList();
        store.Open();
        await first;
        await Task.WhenAll(others);

        // The first alone, then one or two groups of those that came one after the other while it was written.
        Assert.InRange(ledger.Ledger.Statistics.CommitGroups - before, 2, 3);
        Assert.Equal(10, (await ledger.Run("SELECT * FROM T")).Count);
        Assert.Null(ledger.Ledger.VerifyJournal().Fault);
    }

    [Fact]
    public async Task A_wrong_digest_in_company_is_refused_alone_and_its_transaction_stays_open()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        var sessions = await OpenInserts(ledger, 4);
        store.Close();
        var first = Task.Run(sessions[0].Commit);
        await store.Entered;
        var second = sessions[1].Commit();
        var wrong = sessions[2].Commit(sessions[2].TransactionId, QldbHash.OfString("another"));
        var third = sessions[3].Commit();
        store.Open();
        await Task.WhenAll(first, second, third);

        Assert.Equal("Digests don't match", (await Assert.ThrowsAsync<BadRequestException>(() => wrong)).Message);
        Assert.Equal(3, (await ledger.Run("SELECT * FROM T")).Count);
        await sessions[2].Commit();
        Assert.Equal(4, (await ledger.Run("SELECT * FROM T")).Count);
    }

    /// <summary>A refusal used to be one exception for all, thrown again and again, and it grew by a stack trace each time.</summary>
    [Fact]
    public async Task What_a_stopped_ledger_answers_does_not_grow()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        store.Fail = true;
        var lengths = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            var session = await ledger.Transaction();
            await session.Execute("INSERT INTO T ?", "{a: 1}");
            var refused = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => session.Commit());
            Assert.Contains("has stopped committing because its store failed: disk full", refused.Message, StringComparison.Ordinal);
            lengths.Add(refused.ToString().Length);
        }

        Assert.Single(lengths.Skip(1).Distinct());
    }

    [Fact]
    public async Task When_a_write_fails_those_that_wait_behind_it_fail_too_and_none_is_in_the_journal()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        var tip = store.Tip;
        var sessions = await OpenInserts(ledger, 8);
        store.Close();
        var first = Task.Run(sessions[0].Commit);
        await store.Entered;
        var others = sessions.Skip(1).Select(session => session.Commit()).ToList();
        store.Fail = true;
        store.Open();

        foreach (var commit in others.Prepend(first))
        {
            await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => commit);
        }

        Assert.Equal(tip, store.Tip);
        Assert.Empty(await ledger.Run("SELECT * FROM T"));
    }

    /// <summary>What a failed group would have changed used to count until the whole run of commits was over: reads that came at once were refused as conflicts.</summary>
    [Fact]
    public async Task Who_is_told_that_a_write_failed_reads_on_without_a_conflict()
    {
        for (var run = 0; run < 50; run++)
        {
            using var store = new GatedStore(new InMemoryLedgerStore("test"));
            using var ledger = new TestLedger(store: store);
            await ledger.Run("CREATE TABLE T");
            var sessions = await OpenInserts(ledger, 8);
            store.Close();
            var first = Task.Run(() => ReadAfterFailure(ledger, sessions[0]));
            await store.Entered;
            var others = sessions.Skip(1).Select(session => ReadAfterFailure(ledger, session)).ToList();
            store.Fail = true;
            store.Open();

            Assert.All(await Task.WhenAll(others.Prepend(first)), Assert.Empty);
        }
    }

    private static async Task<List<IonElement>> ReadAfterFailure(TestLedger ledger, TestSession session)
    {
        await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => session.Commit());
        return await ledger.Run("SELECT * FROM T");
    }

    /// <summary>Transactions that have inserted one document each and not committed yet.</summary>
    private static async Task<TestSession[]> OpenInserts(TestLedger ledger, int count)
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ledger.Transaction()));
        foreach (var session in sessions)
        {
            await session.Execute("INSERT INTO T ?", "{a: 1}");
        }

        return sessions;
    }

    private static async Task<int> RunTransactions(TestLedger ledger, Random random)
    {
        var (session, inserted) = (await ledger.Session(), 0);
        for (var i = 0; i < 12; i++)
        {
            await session.Begin();
            var statements = random.Next(1, 5);
            for (var statement = 0; statement < statements; statement++)
            {
                var size = random.Next(4) == 0 ? random.Next(20_000) : random.Next(200);
                await session.Execute("INSERT INTO T VALUE {'k': ?, 'text': ?}", Key(random), Text(size));
                await session.Execute("INSERT INTO T ?", $"{{k: {Key(random)}, nested: {{list: [1, 2.5, {Text(size / 2)}]}}}}");
            }

            await session.Commit();
            inserted += 2 * statements;
        }

        return inserted;

        static string Key(Random random) => random.NextInt64().ToString(CultureInfo.InvariantCulture);

        static string Text(int length) => new StringBuilder("\"").Append('x', length).Append('"').ToString();
    }
}
