using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Qldb.Ion;

namespace Qldb.Benchmarks.Driver;

/// <summary>The baseline: the same commands and the same digest in a loop, without pool, retries, cancellation or checks but the digest's.</summary>
internal static class HandCoded
{
    public static async Task TransactAsync(IAmazonQLDBSession client)
    {
        var started = await client.SendCommandAsync(new SendCommandRequest { SessionToken = "token", StartTransaction = new StartTransactionRequest() });
        var id = started.StartTransaction.TransactionId;
        await CommitAsync(client, id, new CommitDigestBuilder(id));
    }

    public static async Task<T> TransactAsync<T>(IAmazonQLDBSession client, string statement, object parameter, Func<ReadOnlyMemory<byte>, T> read)
    {
        var started = await client.SendCommandAsync(new SendCommandRequest { SessionToken = "token", StartTransaction = new StartTransactionRequest() });
        var id = started.StartTransaction.TransactionId;
        var digest = new CommitDigestBuilder(id);
        ReadOnlyMemory<byte> ion = IonMapper.ToIonBinary(parameter);
        digest.Add(statement, ion);
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(ion, out var bytes);
        var executed = await client.SendCommandAsync(new SendCommandRequest
        {
            SessionToken = "token",
            ExecuteStatement = new ExecuteStatementRequest
            {
                TransactionId = id,
                Statement = statement,
                Parameters = [new ValueHolder { IonBinary = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, false, true) }],
            },
        });
        T last = default!;
        foreach (var row in executed.ExecuteStatement.FirstPage.Values)
        {
            row.IonBinary.TryGetBuffer(out var buffer);
            last = read(buffer);
        }

        await CommitAsync(client, id, digest);
        return last;
    }

    private static async Task CommitAsync(IAmazonQLDBSession client, string id, CommitDigestBuilder digest)
    {
        var expected = digest.Current.ToArray();
        var committed = await client.SendCommandAsync(new SendCommandRequest
        {
            SessionToken = "token",
            CommitTransaction = new CommitTransactionRequest { TransactionId = id, CommitDigest = new MemoryStream(expected, 0, 32, false, true) },
        });
        committed.CommitTransaction.CommitDigest.TryGetBuffer(out var answered);
        if (!answered.AsSpan().SequenceEqual(expected))
            throw new InvalidOperationException("digest");
    }
}
