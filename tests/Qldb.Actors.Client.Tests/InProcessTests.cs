using Amazon.QLDBSession.Model;
using Qldb.Actors.Tests;

namespace Qldb.Actors.Client.Tests;

/// <summary>What is true only where the client is the service itself: it names its answers, and may ignore its token as no HTTP client does.</summary>
public sealed class InProcessTests : DriverFixture
{
    [Fact]
    public async Task A_leased_session_tells_its_names()
    {
        await using var session = await Driver().GetSessionAsync();

        Assert.Equal("vehicle-registration", session.LedgerName);
        Assert.StartsWith("request-", session.SessionId);
        Assert.StartsWith("token-", session.SessionToken);
        Assert.False(session.IsClosed);
    }

    [Fact]
    public async Task A_client_that_ignores_its_token_holds_nobody_up_for_longer_than_the_request_timeout()
    {
        var first = 1;
        Service.On(QldbCommand.ExecuteStatement, (_, carryOut, _) =>
            Interlocked.Exchange(ref first, 0) == 1 ? new TaskCompletionSource<SendCommandResponse>().Task : Task.FromResult(carryOut()));

        await Driver(options => options.RequestTimeout = TimeSpan.FromMilliseconds(100)).ExecuteStatementAsync("SELECT 1").WaitAsync(Patience);

        Assert.Equal(2, Service.Names.Count(name => name == "StartSession"));
        Assert.Equal(1, Service.Commits);
    }

    // An embedded ledger runs a statement before its client's method returns: nobody would cancel a token that is tied to the caller's only then.
    [Fact]
    public async Task A_statement_that_runs_before_its_call_returns_hears_of_the_cancellation()
    {
        using var patienceIsOver = new CancellationTokenSource();
        Service.On(QldbCommand.ExecuteStatement, (_, carryOut, token) =>
        {
            patienceIsOver.CancelAfter(TimeSpan.Zero);
            Assert.True(token.WaitHandle.WaitOne(Patience), "The statement was not told.");
            token.ThrowIfCancellationRequested();
            return Task.FromResult(carryOut());
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Driver().ExecuteStatementAsync("SELECT 1", [], null, patienceIsOver.Token));

        Assert.Equal(0, Service.OpenTransactions);
    }

    // amazon-qldb-shell issue 73: a commit that failed before it was sent left its transaction open, and the session of no use.
    [Fact]
    public async Task A_commit_that_fails_before_it_is_sent_leaves_no_transaction_open()
    {
        Service.Break(QldbCommand.CommitTransaction, new Amazon.Runtime.AmazonClientException("no credentials"));
        var driver = Driver(options => options.PoolLimit = 1);

        await Throws<Amazon.Runtime.AmazonClientException>(() => driver.ExecuteStatementAsync("SELECT 1"));

        Assert.Equal(0, Service.OpenTransactions);
        await driver.ExecuteStatementAsync("SELECT 2").WaitAsync(Patience);
        Assert.Equal(1, Service.Names.Count(name => name == "StartSession"));
    }
}
