using Amazon.QLDBSession.Model;
using Qldb.Ion;
using Qldb.Ledger;
using Qldb.Ledger.Server;

namespace Qldb.Benchmarks.Server;

/// <summary>The transaction of <see cref="LoadSession"/> on the same ledger, called in process.</summary>
internal sealed class EmbeddedLoadSession(EmbeddedSessionClient client, string token)
{
    public static async Task<EmbeddedLoadSession> StartAsync(LedgerDirectory ledgers)
    {
        var client = new EmbeddedSessionClient(ledgers.Host);
        return new(client, (await client.SendCommandAsync(new() { StartSession = new() { LedgerName = "load" } })).StartSession.SessionToken);
    }

    public async Task InsertAsync()
    {
        var id = (await client.SendCommandAsync(new() { SessionToken = token, StartTransaction = new() })).StartTransaction.TransactionId;
        var digest = new CommitDigestBuilder(id);
        digest.Add(LoadSession.Insert, LoadSession.Document);
        await client.SendCommandAsync(new()
        {
            SessionToken = token,
            ExecuteStatement = new() { TransactionId = id, Statement = LoadSession.Insert, Parameters = [new ValueHolder { IonBinary = new MemoryStream(LoadSession.Document) }] },
        });
        await client.SendCommandAsync(new() { SessionToken = token, CommitTransaction = new() { TransactionId = id, CommitDigest = new MemoryStream(digest.Current.ToArray()) } });
    }
}
