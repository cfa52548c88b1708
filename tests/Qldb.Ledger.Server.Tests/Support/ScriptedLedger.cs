using System.Collections.Concurrent;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>A ledger that answers what a test tells it to, and remembers what it was asked. Says yes to everything by default.</summary>
internal sealed class ScriptedLedger : IAmazonQLDBSession
{
    public const string TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe";

    private int _sessions;

    public ConcurrentQueue<SendCommandRequest> Requests { get; } = new();

    /// <summary>Answers instead of the default where it returns a response; may throw.</summary>
    public Func<SendCommandRequest, CancellationToken, Task<SendCommandResponse?>> Script { get; set; } = (_, _) => Task.FromResult<SendCommandResponse?>(null);

    public IClientConfig Config => null!;

    public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Enqueue(request);
        return await Script(request, cancellationToken) ?? Yes(request);
    }

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => new("http://localhost");

    public void Dispose()
    {
    }

    private SendCommandResponse Yes(SendCommandRequest request) => request switch
    {
        { StartSession: not null } => new() { StartSession = new() { SessionToken = $"session-{Interlocked.Increment(ref _sessions)}" } },
        { StartTransaction: not null } => new() { StartTransaction = new() { TransactionId = TransactionId } },
        { ExecuteStatement: not null } => new() { ExecuteStatement = new() { FirstPage = new() } },
        { FetchPage: not null } => new() { FetchPage = new() { Page = new() } },
        { CommitTransaction: { } commit } => new() { CommitTransaction = new() { TransactionId = commit.TransactionId, CommitDigest = commit.CommitDigest } },
        { AbortTransaction: not null } => new() { AbortTransaction = new() },
        _ => new() { EndSession = new() },
    };
}
