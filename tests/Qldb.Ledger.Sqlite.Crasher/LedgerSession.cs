using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Ledger.Sqlite.Crasher;

/// <summary>One session of an embedded ledger and the least it takes to run transactions in it: no retries, no pool.</summary>
public sealed class LedgerSession
{
    private readonly IAmazonQLDBSession _client;
    private readonly string _token;
    private string _transactionId = "";
    private CommitDigestBuilder _digest = new("");

    private LedgerSession(IAmazonQLDBSession client, string token)
    {
        _client = client;
        _token = token;
    }

    public static async Task<LedgerSession> StartAsync(Ledger ledger)
    {
        var client = new EmbeddedSessionClient(ledger);
        var started = await client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = ledger.Name } });
        return new LedgerSession(client, started.StartSession.SessionToken);
    }

    /// <summary>One transaction: the statements in order, each with its parameters as Ion; the rows of the last one.</summary>
    public async Task<List<IonElement>> RunAsync(params (string Statement, IonElement[] Parameters)[] statements)
    {
        var started = await SendAsync(new SendCommandRequest { StartTransaction = new StartTransactionRequest() });
        _transactionId = started.StartTransaction.TransactionId;
        _digest = new CommitDigestBuilder(_transactionId);
        var rows = new List<IonElement>();
        foreach (var (statement, parameters) in statements)
        {
            rows = await ExecuteAsync(statement, parameters);
        }

        await SendAsync(new SendCommandRequest
        {
            CommitTransaction = new CommitTransactionRequest { TransactionId = _transactionId, CommitDigest = new MemoryStream(_digest.Current.ToArray()) },
        });
        return rows;
    }

    private async Task<List<IonElement>> ExecuteAsync(string statement, IonElement[] parameters)
    {
        var binaries = Array.ConvertAll(parameters, parameter => parameter.AsBinary());
        var executed = await SendAsync(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest
            {
                TransactionId = _transactionId,
                Statement = statement,
                Parameters = [.. binaries.Select(binary => new ValueHolder { IonBinary = new MemoryStream(binary.ToArray()) })],
            },
        });
        _digest.Add(statement, binaries);
        var page = executed.ExecuteStatement.FirstPage;
        var rows = Rows(page);
        while (page.NextPageToken is { } next)
        {
            page = (await SendAsync(new SendCommandRequest { FetchPage = new FetchPageRequest { TransactionId = _transactionId, NextPageToken = next } })).FetchPage.Page;
            rows.AddRange(Rows(page));
        }

        return rows;
    }

    private Task<SendCommandResponse> SendAsync(SendCommandRequest request)
    {
        request.SessionToken = _token;
        return _client.SendCommandAsync(request);
    }

    private static List<IonElement> Rows(Page page) => [.. page.Values.Select(value => IonElement.Parse(value.IonBinary.ToArray()))];
}
