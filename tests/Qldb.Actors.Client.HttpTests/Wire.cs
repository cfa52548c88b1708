using System.Runtime.CompilerServices;
using Amazon.QLDBSession;
using Qldb.Ledger.Server;

namespace Qldb.Actors.Client.Tests;

/// <summary>The way from a driver to its service: here the SDK's client, a signed request over loopback, a server, and only then the service of the test.</summary>
internal static class Wire
{
    /// <summary>The reviewed outcomes of faults on this wire. Sessions survive a late answer more often: the SDK's client gives a request up when it is told to.</summary>
    public const string FaultMatrix = "FaultMatrix.Http.approved.txt";

    /// <summary>The fault that does not get across: the server sends members that belong to an answer, whatever a service behind it left out.</summary>
    public const string CannotCarry = "answered with garbage";

    /// <summary>Whether a client on this wire gives a request up when it is told to, and so may save its session if it is quick enough.</summary>
    public const bool MaySaveLateSessions = true;

    private const string KeyId = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

    private static readonly ConditionalWeakTable<IAmazonQLDBSession, IAmazonQLDBSession> Clients = new();

    /// <summary>How long a request takes at most that is answered at all.</summary>
    public static TimeSpan Deadline => TimeSpan.FromSeconds(2);

    /// <summary>A client of a server in front of a service, always the same one. The server ends with the test run.</summary>
    public static IAmazonQLDBSession To(IAmazonQLDBSession service) => Clients.GetValue(service, Connect);

    private static AmazonQLDBSessionClient Connect(IAmazonQLDBSession service)
    {
        var options = new LedgerServerOptions
        {
            Listen = ["http://127.0.0.1:0"],
            AccessKeys = [new() { Id = KeyId, Secret = Secret }],
        };
        var ledgers = LedgerDirectory.Open(new InMemoryLedgerFolder());
        var server = LedgerServer.StartAsync(options, new FaultsOnTheWire(service), ledgers, null, null).GetAwaiter().GetResult();
        return new(KeyId, Secret, new AmazonQLDBSessionConfig
        {
            ServiceURL = server.Addresses[0].ToString(),
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 0,
            HttpClientFactory = new FaultyHttp(),
        });
    }
}
