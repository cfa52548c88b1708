namespace Qldb.Actors.Client.Tests;

public sealed class HttpSessionTests : DriverFixture
{
    [Fact]
    public async Task A_leased_session_is_named_after_the_request_that_started_it()
    {
        await using var session = await Driver().GetSessionAsync();

        Assert.True(Guid.TryParse(session.SessionId, out _), $"{session.SessionId} is not what the server sends as x-amzn-RequestId");
        Assert.StartsWith("token-", session.SessionToken);
        Assert.Equal(1, Service.LiveSessions);
    }

    [Fact]
    public async Task A_request_given_up_by_its_client_leaves_no_transaction_behind()
    {
        var (arrived, first) = (Gate(), 1);
        Service.On(QldbCommand.ExecuteStatement, (_, carryOut, cancelled) =>
        {
            if (Interlocked.Exchange(ref first, 0) == 0)
                return Task.FromResult(carryOut());
            arrived.SetResult();
            return Qldb.Actors.Tests.FakeService.Never(cancelled);
        });
        var driver = Driver();
        using var impatience = new CancellationTokenSource();
        var given = driver.ExecuteStatementAsync("SELECT 1", [], cancellationToken: impatience.Token);
        await arrived.Task.WaitAsync(Patience);

        impatience.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.WaitAsync(Patience));
        await driver.ExecuteStatementAsync("SELECT 2").WaitAsync(Patience);
        Assert.Equal(0, Service.OpenTransactions);
        Assert.Equal(1, Service.Commits);
    }
}
