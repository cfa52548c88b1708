using Amazon.QLDBSession.Model;
using Microsoft.Extensions.Options;
using Qldb.Ledger.Server.Tests.Support;

namespace Qldb.Ledger.Server.Tests.Operations;

/// <summary>Health, limits, and the way to a stop.</summary>
public sealed class OperationsTests
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Health_and_readiness_need_no_signature_and_tell_little()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal("Ready", await server.Http.GetStringAsync("/health/live"));
        Assert.Equal("Ready", await server.Http.GetStringAsync("/health/ready"));
        Assert.Equal(405, (int)(await server.Http.PostAsync("/health/ready", null)).StatusCode);
        Assert.Equal(403, (int)(await server.Http.GetAsync("/health/secrets")).StatusCode);
    }

    [Fact]
    public async Task While_draining_open_transactions_go_on_and_nothing_new_begins()
    {
        await using var server = await RunningServer.StartAsync(options => options.DrainTimeout = SafetyNet);
        var open = await server.StartSessionAsync();
        var idle = await server.StartSessionAsync();
        await server.SendAsync($$$"""{"SessionToken":"{{{open}}}","StartTransaction":{}}""");

        var stop = server.Server.StopAsync();
        Assert.Equal(503, (int)(await server.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal("Draining", await server.Http.GetStringAsync("/health/live"));
        var refused = await server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        Assert.Equal((503, "ServiceUnavailable"), (refused.Status, refused.ErrorType));
        Assert.Equal("InvalidSessionException", (await server.SendAsync($$$"""{"SessionToken":"{{{idle}}}","StartTransaction":{}}""")).ErrorType);
        Assert.Equal(200, (await server.SendAsync($$$"""{"SessionToken":"{{{open}}}","ExecuteStatement":{"TransactionId":"{{{ScriptedLedger.TransactionId}}}","Statement":"SELECT 1"}}""")).Status);
        Assert.False(stop.IsCompleted);

        Assert.Equal(200, (await server.SendAsync($$$"""{"SessionToken":"{{{open}}}","CommitTransaction":{"TransactionId":"{{{ScriptedLedger.TransactionId}}}","CommitDigest":"AQ=="}}""")).Status);
        await stop.WaitAsync(SafetyNet);
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Http.GetAsync("/health/live"));
    }

    [Theory]
    [InlineData("AbortTransaction")]
    [InlineData("EndSession")]
    [InlineData("OccConflict")]
    [InlineData("Expired")]
    public async Task However_the_last_transaction_ends_the_server_stops(string ending)
    {
        await using var server = await RunningServer.StartAsync(options => options.DrainTimeout = SafetyNet);
        var token = await server.StartSessionAsync();
        await server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""");
        var stop = server.Server.StopAsync();
        server.Ledger.Script = (request, _) => request.CommitTransaction is null
            ? Task.FromResult<SendCommandResponse?>(null)
            : throw (ending == "Expired" ? new InvalidSessionException("Transaction x has expired") : new OccConflictException("conflict"));
        var command = ending is "AbortTransaction" or "EndSession"
            ? $"\"{ending}\":{{}}"
            : $$"""
              "CommitTransaction":{"TransactionId":"{{ScriptedLedger.TransactionId}}","CommitDigest":"AQ=="}
              """;
        await server.SendAsync($$"""{"SessionToken":"{{token}}",{{command}}}""");
        await stop.WaitAsync(SafetyNet);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("did not end in time", StringComparison.Ordinal));
    }

    // A client that vanished in the middle of a transaction used to hold up the stop for the whole DrainTimeout, although its transaction was long past its time.
    [Fact]
    public async Task A_transaction_that_can_no_longer_be_committed_holds_up_no_stop()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var server = await RunningServer.StartAsync(options => options.DrainTimeout = TimeSpan.FromMinutes(10), time);
        var token = await server.StartSessionAsync();
        await server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""");

        time.Advance(TimeSpan.FromSeconds(31));

        await server.Server.StopAsync().WaitAsync(SafetyNet);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("did not end in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_time_is_up_what_is_open_is_cut_off_and_said_so()
    {
        var server = await RunningServer.StartAsync();
        var token = await server.StartSessionAsync();
        await server.SendAsync($$$"""{"SessionToken":"{{{token}}}","StartTransaction":{}}""");
        await server.DisposeAsync();
        Assert.Contains(server.Log.Lines, line => line.Contains("1 transactions did not end in time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_requests_at_once_than_allowed_are_told_to_come_back()
    {
        await using var server = await RunningServer.StartAsync(options => options.RequestsMax = 1);
        var running = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        server.Ledger.Script = async (_, _) =>
        {
            running.TrySetResult();
            await release.Task;
            return null;
        };
        var first = server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        await running.Task.WaitAsync(SafetyNet);
        var second = await server.SendAsync("""{"StartSession":{"LedgerName":"led"}}""");
        Assert.Equal((503, "CapacityExceededException"), (second.Status, second.ErrorType));
        Assert.Equal("Ready", await server.Http.GetStringAsync("/health/live"));
        release.SetResult();
        Assert.Equal(200, (await first).Status);
    }

    [Fact]
    public async Task A_key_over_its_rate_is_throttled_and_others_are_not()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var server = await RunningServer.StartAsync(options => options.RequestsPerSecondMax = 2, time);
        const string start = """{"StartSession":{"LedgerName":"led"}}""";
        Assert.Equal(200, (await server.SendAsync(start)).Status);
        Assert.Equal(200, (await server.SendAsync(start)).Status);
        var third = await server.SendAsync(start);
        Assert.Equal((503, "RateExceededException"), (third.Status, third.ErrorType));
        Assert.Equal(200, (await server.SendAsync(start, RunningServer.OtherKeyId)).Status);
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(200, (await server.SendAsync(start)).Status);
        Assert.Equal(503, (await server.SendAsync(start)).Status);
    }

    [Fact]
    public async Task An_anonymous_server_asks_for_no_signature_but_answers_to_loopback_names_only()
    {
        await using var server = await RunningServer.StartAsync(options => (options.Anonymous, options.AccessKeys) = (true, []));
        Assert.Equal(200, (await server.SendAsync(server.Command("""{"StartSession":{"LedgerName":"led"}}"""))).Status);

        var rebound = server.Command("""{"StartSession":{"LedgerName":"led"}}""");
        rebound.Headers.Host = "ledger.example.com";
        var answer = await server.SendAsync(rebound);
        Assert.Equal((403, "AccessDeniedException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task All_faults_of_the_options_are_reported_together()
    {
        var options = new LedgerServerOptions
        {
            Listen = ["http://0.0.0.0:1", "ftp://127.0.0.1", "https://127.0.0.1:0", "http://example.com:1", "http://127.0.0.1:0/path"],
            Anonymous = true,
            AccessKeys = [new() { Id = "a b", Secret = "short" }, new() { Id = "AKID", Secret = new string('s', 40), Ledgers = ["--"] }, new() { Id = "AKID", Secret = new string('s', 40) }],
            ClockSkewMax = TimeSpan.FromHours(1),
            RequestsMax = 0,
            AccountId = "12",
            Region = "EU",
            CertificateKeyPath = "missing.key",
            OtlpEndpoint = new Uri("localhost:4317", UriKind.RelativeOrAbsolute),
        };
        var faults = (await Assert.ThrowsAsync<OptionsValidationException>(() => LedgerServer.StartAsync(options, new ScriptedLedger(), null!, null, null))).Failures.ToArray();
        foreach (var expected in new[]
        {
            "'http://0.0.0.0:1' is not a loopback address, and Anonymous is on", "'ftp://127.0.0.1' is not an address", "'https://127.0.0.1:0' needs a certificate",
            "'http://example.com:1' has a host", "'http://127.0.0.1:0/path' says more", "choose one of the two", "AccessKeys[0].Id", "AccessKeys[0].Secret has 5",
            "AccessKeys[1].Ledgers: '--'", "'AKID' is given 2 times", "ClockSkewMax: 01:00:00", "RequestsMax: 0", "AccountId: '12'", "Region: 'EU'", "no file 'missing.key'",
            "CertificateKeyPath is set without", "OtlpEndpoint: 'localhost:4317'",
        })
        {
            Assert.Contains(faults, fault => fault.Contains(expected, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(faults, fault => fault.Contains("short", StringComparison.Ordinal) || fault.Contains("ssss", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_keys_does_not_start_unless_told_to_serve_anybody()
    {
        var options = new LedgerServerOptions { Listen = ["http://127.0.0.1:0"] };
        var fault = (await Assert.ThrowsAsync<OptionsValidationException>(() => LedgerServer.StartAsync(options, new ScriptedLedger(), null!, null, null))).Failures.Single();
        Assert.Contains("nobody could connect", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_a_certificate_speaks_https()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (certificatePath, keyPath) = (Path.Combine(folder.FullName, "server.pem"), Path.Combine(folder.FullName, "server.key"));
            await File.WriteAllTextAsync(certificatePath, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(keyPath, key.ExportPkcs8PrivateKeyPem());
            await using var server = await RunningServer.StartAsync(options => (options.Listen, options.CertificatePath, options.CertificateKeyPath) = (["https://127.0.0.1:0"], certificatePath, keyPath));
            using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.GetCertHashString() } };
            using var https = new HttpClient(handler) { BaseAddress = server.Address };
            using var response = await https.SendAsync(RunningServer.Signed(server.Command("""{"StartSession":{"LedgerName":"led"}}""")));
            Assert.Equal(200, (int)response.StatusCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
