using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>A session that costs next to nothing of its own: what is measured is the ledger behind it.</summary>
internal sealed class BenchmarkSession(IAmazonQLDBSession client, string token)
{
    public static async Task<BenchmarkSession> Start(IAmazonQLDBSession client)
    {
        var response = await client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = "bench" } });
        return new BenchmarkSession(client, response.StartSession.SessionToken);
    }

    /// <summary>One transaction with one statement.</summary>
    public async Task<Page> Run(string statement, QldbHash statementHash, params byte[][] parameters)
    {
        var transactionId = (await Send(new SendCommandRequest { StartTransaction = new StartTransactionRequest() })).StartTransaction.TransactionId;
        var page = (await Send(Execute(transactionId, statement, parameters))).ExecuteStatement.FirstPage;
        var digest = statementHash;
        foreach (var parameter in parameters)
        {
            digest = digest.Dot(QldbHash.OfIonBinary(parameter));
        }

        await Send(Commit(transactionId, QldbHash.OfString(transactionId).Dot(digest)));
        return page;
    }

    public Task<Page> Run(string statement, params byte[][] parameters) => Run(statement, QldbHash.OfString(statement), parameters);

    private static SendCommandRequest Execute(string transactionId, string statement, byte[][] parameters) => new()
    {
        ExecuteStatement = new ExecuteStatementRequest
        {
            TransactionId = transactionId,
            Statement = statement,
            Parameters = [.. parameters.Select(parameter => new ValueHolder { IonBinary = new MemoryStream(parameter) })],
        },
    };

    private static SendCommandRequest Commit(string transactionId, QldbHash digest) => new()
    {
        CommitTransaction = new CommitTransactionRequest { TransactionId = transactionId, CommitDigest = new MemoryStream(digest.ToArray()) },
    };

    private Task<SendCommandResponse> Send(SendCommandRequest request)
    {
        request.SessionToken = token;
        return client.SendCommandAsync(request);
    }
}
