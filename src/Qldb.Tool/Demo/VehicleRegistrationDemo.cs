using System.Globalization;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;
using Qldb.Tool.Demo.Jobs;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Demo;

/// <summary>
/// The QLDB tutorial, whole: open or create the ledger, load it, work on it from many sides at once, look at a document's history, prove the document,
/// verify the journal. What must be true afterwards is checked, not assumed.
/// </summary>
internal sealed class VehicleRegistrationDemo(DemoOptions options, Display display)
{
    /// <returns>The exit code: 0 when every invariant held and everything verified, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var store = SqliteLedgerStore.OpenOrCreate(new SqliteLedgerStoreOptions { Path = options.LedgerFile }, VehicleRegistrationLedger.Name);
        using var ledger = Ledger.Ledger.Open(store);
        display.Line($"Ledger {ledger.Name} in {options.LedgerFile}: {Number(ledger.Tip.SequenceNo + 1)} blocks.");

        await using var driver = new PooledQldbDriver(
            new QldbDriverOptions { LedgerName = ledger.Name, PoolLimit = options.Pool }, new EmbeddedSessionClient(ledger));
        var personIds = await LoadAsync(driver, cancellationToken);
        var before = await driver.ExecuteAsync(txn => RevisionCounts.ReadAsync(txn, cancellationToken), cancellationToken);
        var tally = await WorkAsync(driver, personIds, cancellationToken);
        var violations = await Invariants.CheckAsync(driver, before, tally, cancellationToken);

        var proof = new HistoryAndProof(ledger, driver, display);
        var proved = await proof.ShowAsync(tally.MostChangedRegistration, cancellationToken) & await proof.VerifyJournalAsync(cancellationToken);
        Summarise(ledger.Statistics, await driver.GetPoolStatisticsAsync(cancellationToken), tally);
        return Judge(violations) && proved ? 0 : 1;
    }

    private async Task<IReadOnlyList<string>> LoadAsync(PooledQldbDriver driver, CancellationToken cancellationToken)
    {
        var loader = new Loader(driver, options.Workers);
        var created = await loader.CreateSchemaAsync(cancellationToken);
        var inserted = 0;
        await display.StageAsync("Load people, licences, vehicles, registrations", Loader.DocumentCount, async progress => inserted = await loader.LoadAsync(progress, cancellationToken));
        display.Line($"Created {created} tables and indexes, inserted {Number(inserted)} documents; the rest was there.");
        return [.. (await loader.ReadPersonIdsAsync(cancellationToken)).Values.Order(StringComparer.Ordinal)];
    }

    private async Task<JobTally> WorkAsync(PooledQldbDriver driver, IReadOnlyList<string> personIds, CancellationToken cancellationToken)
    {
        var jobs = JobPlan.Make(options.Transfers, options.Seed, personIds, [.. SampleData.Read(VehicleRegistrationLedger.Vehicle).Select(vehicle => SampleData.Text(vehicle, "VIN"))]);
        var runner = new JobRunner(driver, options.Workers);
        await display.StageAsync($"Office hours: {options.Workers} workers, {options.Pool} sessions", jobs.Count, progress => runner.RunAsync(jobs, progress, cancellationToken));
        return runner.Tally;
    }

    private void Summarise(LedgerStatistics ledger, PoolStatistics pool, JobTally tally)
    {
        var jobs = tally.Done.Values.Sum();
        display.Table("Summary",
        [
            .. tally.Done.OrderBy(job => job.Key, StringComparer.Ordinal).Select(job => (job.Key, Number(job.Value))),
            .. tally.Refused.OrderBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => ($"refused: {reason.Key}", Number(reason.Value))),
            ("transactions committed", $"{Number(ledger.CommittedTransactions)}, {Number(ledger.ReadOnlyTransactions)} of them read only"),
            ("OCC conflicts", Number(ledger.OccConflicts)),
            ("retries", $"{Number(tally.Retries)}; put off to the end: {Number(tally.Deferrals)}"),
            ("throughput", string.Create(CultureInfo.InvariantCulture, $"{jobs / tally.Elapsed.TotalSeconds:N0} jobs/s over {tally.Elapsed.TotalSeconds:0.00} s")),
            ("pool", $"at most {pool.MostLeased} of {pool.Limit} sessions in use at once"),
            ("blocks", $"{Number(ledger.Tip + 1)}, {Number(ledger.Blocks)} of them new in {Number(ledger.CommitGroups)} durable writes"),
            ("file", $"{Number(new FileInfo(options.LedgerFile).Length / 1024)} KiB"),
        ]);
    }

    private bool Judge(IReadOnlyList<string> violations)
    {
        if (violations.Count == 0)
        {
            display.Line("All invariants hold: one registration and one primary owner for each vehicle, every owner a person, each acknowledged change exactly one revision.");
            return true;
        }

        display.Heading($"{violations.Count} invariants are violated:");
        foreach (var violation in violations.Take(20))
        {
            display.Line("  " + violation);
        }

        return false;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
