using System.Text;
using System.Text.Json;
using Amazon.QLDBSession;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>A server on a free loopback port with a scripted ledger behind it, and a client that signs.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string KeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string OtherKeyId = "AKIDOTHER";
    public const string ReaderKeyId = "AKIDREADER";
    public const string TemporaryKeyId = "ASIATEMPORARY";
    public const string TemporaryToken = "SESSIONTOKENEXAMPLE";
    public const string LimitedKeyId = "AKIDLIMITED";

    private readonly SocketsHttpHandler _handler = new() { UseProxy = false };

    private RunningServer(LedgerServer server, LedgerDirectory ledgers, ScriptedLedger ledger, LogCollector log)
    {
        Server = server;
        Ledgers = ledgers;
        Ledger = ledger;
        Log = log;
        Http = new HttpClient(_handler) { BaseAddress = server.Addresses[0], Timeout = TimeSpan.FromMinutes(2) };
    }

    public LedgerServer Server { get; }

    /// <summary>The ledgers of the control plane, and of sessions where the server was started for real.</summary>
    public LedgerDirectory Ledgers { get; }

    public ScriptedLedger Ledger { get; }

    public LogCollector Log { get; }

    public HttpClient Http { get; }

    public Uri Address => Server.Addresses[0];

    public static LedgerServerOptions Options() => new()
    {
        Listen = ["http://127.0.0.1:0"],
        DrainTimeout = TimeSpan.Zero,
        AccessKeys =
        [
            new() { Id = KeyId, Secret = Secret },
            new() { Id = OtherKeyId, Secret = Secret },
            new() { Id = ReaderKeyId, Secret = Secret, ReadOnly = true },
            new() { Id = TemporaryKeyId, Secret = Secret, SessionToken = TemporaryToken },
            new() { Id = LimitedKeyId, Secret = Secret, Ledgers = ["one", "two"] },
        ],
    };

    /// <summary>A server whose sessions are a script.</summary>
    public static async Task<RunningServer> StartAsync(Action<LedgerServerOptions>? configure = null, TimeProvider? time = null)
    {
        var options = Options();
        configure?.Invoke(options);
        var ledger = new ScriptedLedger();
        var ledgers = LedgerDirectory.Open(new InMemoryLedgerFolder());
        var log = new LogCollector();
        return new RunningServer(await LedgerServer.StartAsync(options, ledger, ledgers, log.Factory, time), ledgers, ledger, log);
    }

    /// <summary>A server as its users run it, with ledgers in memory.</summary>
    public static async Task<RunningServer> StartRealAsync(Action<LedgerServerOptions>? configure = null, LedgerOptions? ledgerOptions = null, ILedgerFolder? folder = null, TimeProvider? time = null)
    {
        var options = Options();
        configure?.Invoke(options);
        var ledgers = LedgerDirectory.Open(folder ?? new InMemoryLedgerFolder(), ledgerOptions);
        var log = new LogCollector();
        return new RunningServer(await LedgerServer.StartAsync(options, ledgers, log.Factory, time), ledgers, new ScriptedLedger(), log);
    }

    /// <summary>A request as an SDK would send it, not signed yet.</summary>
    public HttpRequestMessage Command(string json) => SigningClient.Command(Address, json);

    public static HttpRequestMessage Signed(HttpRequestMessage request, string keyId = KeyId, string secret = Secret, DateTimeOffset? at = null)
        => SigningClient.Signed(request, keyId, secret, at);

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> SendAsync(string json, string keyId = KeyId) => SendAsync(Signed(Command(json), keyId));

    /// <summary>A call of the control plane.</summary>
    public Task<Answer> CallAsync(string method, string path, string? json = null, string keyId = KeyId)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new("application/json");
        }

        return SendAsync(Signed(request, keyId));
    }

    public async Task<string> StartSessionAsync(string keyId = KeyId, string ledger = "led")
    {
        var answer = await SendAsync($$$"""{"StartSession":{"LedgerName":"{{{ledger}}}"}}""", keyId);
        return answer.Json.GetProperty("StartSession").GetProperty("SessionToken").GetString()!;
    }

    public AmazonQLDBSessionClient Sdk(string keyId = KeyId, string secret = Secret)
        => new(keyId, secret, new AmazonQLDBSessionConfig { ServiceURL = Address.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
        Ledgers.Dispose();
    }
}
