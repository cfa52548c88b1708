using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Sessions;

/// <summary>How long the server keeps sessions: as long as its ledgers do, and not much longer.</summary>
public sealed class SessionLifeTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);

    // The server used to forget every session after 18 minutes, whatever its ledgers were told.
    [Fact]
    public async Task A_session_lives_as_long_as_the_limits_of_the_ledger_say()
    {
        await using var server = await StartAsync(new() { SessionTime = TimeSpan.FromHours(2) });
        var token = await StartSessionAsync(server);

        for (var minutes = 0; minutes < 120; minutes += 10)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal(200, (await AbortAsync(server, token)).Status);
        }

        _time.Advance(TimeSpan.FromMilliseconds(1));
        var over = await AbortAsync(server, token);
        Assert.Equal((400, "InvalidSessionException"), (over.Status, over.ErrorType));
        Assert.Matches("^Session .{22} has expired$", over.Message);
    }

    [Fact]
    public async Task A_session_that_was_idle_too_long_is_refused_with_the_ledgers_reason()
    {
        await using var server = await StartAsync(new() { SessionIdleTime = TimeSpan.FromSeconds(60) });
        var token = await StartSessionAsync(server);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(200, (await AbortAsync(server, token)).Status);

        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.StartsWith("Exceeded the session idle time limit", (await AbortAsync(server, token)).Message);
    }

    [Theory]
    [InlineData(5, Timeout.Infinite)]
    [InlineData(60, 5)]
    public async Task Sessions_given_up_without_a_word_are_forgotten_after_their_life(int lifeMinutes, int idleMinutes)
    {
        await using var server = await StartAsync(new()
        {
            SessionTime = TimeSpan.FromMinutes(lifeMinutes),
            SessionIdleTime = idleMinutes < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(idleMinutes),
        });
        var (one, other) = (await StartSessionAsync(server), await StartSessionAsync(server));

        _time.Advance(TimeSpan.FromMinutes(5.5));
        Assert.NotEqual("No such session", (await AbortAsync(server, one)).Message); // the ledger still knows how it ended
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("No such session", (await AbortAsync(server, other)).Message);
    }

    private async Task<RunningServer> StartAsync(LedgerLimits limits)
    {
        var server = await RunningServer.StartRealAsync(ledgerOptions: new() { Limits = limits, TimeProvider = _time }, time: _time);
        server.Ledgers.EnsureCreated("led");
        return server;
    }

    private async Task<string> StartSessionAsync(RunningServer server)
    {
        var answer = await server.SendAsync(RunningServer.Signed(server.Command("""{"StartSession":{"LedgerName":"led"}}"""), at: _time.Now));
        return answer.Json.GetProperty("StartSession").GetProperty("SessionToken").GetString()!;
    }

    private Task<Answer> AbortAsync(RunningServer server, string token)
        => server.SendAsync(RunningServer.Signed(server.Command($$$"""{"SessionToken":"{{{token}}}","AbortTransaction":{}}"""), at: _time.Now));
}
