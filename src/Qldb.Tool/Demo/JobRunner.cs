using System.Collections.Concurrent;
using System.Diagnostics;
using Amazon.QLDBSession.Model;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Tool.Demo.Jobs;

namespace Qldb.Tool.Demo;

/// <summary>Runs jobs with many workers through one driver, and counts what happens.</summary>
internal sealed class JobRunner(PooledQldbDriver driver, int workers)
{
    private readonly ConcurrentQueue<Job> _deferred = new();
    private readonly ConcurrentDictionary<string, int> _done = new();
    private readonly ConcurrentDictionary<string, int> _refused = new();
    private readonly ConcurrentDictionary<(string Table, string Key), int> _changes = new();
    private long _finished;
    private int _retries;
    private int _deferrals;
    private TimeSpan _elapsed;

    /// <summary>Runs every job to its end. A job that uses up its retries while others are writing is put off and runs again when they have finished.</summary>
    public async Task RunAsync(IReadOnlyList<Job> jobs, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, options, async (job, token) => await RunOneAsync(job, mayDefer: true, progress, token));
        while (_deferred.TryDequeue(out var job))
        {
            await RunOneAsync(job, mayDefer: false, progress, cancellationToken);
        }

        _elapsed = clock.Elapsed;
    }

    /// <summary>What the run came to; complete when <see cref="RunAsync"/> has ended.</summary>
    public JobTally Tally => new(_done, _refused, _changes, _retries, _deferrals, _elapsed);

    private async Task RunOneAsync(Job job, bool mayDefer, IProgress<long> progress, CancellationToken cancellationToken)
    {
        try
        {
            var options = new ExecuteOptions { RetryIndicator = _ => Interlocked.Increment(ref _retries) };
            Count(job, await driver.ExecuteAsync(txn => job.RunAsync(txn, cancellationToken), options, cancellationToken));
            progress.Report(Interlocked.Increment(ref _finished));
        }
        catch (OccConflictException) when (mayDefer)
        {
            Interlocked.Increment(ref _deferrals);
            _deferred.Enqueue(job);
        }
    }

    private void Count(Job job, JobOutcome outcome)
    {
        _done.AddOrUpdate(job.Name, 1, (_, count) => count + 1);
        switch (outcome)
        {
            case JobOutcome.Changed changed:
                _changes.AddOrUpdate((changed.Table, changed.Key), 1, (_, count) => count + 1);
                break;
            case JobOutcome.Refused refused:
                _refused.AddOrUpdate(refused.Reason, 1, (_, count) => count + 1);
                break;
        }
    }
}

/// <summary>What a run of jobs came to.</summary>
/// <param name="Done">Jobs finished, by name.</param>
/// <param name="Refused">Jobs that a check refused, by reason.</param>
/// <param name="Changes">Committed changes, by table and key of the changed document.</param>
/// <param name="Retries">How often a transaction was run again.</param>
/// <param name="Deferrals">How many jobs used up their retries and ran again at the end.</param>
/// <param name="Elapsed">Time from first to last job.</param>
internal sealed record JobTally(
    IReadOnlyDictionary<string, int> Done,
    IReadOnlyDictionary<string, int> Refused,
    IReadOnlyDictionary<(string Table, string Key), int> Changes,
    int Retries,
    int Deferrals,
    TimeSpan Elapsed)
{
    /// <summary>The vehicle whose registration changed most often.</summary>
    public string MostChangedRegistration =>
        Changes.Where(change => change.Key.Table == VehicleRegistrationLedger.VehicleRegistration).OrderByDescending(change => change.Value).ThenBy(change => change.Key.Key, StringComparer.Ordinal)
            .Select(change => change.Key.Key).FirstOrDefault() ?? SampleData.Text(SampleData.Read(VehicleRegistrationLedger.Vehicle).First(), "VIN");

    public int ChangesOf(string table) => Changes.Where(change => change.Key.Table == table).Sum(change => change.Value);
}
