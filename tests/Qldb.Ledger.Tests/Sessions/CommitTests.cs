using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Xunit;

namespace Qldb.Ledger.Tests.Sessions;

public sealed class CommitTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task A_commit_answers_with_the_transaction_and_its_digest()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");

        var result = await session.Commit();

        Assert.Equal(session.TransactionId, result.TransactionId);
        Assert.Equal(session.Digest.ToArray(), result.CommitDigest.ToArray());
    }

    [Fact]
    public async Task A_wrong_digest_is_refused_and_nothing_happens()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");

        await AssertBadRequest("Digests don't match", () => session.Commit(session.TransactionId, QldbHash.OfString("wrong")));
        await Assert.ThrowsAsync<BadRequestException>(() => session.Commit(session.TransactionId, QldbHash.Empty));

        Assert.Empty(await _ledger.Run("SELECT * FROM information_schema.user_tables"));
        await session.Commit();
        Assert.Single(await _ledger.Run("SELECT * FROM information_schema.user_tables"));
    }

    [Fact]
    public async Task A_statement_that_failed_is_not_part_of_the_digest_nor_of_the_journal()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await Assert.ThrowsAsync<BadRequestException>(() => session.Execute("SELECT * FROM Nowhere"));
        await session.Execute("INSERT INTO T ?", "{a: 1}");

        await session.Commit();

        var block = _ledger.Ledger.GetBlock(_ledger.Ledger.Tip).Block;
        Assert.DoesNotContain("Nowhere", block.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_commit_gets_the_first_answer_and_has_no_second_effect()
    {
        await _ledger.Run("CREATE TABLE T");
        var session = await _ledger.Transaction();
        await session.Execute("INSERT INTO T ?", "{a: 1}");
        var first = await session.Commit();
        var tip = _ledger.Ledger.Tip;

        var again = await session.Commit(session.TransactionId, session.Digest);
        var elsewhere = await (await _ledger.Session()).Commit(session.TransactionId, session.Digest);

        Assert.Equal(first.CommitDigest.ToArray(), again.CommitDigest.ToArray());
        Assert.Equal(first.TransactionId, elsewhere.TransactionId);
        Assert.Equal(tip, _ledger.Ledger.Tip);
        Assert.Equal(2, _ledger.Ledger.Statistics.RepeatedCommits);
    }

    [Fact]
    public async Task A_repeated_commit_is_answered_also_while_another_transaction_is_open_and_after_the_ledger_was_reopened()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await session.Commit();
        var (id, digest) = (session.TransactionId, session.Digest);

        await session.Begin();
        await session.Commit(id, digest);
        _ledger.Reopen();
        var result = await (await _ledger.Session()).Commit(id, digest);

        Assert.Equal(id, result.TransactionId);
    }

    [Fact]
    public async Task A_repeated_commit_with_another_digest_is_refused()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await session.Commit();

        await AssertBadRequest("Digests don't match", () => session.Commit(session.TransactionId, QldbHash.OfString("other")));
    }

    [Fact]
    public async Task The_commit_of_a_read_only_transaction_can_be_repeated_in_its_session()
    {
        var session = await _ledger.Transaction();
        await session.Execute("SELECT * FROM information_schema.user_tables");
        await session.Commit();

        await session.Commit(session.TransactionId, session.Digest);
        Assert.Equal(1, _ledger.Ledger.Statistics.RepeatedCommits);
    }

    [Fact]
    public async Task A_commit_that_was_never_made_is_not_known()
    {
        var session = await _ledger.Transaction();
        await session.Execute("CREATE TABLE T");
        await session.Abort();

        await AssertBadRequest("No open transaction", () => session.Commit(session.TransactionId, session.Digest));
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_for_its_commit_can_ask_again()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        var session = await ledger.Transaction();
        await session.Execute("INSERT INTO T ?", "{mine: true}");
        using var cancelled = new CancellationTokenSource();
        store.Close();
        var leader = Task.Run(() => ledger.Run("INSERT INTO T ?", "{mine: false}"));
        await store.Entered;
        var impatient = session.Commit(session.TransactionId, session.Digest, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        var inTheSession = session.Commit(session.TransactionId, session.Digest);
        var elsewhere = (await ledger.Session()).Commit(session.TransactionId, session.Digest);
        Assert.False(inTheSession.IsCompleted || elsewhere.IsCompleted);
        store.Open();

        Assert.Equal(session.TransactionId, (await inTheSession).TransactionId);
        Assert.Equal(session.TransactionId, (await elsewhere).TransactionId);
        await leader;
        Assert.Equal(2, (await ledger.Run("SELECT * FROM T")).Count);
    }

    [Fact]
    public async Task After_a_failed_write_the_ledger_commits_nothing_until_it_is_opened_again()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        store.Fail = true;

        var error = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => ledger.Run("INSERT INTO T ?", "{a: 1}"));
        store.Fail = false;
        var next = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => ledger.Run("INSERT INTO T ?", "{a: 2}"));

        Assert.Equal("InternalFailure", error.ErrorCode);
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, next.StatusCode);
        Assert.Contains("disk full", next.Message, StringComparison.Ordinal);
        Assert.Contains("Open the ledger again", next.Message, StringComparison.Ordinal);
        Assert.Empty(await ledger.Run("SELECT * FROM T"));

        ledger.Reopen();
        await ledger.Run("INSERT INTO T ?", "{a: 3}");
        Assert.Single(await ledger.Run("SELECT * FROM T"));
        Assert.Null(ledger.Ledger.VerifyJournal().Fault);
    }

    [Fact]
    public async Task Closing_a_ledger_finishes_the_commits_that_wait_and_refuses_what_comes_later()
    {
        using var store = new GatedStore(new InMemoryLedgerStore("test"));
        using var ledger = new TestLedger(store: store);
        await ledger.Run("CREATE TABLE T");
        store.Close();
        var first = Task.Run(() => ledger.Run("INSERT INTO T ?", "{a: 1}"));
        await store.Entered;
        var session = await ledger.Transaction();
        await session.Execute("INSERT INTO T ?", "{a: 2}");
        var second = session.Commit();

        var closing = Task.Run(ledger.Ledger.Dispose);
        store.Open();
        await closing;

        await second;
        // The first transaction is durable; its driver's EndSession may come too late.
        await first.ContinueWith(_ => { }, TaskScheduler.Default);
        var refused = await Assert.ThrowsAsync<AmazonQLDBSessionException>(() => ledger.Session());
        Assert.Equal("ServiceUnavailable", refused.ErrorCode);
        Assert.Throws<LedgerClosedException>(() => ledger.Ledger.GetDigest());
        ledger.Reopen();
        Assert.Equal(2, (await ledger.Run("SELECT * FROM T")).Count);
    }

    private static async Task AssertBadRequest(string message, Func<Task> action)
        => Assert.Equal(message, (await Assert.ThrowsAsync<BadRequestException>(action)).Message);
}
