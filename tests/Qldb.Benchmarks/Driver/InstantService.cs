using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Qldb.Ion;

namespace Qldb.Benchmarks.Driver;

/// <summary>A session service that answers at once: completed tasks, the commit echoes the digest, every statement gives the same rows.</summary>
internal sealed class InstantService(int rows) : IAmazonQLDBSession
{
    public const string TransactionId = "Bx0VYbWkNxUF9q2m7T3aQe";

    private static readonly byte[] Row = IonElement.ParseText("{ Name: \"Ada Lovelace\", Age: 36, City: \"London\", Id: 4711 }").ToBinary();

    public IClientConfig Config => null!;

    public Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        var response = new SendCommandResponse();
        if (request.StartTransaction is not null)
            response.StartTransaction = new StartTransactionResult { TransactionId = TransactionId };
        else if (request.ExecuteStatement is not null)
            response.ExecuteStatement = new ExecuteStatementResult { FirstPage = Page() };
        else if (request.CommitTransaction is { } commit)
            response.CommitTransaction = new CommitTransactionResult { TransactionId = commit.TransactionId, CommitDigest = commit.CommitDigest };
        else if (request.StartSession is not null)
            response.StartSession = new StartSessionResult { SessionToken = "token" };
        else if (request.AbortTransaction is not null)
            response.AbortTransaction = new AbortTransactionResult();
        else
            response.EndSession = new EndSessionResult();
        return Task.FromResult(response);
    }

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => new("http://localhost");

    public void Dispose()
    {
    }

    private Page Page()
    {
        var values = new List<ValueHolder>(rows);
        for (var i = 0; i < rows; i++)
            values.Add(new ValueHolder { IonBinary = new MemoryStream(Row, 0, Row.Length, writable: false, publiclyVisible: true) });
        return new Page { Values = values };
    }
}
