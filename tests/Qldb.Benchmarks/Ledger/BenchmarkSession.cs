using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Benchmarks.Ledgers;

/// <summary>
/// A session that costs next to nothing of its own, since what is measured is the ledger behind it: requests are used again, and statements come with their hashes.
/// </summary>
internal sealed class BenchmarkSession
{
    private readonly IAmazonQLDBSession _client;
    private readonly SendCommandRequest _start;
    private readonly SendCommandRequest _execute;
    private readonly SendCommandRequest _commit;
    private readonly byte[] _digest = new byte[QldbHash.Size];

    private BenchmarkSession(IAmazonQLDBSession client, string token)
    {
        _client = client;
        _start = new SendCommandRequest { SessionToken = token, StartTransaction = new StartTransactionRequest() };
        _execute = new SendCommandRequest { SessionToken = token, ExecuteStatement = new ExecuteStatementRequest { Parameters = [] } };
        _commit = new SendCommandRequest { SessionToken = token, CommitTransaction = new CommitTransactionRequest { CommitDigest = new MemoryStream(_digest) } };
    }

    public static async Task<BenchmarkSession> Start(IAmazonQLDBSession client)
    {
        var response = await client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = "bench" } });
        return new BenchmarkSession(client, response.StartSession.SessionToken);
    }

    /// <summary>One transaction with one statement.</summary>
    public async Task<Page> Run(BenchmarkStatement statement)
    {
        var transactionId = (await _client.SendCommandAsync(_start)).StartTransaction.TransactionId;
        _execute.ExecuteStatement.TransactionId = _commit.CommitTransaction.TransactionId = transactionId;
        _execute.ExecuteStatement.Statement = statement.Text;
        _execute.ExecuteStatement.Parameters = statement.Parameters;
        var page = (await _client.SendCommandAsync(_execute)).ExecuteStatement.FirstPage;
        QldbHash.OfString(transactionId).Dot(statement.Digest).CopyTo(_digest);
        await _client.SendCommandAsync(_commit);
        return page;
    }
}
