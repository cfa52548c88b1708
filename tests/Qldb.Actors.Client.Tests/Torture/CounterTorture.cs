using System.Collections.Concurrent;
using Qldb.Ledger;

namespace Qldb.Actors.Client.Tests.Torture;

/// <summary>
/// Many callers on few sessions increment one document while faults happen. At the end the document says what the callers were told, and what became of the
/// increments whose outcome nobody could tell them.
/// </summary>
internal sealed class CounterTorture(Ledger.Ledger ledger, int callers, int poolLimit, double faults, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FaultInjector _service = new(new EmbeddedSessionClient(ledger), faults, seed);
    private readonly ConcurrentBag<string> _unknown = [];
    private readonly ConcurrentDictionary<string, int> _failed = new();

    private sealed record Counter(string Id, long Value);

    /// <summary>Gets what was measured, in words.</summary>
    public List<string> Figures { get; } = [];

    /// <summary>Gets what must not be. Empty when all is well.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>Gets how many transactions have ended so far.</summary>
    public int Ended => _ended;

    private int _ended;
    private int _succeeded;

    /// <param name="goOn">Asked by each caller before each transaction.</param>
    /// <param name="meanwhile">Runs beside the callers.</param>
    public async Task RunAsync(Func<bool> goOn, Func<Task> meanwhile)
    {
        var options = new QldbDriverOptions
        {
            LedgerName = ledger.Name,
            PoolLimit = poolLimit,
            AcquireTimeout = Patience,
            RetryPolicy = new RetryPolicy(8, new ExponentialBackoffStrategy(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(50))),
        };
        var driver = new PooledQldbDriver(options, _service);
        await driver.ExecuteStatementAsync("CREATE TABLE Counter");
        await driver.ExecuteStatementAsync("CREATE INDEX ON Counter (Id)");
        await driver.ExecuteStatementAsync("INSERT INTO Counter ?", new Counter("a", 0));
        _service.Committed.Clear();

        _service.IsOn = true;
        var all = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (goOn())
                await IncrementAsync(driver);
        })));
        await Task.WhenAll(all, meanwhile());
        _service.IsOn = false;
        var settled = _unknown.Count(_service.Committed.ContainsKey);
        var untold = _service.Committed.Count - settled;

        var value = (await driver.ExecuteStatementAsync("SELECT * FROM Counter WHERE Id = 'a'")).As<Counter>()[0].Value;
        await LookAtPoolAsync(driver);
        await driver.CloseAsync();
        LookAtCounter(value, settled, untold);
        await LookAtSessionsAsync();
    }

    private async Task IncrementAsync(PooledQldbDriver driver)
    {
        string? id = null;
        try
        {
            await driver.ExecuteAsync(async txn =>
            {
                id = txn.TransactionId;
                var counter = (await (await txn.ExecuteAsync("SELECT * FROM Counter WHERE Id = ?", "a")).BufferAsync()).As<Counter>()[0];
                await txn.ExecuteAsync("UPDATE Counter SET \"Value\" = ? WHERE Id = ?", counter.Value + 1, "a");
            });
            Interlocked.Increment(ref _succeeded);
            if (!_service.Committed.TryRemove(id!, out _))
                Breach($"transaction {id} was reported as committed and is not");
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            _unknown.Add(unknown.TransactionId!);
        }
        catch (Exception failure) when (failure is QldbDriverException or Amazon.Runtime.AmazonServiceException)
        {
            _failed.AddOrUpdate(failure.GetType().Name, 1, (_, count) => count + 1);
            if (failure.GetTransactionId() is { } failed && _service.Committed.ContainsKey(failed))
                Breach($"transaction {failed} is committed, but its caller was told {failure.GetType().Name}: {failure.Message}");
        }

        Interlocked.Increment(ref _ended);
    }

    private void LookAtCounter(long value, int settled, int untold)
    {
        Figures.Add($"{_ended} transactions: {_succeeded} succeeded, {_unknown.Count} of unknown outcome ({settled} of them committed), {_failed.Values.Sum()} failed");
        Figures.Add($"failed with: {string.Join(", ", _failed.OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} {kind.Key}"))}");
        Figures.Add($"{_service.Injected.Values.Sum()} faults: {string.Join(", ", _service.Injected.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Value} {kind.Key}"))}");
        Figures.Add($"counter: {value}; reported successes and unknown ones that were committed: {_succeeded + settled}");
        if (value != _succeeded + settled)
            Breach("the counter is not what callers were told");
        if (untold != 0)
            Breach($"{untold} commits were told to nobody");
        if (_succeeded == 0 || _service.Injected.IsEmpty)
            Breach("nothing succeeded, or nothing was broken: this run proves nothing");
    }

    private async Task LookAtPoolAsync(PooledQldbDriver driver)
    {
        // Sessions given up last may still be on their way out.
        await SettleAsync(async () => await driver.GetPoolStatisticsAsync() is { Leased: 0, Starting: 0 });
        var statistics = await driver.GetPoolStatisticsAsync();
        Figures.Add($"pool: {statistics}");
        if ((statistics.Leased, statistics.Waiting, statistics.Starting) != (0, 0, 0) || statistics.Idle > poolLimit || statistics.MostLeased > poolLimit)
            Breach("the pool is not whole afterwards");
    }

    private async Task LookAtSessionsAsync()
    {
        await SettleAsync(() => Task.FromResult(_service.LiveSessions == 0)); // ends on their way
        Figures.Add($"sessions at the ledger after close: {ledger.Statistics.Sessions}, all of them hidden from the driver by a fault: {_service.SessionsTakenAway}; at most {_service.MostSessions} at once, those included");
        if (_service.LiveSessions != 0 || ledger.Statistics.Sessions != _service.SessionsTakenAway)
            Breach($"{_service.LiveSessions} sessions were left open");
    }

    /// <summary>Polls what has no event. Whether it has come about is for the caller to look at.</summary>
    private static async Task SettleAsync(Func<Task<bool>> isSettled)
    {
        for (var deadline = DateTime.UtcNow + Patience; !await isSettled() && DateTime.UtcNow < deadline;)
            await Task.Delay(20);
    }

    private void Breach(string what)
    {
        lock (Breaches)
            Breaches.Add(what);
    }
}
