using System.Net.Http;
using Amazon.QLDBSession;
using Amazon.Runtime;

namespace Polyfills.Tests.QldbSession;

public sealed class ConnectionTests
{
    private const string Session = """{"StartSession":{"SessionToken":"token"}}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_connection_is_no_answer_of_the_service_and_nothing_is_sent_again(bool reset)
    {
        await using var server = LoopbackServer.Answering(new Reply.Hangup(reset));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.SendCommandAsync(Clients.StartSession()).WaitAsync(Clients.Patience));

        Assert.True(exception is HttpRequestException or IOException, exception.ToString());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_on_a_connection_that_went_stale_is_sent_once(bool reset)
    {
        // A commit that was received may have taken effect, whatever became of the answer. The SDK's core of 2026 takes the loss of a
        // connection that served before for harmless, and sends the request up to ten more times although MaxErrorRetry is 0.
        await using var server = new LoopbackServer(r => r.Json.ContainsKey("CommitTransaction") ? new Reply.Hangup(reset) : Reply.Ok(Session));
        using var client = Clients.For(server);
        await client.SendCommandAsync(Clients.StartSession()).WaitAsync(Clients.Patience);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.SendCommandAsync(Clients.Commit()).WaitAsync(Clients.Patience));

        Assert.True(exception is HttpRequestException or IOException, exception.ToString());
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "CapacityExceededException")]
    [InlineData(400, "RateExceededException")]
    public async Task No_error_is_retried_when_MaxErrorRetry_is_zero(int status, string code)
    {
        await using var server = LoopbackServer.Answering(Reply.Error(status, $$"""{"__type":"{{code}}"}"""));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.SendCommandAsync(Clients.StartSession()).WaitAsync(Clients.Patience));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Left_alone_the_SDK_retries_a_server_error_twice()
    {
        await using var server = LoopbackServer.Answering(Reply.Error(500, """{"__type":"InternalFailure"}"""));
        var config = new AmazonQLDBSessionConfig { ServiceURL = server.Url, AuthenticationRegion = "eu-central-1" };
        using var client = new AmazonQLDBSessionClient(Clients.AccessKey, Clients.SecretKey, config);

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.SendCommandAsync(Clients.StartSession()).WaitAsync(Clients.Patience));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_response_that_stops_halfway_is_an_error()
    {
        await using var server = LoopbackServer.Answering(new Reply.Partial(Session, BytesSent: 20, Cut: true));
        using var client = Clients.For(server);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.SendCommandAsync(Clients.StartSession()).WaitAsync(Clients.Patience));

        Assert.False(exception is AmazonQLDBSessionException or TimeoutException, exception.ToString());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_can_be_cancelled_before_it_is_answered()
    {
        var silence = new Reply.Silence();
        await using var server = LoopbackServer.Answering(silence);
        using var client = Clients.For(server);
        using var cancellation = new CancellationTokenSource();

        var call = client.SendCommandAsync(Clients.StartSession(), cancellation.Token);
        await silence.RequestReceived.WaitAsync(Clients.Patience);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Clients.Patience));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_sends_nothing()
    {
        await using var server = LoopbackServer.Answering(Reply.Ok(Session));
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.SendCommandAsync(Clients.StartSession(), new CancellationToken(canceled: true)).WaitAsync(Clients.Patience));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_call_can_be_cancelled_while_its_response_trickles_in()
    {
        var beginning = new Reply.Partial(Session, BytesSent: 20, Cut: false);
        await using var server = LoopbackServer.Answering(beginning);
        using var client = Clients.For(server);
        using var cancellation = new CancellationTokenSource();

        var call = Task.Run(() => client.SendCommandAsync(Clients.StartSession(), cancellation.Token));
        await beginning.Sent.WaitAsync(Clients.Patience);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Clients.Patience));
    }

    [Fact]
    public async Task Many_commands_at_once_get_their_own_answers()
    {
        await using var server = LoopbackServer.Answering(Reply.Ok(Session));
        using var client = Clients.For(server);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.SendCommandAsync(Clients.StartSession()))).WaitAsync(Clients.Patience);

        Assert.All(tokens, response => Assert.Equal("token", response.StartSession.SessionToken));
        Assert.Equal(50, server.Requests.Count);
    }
}
