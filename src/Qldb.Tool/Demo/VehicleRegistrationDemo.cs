using System.Globalization;
using System.Text.Json;
using Qldb.Actors;
using Qldb.Actors.Client;
using Qldb.Ledger;
using Qldb.Ledger.Sqlite;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Demo.Jobs;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Demo;

/// <summary>
/// The QLDB tutorial, whole: open or create the ledger, load it, work on it from many sides at once, look at a document's history, prove the document,
/// verify the journal. What must be true afterwards is checked, not assumed.
/// </summary>
internal sealed class VehicleRegistrationDemo(DemoOptions options, Report report)
{
    private readonly Display _display = report.Display();

    /// <returns>The exit code: 0 when every invariant held and everything verified, else 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var store = SqliteLedgerStore.OpenOrCreate(new SqliteLedgerStoreOptions { Path = options.LedgerFile }, VehicleRegistrationLedger.Name);
        using var ledger = Ledger.Ledger.Open(store);
        _display.Line($"Ledger {ledger.Name} in {options.LedgerFile}: {Number(ledger.Tip.SequenceNo + 1)} blocks.");

        await using var driver = new PooledQldbDriver(
            new QldbDriverOptions { LedgerName = ledger.Name, PoolLimit = options.Pool }, new EmbeddedSessionClient(ledger));
        var personIds = await LoadAsync(driver, cancellationToken);
        var before = await driver.ExecuteAsync(txn => RevisionCounts.ReadAsync(txn, cancellationToken), cancellationToken);
        var tally = await WorkAsync(driver, personIds, cancellationToken);
        var violations = await Invariants.CheckAsync(driver, before, tally, cancellationToken);

        var proof = new HistoryAndProof(ledger, driver, _display);
        var proved = await proof.ShowAsync(tally.MostChangedRegistration, cancellationToken);
        var intact = await proof.VerifyJournalAsync(cancellationToken);
        var pool = await driver.GetPoolStatisticsAsync(cancellationToken);
        Summarise(ledger.Statistics, pool, tally);
        report.Result(json => WriteSummary(json, ledger.Statistics, pool, tally, proved, intact, violations));
        return Judge(violations) && proved && intact ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<IReadOnlyList<string>> LoadAsync(PooledQldbDriver driver, CancellationToken cancellationToken)
    {
        var loader = new Loader(driver, options.Workers);
        var created = await loader.CreateSchemaAsync(cancellationToken);
        var inserted = 0;
        await _display.StageAsync("Load people, licences, vehicles, registrations", Loader.DocumentCount, async progress => inserted = await loader.LoadAsync(progress, cancellationToken));
        _display.Line($"Created {created} tables and indexes, inserted {Number(inserted)} documents; the rest was there.");
        return [.. (await loader.ReadPersonIdsAsync(cancellationToken)).Values.Order(StringComparer.Ordinal)];
    }

    private async Task<JobTally> WorkAsync(PooledQldbDriver driver, IReadOnlyList<string> personIds, CancellationToken cancellationToken)
    {
        var jobs = JobPlan.Make(options.Transfers, options.Seed, personIds, [.. SampleData.Read(VehicleRegistrationLedger.Vehicle).Select(vehicle => SampleData.Text(vehicle, "VIN"))]);
        var runner = new JobRunner(driver, options.Workers);
        await _display.StageAsync($"Office hours: {options.Workers} workers, {options.Pool} sessions", jobs.Count, progress => runner.RunAsync(jobs, progress, cancellationToken));
        return runner.Tally;
    }

    private void Summarise(LedgerStatistics ledger, PoolStatistics pool, JobTally tally)
    {
        var jobs = tally.Done.Values.Sum();
        _display.Table("Summary",
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

    private static void WriteSummary(
        Utf8JsonWriter json, LedgerStatistics ledger, PoolStatistics pool, JobTally tally, bool proved, bool intact, IReadOnlyList<string> violations)
    {
        WriteCounts(json, "jobs", tally.Done);
        WriteCounts(json, "refused", tally.Refused);
        json.WriteNumber("committed", ledger.CommittedTransactions);
        json.WriteNumber("readOnly", ledger.ReadOnlyTransactions);
        json.WriteNumber("occConflicts", ledger.OccConflicts);
        json.WriteNumber("retries", tally.Retries);
        json.WriteNumber("deferrals", tally.Deferrals);
        json.WriteNumber("elapsedSeconds", Math.Round(tally.Elapsed.TotalSeconds, 3));
        json.WriteNumber("sessionsMost", pool.MostLeased);
        json.WriteNumber("blocks", ledger.Tip + 1);
        json.WriteNumber("newBlocks", ledger.Blocks);
        json.WriteNumber("durableWrites", ledger.CommitGroups);
        json.WriteBoolean("proved", proved);
        json.WriteBoolean("journalIntact", intact);
        json.WriteStartArray("violations");
        foreach (var violation in violations)
        {
            json.WriteStringValue(violation);
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (what, count) in counts.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(what, count);
        }

        json.WriteEndObject();
    }

    private bool Judge(IReadOnlyList<string> violations)
    {
        if (violations.Count == 0)
        {
            _display.Result("All invariants hold: one registration and one primary owner for each vehicle, every owner a person, each acknowledged change exactly one revision.");
            return true;
        }

        _display.Result($"{violations.Count} invariants are violated:");
        foreach (var violation in violations.Take(20))
        {
            _display.Result("  " + violation);
        }

        return false;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
