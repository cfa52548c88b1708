using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Amazon.QLDBSession;
using Amazon.QLDBSession.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Storage.InMemory;

namespace Qldb.Benchmarks.Driver;

/// <summary>The long run of what a test does briefly: every commit loses its first answer, every third never arrives, and nothing may be done twice or left unknown.</summary>
internal sealed class LostCommits : IMode
{
    private sealed record Entry(int Number);

    public string Name => "driver lost-commits";

    public string Usage => "loses the reply of every commit on the embedded ledger, and looks for duplicates: [--transactions 100000]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var index = Array.IndexOf(arguments, "--transactions");
        var transactions = index < 0 ? 100_000 : int.Parse(arguments[index + 1], CultureInfo.InvariantCulture);
        using var ledger = Qldb.Ledger.Ledger.Open(new InMemoryLedgerStore("lossy"));
        await using var driver = new PooledQldbDriver(new QldbDriverOptions { LedgerName = "lossy" }, new LossyClient(new EmbeddedSessionClient(ledger)));
        await driver.ExecuteStatementAsync("CREATE TABLE Entry");
        var (watch, failures) = (Stopwatch.StartNew(), new ConcurrentBag<Exception>());
        await Parallel.ForEachAsync(Enumerable.Range(0, transactions), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            try
            {
                await driver.ExecuteStatementAsync("INSERT INTO Entry ?", new Entry(i));
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        });

        var seconds = watch.Elapsed.TotalSeconds;
        var written = (await driver.ExecuteStatementAsync("SELECT VALUE Number FROM Entry")).As<int>();
        var distinct = written.Rows.Distinct().Count();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{transactions} commits whose reply was lost, {seconds:F0} s: {written.Count} documents, {written.Count - distinct} duplicates, {transactions - distinct} missing, {failures.Count} failures"));
        foreach (var kind in failures.GroupBy(failure => failure.GetType()))
            Console.WriteLine($"  {kind.Count()} x {kind.Key}: {kind.First().Message}");
        return written.Count == transactions && distinct == transactions && failures.IsEmpty ? 0 : 1;
    }

    private sealed class LossyClient(IAmazonQLDBSession inner) : IAmazonQLDBSession
    {
        private readonly ConcurrentDictionary<string, byte> _asked = new();
        private int _commits;

        public IClientConfig Config => inner.Config;

        public async Task<SendCommandResponse> SendCommandAsync(SendCommandRequest request, CancellationToken cancellationToken = default)
        {
            if (request.CommitTransaction is not { } commit || !_asked.TryAdd(commit.TransactionId, 0))
                return await inner.SendCommandAsync(request, cancellationToken);
            if (Interlocked.Increment(ref _commits) % 3 != 0)
                await inner.SendCommandAsync(request, cancellationToken);
            throw new HttpRequestException("The connection was cut.");
        }

        public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => inner.DetermineServiceOperationEndpoint(request);

        public void Dispose() => inner.Dispose();
    }
}
