using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;

namespace Polyfills.Tests.QldbSession;

/// <summary>Clients for the loopback server, set up as the driver sets them up: the SDK retries nothing.</summary>
internal static class Clients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static AmazonQLDBSessionConfig Config(LoopbackServer server) => new()
    {
        ServiceURL = server.Url,
        AuthenticationRegion = "eu-central-1",
        MaxErrorRetry = 0,
        MaxStaleConnectionRetries = 0,
        CacheHttpClient = false,
    };

    public static AmazonQLDBSessionClient For(LoopbackServer server, AWSCredentials? credentials = null) =>
        new(credentials ?? new BasicAWSCredentials(AccessKey, SecretKey), Config(server));

    /// <summary>Sends one command to a server that answers with the reply, and gives back what arrived there.</summary>
    public static async Task<ReceivedRequest> RequestOf(SendCommandRequest command, AWSCredentials? credentials = null)
    {
        await using var server = LoopbackServer.Answering(Reply.Ok("{}"));
        using var client = For(server, credentials);
        await client.SendCommandAsync(command).WaitAsync(Patience);
        return Assert.Single(server.Requests);
    }

    /// <summary>Sends a command to a server that answers with the reply, and gives back what the client makes of it.</summary>
    public static async Task<SendCommandResponse> ResponseTo(Reply reply)
    {
        await using var server = LoopbackServer.Answering(reply);
        using var client = For(server);
        return await client.SendCommandAsync(StartSession()).WaitAsync(Patience);
    }

    public static SendCommandRequest StartSession() => new() { StartSession = new StartSessionRequest { LedgerName = "led" } };

    public static SendCommandRequest Commit() => new()
    {
        SessionToken = "token",
        CommitTransaction = new CommitTransactionRequest { TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe", CommitDigest = new MemoryStream(new byte[32]) },
    };
}
