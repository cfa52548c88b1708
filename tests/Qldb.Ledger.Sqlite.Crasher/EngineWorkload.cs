using Qldb.Ion;

namespace Qldb.Ledger.Sqlite.Crasher;

/// <summary>
/// Writers who each number their transactions: transaction n of a writer inserts entry n and sets the writer's counter to n. So a ledger can be asked
/// which transactions it has, and a transaction that is half there shows as an entry without its counter or the other way round.
/// </summary>
public static class EngineWorkload
{
    public const int Writers = 6;

    /// <summary>Commits in all writers at once, without end.</summary>
    /// <param name="ledger">A new ledger, or one that this workload has written before.</param>
    /// <param name="acknowledge">Told writer and number after each commit.</param>
    public static async Task RunAsync(Ledger ledger, Action<int, long> acknowledge)
    {
        var session = await LedgerSession.StartAsync(ledger);
        if ((await session.RunAsync(("SELECT VALUE name FROM information_schema.user_tables", []))).Count == 0)
        {
            await session.RunAsync(("CREATE TABLE entries", []), ("CREATE INDEX ON entries (writer)", []), ("CREATE TABLE counters", []), ("CREATE INDEX ON counters (writer)", []));
            await session.RunAsync(("INSERT INTO counters ?", [Ion($"[{string.Join(", ", Enumerable.Range(0, Writers).Select(writer => $"{{writer: {writer}, total: 0}}"))}]")]));
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(ledger, writer, acknowledge))));
    }

    /// <summary>Finds how many transactions of each writer a ledger has, or the first thing that cannot be.</summary>
    public static async Task<(long[] Counts, string? Fault)> InspectAsync(Ledger ledger)
    {
        var session = await LedgerSession.StartAsync(ledger);
        var counts = new long[Writers];
        for (var writer = 0; writer < Writers; writer++)
        {
            var counters = await session.RunAsync(("SELECT VALUE total FROM counters WHERE writer = ?", [IonElement.OfInt(writer)]));
            var entries = await session.RunAsync(("SELECT VALUE n FROM entries WHERE writer = ?", [IonElement.OfInt(writer)]));
            var numbers = entries.Select(Number).Order().ToList();
            counts[writer] = numbers.Count;
            if (counters.Count != 1 || Number(counters[0]) != numbers.Count || !numbers.SequenceEqual(Enumerable.Range(1, numbers.Count).Select(n => (long)n)))
            {
                return (counts, $"writer {writer} has the counters {string.Join(", ", counters)} and {numbers.Count} entries, the last {numbers.LastOrDefault()}");
            }
        }

        return (counts, null);
    }

    private static async Task WriteAsync(Ledger ledger, int writer, Action<int, long> acknowledge)
    {
        var session = await LedgerSession.StartAsync(ledger);
        var count = Number((await session.RunAsync(("SELECT VALUE total FROM counters WHERE writer = ?", [IonElement.OfInt(writer)])))[0]);
        while (true)
        {
            count++;
            await session.RunAsync(
                ("INSERT INTO entries ?", [Ion($"{{writer: {writer}, n: {count}, text: \"{new string('.', (int)(count * 7919 % 900))}\"}}")]),
                ("UPDATE counters SET total = ? WHERE writer = ?", [IonElement.OfInt(count), IonElement.OfInt(writer)]));
            acknowledge(writer, count);
        }
    }

    private static IonElement Ion(string text) => IonElement.ParseText(text);

    private static long Number(IonElement element) => element.TryGetInt64(out var number) ? number : throw new InvalidDataException($"{element} is no number.");
}
