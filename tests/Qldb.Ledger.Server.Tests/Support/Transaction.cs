using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Ledger.Server.Tests.Support;

/// <summary>A transaction as a driver runs it, digest and all.</summary>
internal sealed class Transaction
{
    private readonly AmazonQLDBSessionClient _client;
    private readonly string _token;
    private readonly string _id;
    private readonly CommitDigestBuilder _digest;

    private Transaction(AmazonQLDBSessionClient client, string token, string id)
        => (_client, _token, _id, _digest) = (client, token, id, new CommitDigestBuilder(id));

    /// <summary>Starts a transaction on ledger "led", on a session of its own.</summary>
    public static async Task<Transaction> StartAsync(AmazonQLDBSessionClient client)
        => await StartAsync(client, (await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "led" } })).StartSession.SessionToken);

    public static async Task<Transaction> StartAsync(AmazonQLDBSessionClient client, string token)
        => new(client, token, (await client.SendCommandAsync(new() { SessionToken = token, StartTransaction = new() })).StartTransaction.TransactionId);

    public async Task<IReadOnlyList<IonElement>> ExecuteAsync(string statement, params int[] parameters)
    {
        ReadOnlyMemory<byte>[] ion = [.. parameters.Select(parameter => (ReadOnlyMemory<byte>)IonElement.OfInt(parameter).ToBinary())];
        _digest.Add(statement, ion);
        var response = await _client.SendCommandAsync(new()
        {
            SessionToken = _token,
            ExecuteStatement = new() { TransactionId = _id, Statement = statement, Parameters = [.. ion.Select(bytes => new ValueHolder { IonBinary = new MemoryStream(bytes.ToArray()) })] },
        });
        return [.. response.ExecuteStatement.FirstPage.Values.Select(value => IonElement.Parse(value.IonBinary.ToArray()))];
    }

    /// <summary>Runs a statement and fetches every page of its result.</summary>
    public async Task<IReadOnlyList<IonElement>> ExecuteAllAsync(string statement)
    {
        _digest.Add(statement, []);
        var page = (await _client.SendCommandAsync(new() { SessionToken = _token, ExecuteStatement = new() { TransactionId = _id, Statement = statement } })).ExecuteStatement.FirstPage;
        var rows = new List<IonElement>();
        while (true)
        {
            rows.AddRange(page.Values.Select(value => IonElement.Parse(value.IonBinary.ToArray())));
            if (page.NextPageToken is null)
            {
                return rows;
            }

            page = (await _client.SendCommandAsync(new() { SessionToken = _token, FetchPage = new() { TransactionId = _id, NextPageToken = page.NextPageToken } })).FetchPage.Page;
        }
    }

    public Task<SendCommandResponse> CommitAsync() => _client.SendCommandAsync(
        new() { SessionToken = _token, CommitTransaction = new() { TransactionId = _id, CommitDigest = new MemoryStream(_digest.Current.ToArray()) } });
}
