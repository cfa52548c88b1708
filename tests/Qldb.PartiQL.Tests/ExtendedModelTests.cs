using FsCheck;
using FsCheck.Fluent;
using Qldb.PartiQL.Tests.Engine;
using Xunit;

namespace Qldb.PartiQL.Tests;

/// <summary>What the extended dialect adds, against a few lines of LINQ that say the same, for any rows.</summary>
public sealed class ExtendedModelTests
{
    /// <summary>A number, null or nothing: what a field may hold.</summary>
    private enum Presence
    {
        Missing,
        Null,
        Known,
    }

    [Fact]
    public void ORDER_BY_LIMIT_and_OFFSET() => Holds((rows, _, ledger, k) =>
    {
        foreach (var (direction, isDescending) in new[] { ("", false), (" DESC", true) })
        {
            // Unknown values come last, and so first where the order is turned round.
            var ordered = isDescending
                ? rows.OrderBy(row => row.N.IsKnown ? 1 : 0).ThenByDescending(row => row.N.IsKnown ? row.N.Number : 0)
                : rows.OrderBy(row => row.N.IsKnown ? 0 : 1).ThenBy(row => row.N.IsKnown ? row.N.Number : 0);
            var expected = ordered.ThenBy(row => row.Id).Skip(k).Take(3).Select(row => $"{row.Id}");
            AssertSame(expected, Answer(ledger, $"SELECT VALUE x.id FROM T AS x ORDER BY x.n{direction}, x.id LIMIT 3 OFFSET {k}"));
        }
    });

    [Fact]
    public void GROUP_BY_and_HAVING() => Holds((rows, _, ledger, k) =>
    {
        var expected = rows.GroupBy(row => row.G.IsKnown ? row.G.Number : (int?)null).Where(group => group.Count() > k).Select(group =>
        {
            var known = group.Where(row => row.N.IsKnown).Select(row => row.N.Number).ToList();
            return $"[{Text(group.Key)},{group.Count()},{known.Count},{Text(known.Count == 0 ? null : known.Sum())},{Text(known.Count == 0 ? null : known.Min())},{known.Distinct().Count()}]";
        });
        AssertSameBag(expected, Answer(ledger, $"SELECT VALUE [g, COUNT(*), COUNT(x.n), SUM(x.n), MIN(x.n), COUNT(DISTINCT x.n)] FROM T AS x GROUP BY x.g AS g HAVING COUNT(*) > {k}"));
    });

    [Fact]
    public void DISTINCT() => Holds((rows, _, ledger, _) => AssertSameBag(
        rows.Select(row => $"[{row.G.OrNull},{row.N.OrNull}]").Distinct(), Answer(ledger, "SELECT DISTINCT VALUE [x.g, x.n] FROM T AS x")));

    [Fact]
    public void LEFT_JOIN() => Holds((rows, others, ledger, k) =>
    {
        var expected = rows.SelectMany(row =>
        {
            var matches = others.Where(other => row.N.IsKnown && other.N.IsKnown && row.N.Number == other.N.Number && other.Id >= k).Select(other => $"[{row.Id},{other.Id}]").ToList();
            return matches.Count > 0 ? matches : [$"[{row.Id},null]"];
        });
        AssertSameBag(expected, Answer(ledger, $"SELECT VALUE [x.id, y.id] FROM T AS x LEFT JOIN U AS y ON x.n = y.n AND y.id >= {k}"));
    });

    [Fact]
    public void CASE() => Holds((rows, _, ledger, k) => AssertSame(
        rows.Select(row => !row.N.IsKnown ? "\"unknown\"" : row.N.Number > k ? "\"more\"" : "\"less\""),
        Answer(ledger, $"SELECT VALUE CASE WHEN x.n > {k} THEN 'more' WHEN x.n IS NULL THEN 'unknown' ELSE 'less' END FROM T AS x ORDER BY x.id")));

    [Fact]
    public void Subqueries_that_read_tables() => Holds((rows, others, ledger, k) =>
    {
        var known = others.Where(other => other.N.IsKnown).Select(other => other.N.Number).ToHashSet();
        AssertSameBag(
            rows.Where(row => row.N.IsKnown && known.Contains(row.N.Number)).Select(row => $"{row.Id}"),
            Answer(ledger, "SELECT VALUE x.id FROM T AS x WHERE x.n IN (SELECT VALUE y.n FROM U AS y)"));
        AssertSameBag(
            rows.Where(row => row.G.IsKnown && others.Any(other => other.G.IsKnown && other.G.Number == row.G.Number && other.Id > k)).Select(row => $"{row.Id}"),
            Answer(ledger, $"SELECT VALUE x.id FROM T AS x WHERE EXISTS(SELECT 1 FROM U AS y WHERE y.g = x.g AND y.id > {k})"));
        AssertSameBag(
            rows.GroupBy(row => row.G.OrNull).Select(group => $"{group.Count()}"),
            Answer(ledger, "SELECT VALUE s.c FROM (SELECT COUNT(*) AS c FROM T AS x GROUP BY x.g) AS s"));
    });

    private static void Holds(Action<List<Entry>, List<Entry>, MemoryLedger, int> property) =>
        Prop.ForAll(Entries().Zip(Entries()).Zip(Gen.Choose(0, 3)).ToArbitrary(), sample =>
        {
            var ((rows, others), k) = sample;
            var ledger = new MemoryLedger(Dialect.Extended);
            Fill(ledger, "T", rows);
            Fill(ledger, "U", others);
            if (k == 1)
            {
                ledger.Execute("CREATE INDEX ON U (n)"); // Whatever the plan is.
            }

            property(rows, others, ledger, k);
        }).QuickCheckThrowOnFailure();

    private static void Fill(MemoryLedger ledger, string table, List<Entry> rows)
    {
        ledger.Execute($"CREATE TABLE {table}");
        foreach (var row in rows)
        {
            ledger.ExecuteWith($"INSERT INTO {table} ?", $"{{id: {row.Id}{row.G.As("g")}{row.N.As("n")}}}");
        }
    }

    private static Gen<List<Entry>> Entries()
    {
        var field = Gen.Choose(0, 5).Select(static choice => new Field((Presence)Math.Min(choice, 2), choice % 3));
        return Gen.Choose(0, 9).SelectMany(count => field.Zip(field).ListOf(count))
            .Select(static fields => fields.Select(static (pair, index) => new Entry(index, pair.Item1, pair.Item2)).ToList());
    }

    private static List<string> Answer(MemoryLedger ledger, string statement) =>
        [.. ledger.Execute(statement).Select(static row => row.ToString().Replace(" ", "", StringComparison.Ordinal))];

    private static void AssertSame(IEnumerable<string> expected, List<string> actual) => Assert.Equal(expected, actual);

    private static void AssertSameBag(IEnumerable<string> expected, List<string> actual) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));

    private static string Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";

    private readonly record struct Field(Presence Presence, int Number)
    {
        public bool IsKnown => Presence == Presence.Known;

        public string OrNull => IsKnown ? Text(Number) : "null";

        public string As(string name) => Presence == Presence.Missing ? "" : $", {name}: {OrNull}";
    }

    private sealed record Entry(int Id, Field G, Field N);
}
