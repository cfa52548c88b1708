using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Actors.Client.Tests;

/// <summary>The driver on the embedded ledger of this repository: two independent ideas of transaction, digest and session meet here.</summary>
public sealed class EmbeddedLedgerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Ledger.Ledger _ledger = Ledger.Ledger.Open(new InMemoryLedgerStore("embedded"));

    public sealed record Account(string Id, int Balance);

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task A_document_is_written_and_read_back_as_an_object()
    {
        await using var driver = Driver(Wire.To(new EmbeddedSessionClient(_ledger)));
        await driver.ExecuteStatementAsync("CREATE TABLE Account");
        await driver.ExecuteStatementAsync("INSERT INTO Account ?", new Account("a", 10));

        var rows = await driver.ExecuteStatementAsync("SELECT * FROM Account WHERE Id = ?", "a");

        Assert.Equal(new Account("a", 10), rows.As<Account>().Rows.Single());
        Assert.Equal(["Account"], await driver.ListTableNamesAsync());
    }

    [Fact]
    public async Task Counters_incremented_at_once_lose_no_increment()
    {
        await using var driver = Driver(Wire.To(new EmbeddedSessionClient(_ledger)), options => options.RetryPolicy = new RetryPolicy(1000));
        await driver.ExecuteStatementAsync("CREATE TABLE Account");
        await driver.ExecuteStatementAsync("CREATE INDEX ON Account (Id)");
        await driver.ExecuteStatementAsync("INSERT INTO Account ?", new Account("a", 0));

        // The first attempt of each worker goes on only when all have read: seven of the eight must then lose.
        var (toRead, allHaveRead) = (8, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await driver.ExecuteAsync(async txn =>
                {
                    var account = (await (await txn.ExecuteAsync("SELECT * FROM Account WHERE Id = 'a'")).BufferAsync()).As<Account>()[0];
                    if (Interlocked.Decrement(ref toRead) == 0)
                        allHaveRead.SetResult();
                    await allHaveRead.Task;
                    await txn.ExecuteAsync("UPDATE Account SET Balance = ? WHERE Id = 'a'", account.Balance + 1);
                });
            }
        })));

        Assert.Equal(80, (await driver.ExecuteStatementAsync("SELECT * FROM Account")).As<Account>()[0].Balance);
        Assert.True((await driver.GetPoolStatisticsAsync()).Retries >= 7, "there were fewer conflicts than there had to be");
    }

    // The ledger keeps a commit's outcome, the driver asks for it again: what the official drivers leave to idempotent bodies.
    [Fact]
    public async Task Lost_commit_replies_lead_to_no_duplicate_and_no_unknown()
    {
        const int Transactions = 2_000; // "driver lost-commits" of the benchmarks does 100,000
        await using var driver = Driver(new LossySessionClient(Wire.To(new EmbeddedSessionClient(_ledger))));
        await driver.ExecuteStatementAsync("CREATE TABLE Entry");

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Transactions), new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (i, _) => await driver.ExecuteStatementAsync("INSERT INTO Entry ?", new Account($"n{i}", i)));

        var written = (await driver.ExecuteStatementAsync("SELECT VALUE Id FROM Entry")).Rows.Select(row => row.StringValue).ToList();
        Assert.Equal(Transactions, written.Count);
        Assert.Equal(Transactions, written.Distinct().Count());
    }

    private static PooledQldbDriver Driver(IAmazonQLDBSession client, Action<QldbDriverOptions>? configure = null)
    {
        var options = new QldbDriverOptions { LedgerName = "embedded", AcquireTimeout = Patience };
        configure?.Invoke(options);
        return new PooledQldbDriver(options, client);
    }

    /// <summary>Carries every commit out and loses its first answer; of every third one it loses the request, too.</summary>
    private sealed class LossySessionClient(IAmazonQLDBSession inner) : IAmazonQLDBSession
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _asked = new();
        private int _commits;

        public IClientConfig Config => inner.Config;

        public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
        {
            if (request.CommitTransaction is not { } commit || _asked.AddOrUpdate(commit.TransactionId, 1, (_, times) => times + 1) > 1)
                return await inner.SendCommandAsync(request, cancellationToken);
            if (Interlocked.Increment(ref _commits) % 3 != 0)
                await inner.SendCommandAsync(request, cancellationToken);
            throw new HttpRequestException("The connection was cut.");
        }

        public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => inner.DetermineServiceOperationEndpoint(request);

        public void Dispose() => inner.Dispose();
    }
}
