using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Ledger.Tests.Support;

/// <summary>The least driver there can be: the session protocol, spelled in the domain's verbs. Every call goes through <see cref="IAmazonQLDBSession"/>.</summary>
internal sealed class TestSession(IAmazonQLDBSession client, string token)
{
    private CommitDigestBuilder? _digest;

    public string Token => token;

    public string TransactionId { get; private set; } = "";

    public IOUsage? LastUsage { get; private set; }

    public QldbHash Digest => _digest!.Current;

    public static async Task<TestSession> Start(IAmazonQLDBSession client, string ledgerName = "test")
    {
        var response = await client.SendCommandAsync(new SendCommandRequest { StartSession = new StartSessionRequest { LedgerName = ledgerName } });
        return new TestSession(client, response.StartSession.SessionToken);
    }

    public async Task<TestSession> Begin()
    {
        var response = await Send(new SendCommandRequest { StartTransaction = new StartTransactionRequest() });
        TransactionId = response.StartTransaction.TransactionId;
        _digest = new CommitDigestBuilder(TransactionId);
        return this;
    }

    /// <summary>Executes a statement with parameters given as Ion text, and reads all pages.</summary>
    public async Task<List<IonElement>> Execute(string statement, params string[] parameters)
    {
        var page = await ExecuteFirstPage(statement, parameters);
        var rows = Rows(page);
        while (page.NextPageToken is { } next)
        {
            page = await Fetch(next);
            rows.AddRange(Rows(page));
        }

        return rows;
    }

    public Task<Page> ExecuteFirstPage(string statement, params string[] parameters)
        => ExecuteFirstPage(statement, [.. parameters.Select(IonElement.ParseText)]);

    public async Task<Page> ExecuteFirstPage(string statement, IonElement[] parameters)
    {
        var binaries = parameters.Select(parameter => parameter.ToBinary()).ToList();
        var response = await Send(new SendCommandRequest
        {
            ExecuteStatement = new ExecuteStatementRequest
            {
                TransactionId = TransactionId,
                Statement = statement,
                Parameters = [.. binaries.Select(binary => new ValueHolder { IonBinary = new MemoryStream(binary) })],
            },
        });
        _digest!.Add(statement, binaries.Select(binary => (ReadOnlyMemory<byte>)binary).ToArray());
        LastUsage = response.ExecuteStatement.ConsumedIOs;
        return response.ExecuteStatement.FirstPage;
    }

    public async Task<Page> Fetch(string pageToken)
    {
        var response = await Send(new SendCommandRequest { FetchPage = new FetchPageRequest { TransactionId = TransactionId, NextPageToken = pageToken } });
        LastUsage = response.FetchPage.ConsumedIOs;
        return response.FetchPage.Page;
    }

    public Task<CommitTransactionResult> Commit() => Commit(TransactionId, Digest);

    public async Task<CommitTransactionResult> Commit(string transactionId, QldbHash digest, CancellationToken cancellationToken = default)
    {
        var response = await Send(
            new SendCommandRequest { CommitTransaction = new CommitTransactionRequest { TransactionId = transactionId, CommitDigest = new MemoryStream(digest.ToArray()) } },
            cancellationToken);
        return response.CommitTransaction;
    }

    public Task Abort() => Send(new SendCommandRequest { AbortTransaction = new AbortTransactionRequest() });

    public Task End() => Send(new SendCommandRequest { EndSession = new EndSessionRequest() });

    /// <summary>One transaction with one statement.</summary>
    public async Task<List<IonElement>> Run(string statement, params string[] parameters)
    {
        await Begin();
        var rows = await Execute(statement, parameters);
        await Commit();
        return rows;
    }

    public Task<SendCommandResponse> Send(SendCommandRequest request, CancellationToken cancellationToken = default)
    {
        request.SessionToken = token;
        return client.SendCommandAsync(request, cancellationToken);
    }

    public static List<IonElement> Rows(Page page) => [.. page.Values.Select(value => IonElement.Parse(value.IonBinary.ToArray()))];
}
