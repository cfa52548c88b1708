using FsCheck;
using FsCheck.Fluent;
using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Planning;

/// <summary>
/// However a query is planned, it answers the same. The yardstick is the same condition inside an OR, which no rule can take apart: a
/// nested loop that checks every pair.
/// </summary>
public sealed class PlanEquivalenceTests
{
    private static readonly MemoryLedger plain = Ledger();
    private static readonly MemoryLedger indexed = Indexed();
    private static readonly MemoryLedger cramped = Ledger(new PartiQLOptions { MaxMemoryBytes = 2_000 });

    [Fact]
    public void Lookups_and_hash_joins_answer_what_nested_loops_answer() =>
        Prop.ForAll(Queries().ToArbitrary(), query =>
        {
            var (select, from, condition) = query;
            var expected = Answer(plain, $"{select} {from} WHERE ({condition}) OR 1 = 2");
            var scanned = Answer(plain, $"{select} {from} WHERE {condition}");
            var found = Answer(indexed, $"{select} {from} WHERE {condition}");
            var inBlocks = Answer(cramped, $"{select} {from} WHERE {condition}");
            return (expected == scanned && expected == found && expected == inBlocks).Label(
                $"{select} {from} WHERE {condition}\n{indexed.Explain($"{select} {from} WHERE {condition}")}\nexpected {expected}\nscanned {scanned}\nfound {found}\nin blocks {inBlocks}");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Changes_find_the_documents_that_queries_find() =>
        Prop.ForAll(Conditions(["x"], ["x.a", "x.b", "x.c.d"]).ToArbitrary(), condition =>
        {
            var (scanned, found) = (plain.Begin(), indexed.Begin());
            var expected = plain.Begin().Execute($"SELECT VALUE x.n FROM T AS x WHERE ({condition}) OR 1 = 2").Select(static row => row.ToString()).Order();
            scanned.Execute($"UPDATE T AS x SET x.hit = true WHERE {condition}");
            found.Execute($"UPDATE T AS x SET x.hit = true WHERE {condition}");
            return Hits(scanned).SequenceEqual(expected) && Hits(found).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Hits(MemoryTransaction transaction) =>
        transaction.Execute("SELECT VALUE n FROM T WHERE hit = true").Select(static row => row.ToString()).Order();

    private static string Answer(MemoryLedger ledger, string statement) =>
        string.Join(" ", ledger.Execute(statement).Select(static row => row.ToString()).Order(StringComparer.Ordinal));

    private static Gen<(string Select, string From, string Condition)> Queries() => Gen.OneOf(
        Conditions(["x", "y"], ["x.a", "x.b", "y.a", "y.b", "y.c.d", "x.absent"])
            .Select(static condition => ("SELECT x.n AS p, y.n AS q", "FROM T AS x, U AS y", condition)),
        Conditions(["x", "y", "z"], ["x.a", "y.a", "y.b", "z.b", "z.a"])
            .Select(static condition => ("SELECT x.n AS p, y.n AS q, z.n AS r", "FROM T AS x, U AS y, T AS z", condition)),
        Conditions(["x", "e"], ["x.a", "x.b", "e", "x.l[0]"])
            .Select(static condition => ("SELECT x.n AS p, e", "FROM T AS x, x.l AS e", condition)),
        Conditions(["x", "y"], ["x.a", "y.a", "y.b"])
            .Select(static condition => ("SELECT x.n AS p, y.n AS q", "FROM T AS x INNER JOIN U AS y ON x.a = y.a", condition)));

    private static Gen<string> Conditions(string[] sources, string[] paths)
    {
        var path = Gen.Elements(paths);
        var constant = Gen.Elements("1", "1.0", "2", "`1e0`", "'x'", "`x`", "null", "missing", "[1]", "{'d': 1}", "true", "<< 1 >>");
        var operand = Gen.OneOf(path, constant);
        var atom = Gen.OneOf(
            path.Zip(operand, static (left, right) => $"{left} = {right}"),
            path.Zip(path, static (left, right) => $"{left} = {right}"),
            path.Zip(constant.Two(), static (left, pair) => $"{left} IN ({pair.Item1}, {pair.Item2})"),
            path.Select(static operand => $"{operand} IS NOT NULL"),
            path.Zip(operand, static (left, right) => $"({left} <> {right} OR {left} = 2)"),
            Gen.Elements(sources).Select(static source => $"{source} IS NOT MISSING"));
        return Gen.Choose(1, 4).SelectMany(count => atom.ListOf(count)).Select(static atoms => string.Join(" AND ", atoms));
    }

    private static MemoryLedger Ledger(PartiQLOptions? options = null)
    {
        var ledger = new MemoryLedger(options ?? PartiQLOptions.Default);
        ledger.Execute("CREATE TABLE T");
        ledger.Execute("CREATE TABLE U");
        foreach (var table in new[] { "T", "U" })
        {
            ledger.ExecuteWith(
                $"INSERT INTO {table} ?",
                """
                [{n: 1, a: 1, b: 1, c: {d: 1}, l: [1, 2, "x"]}, {n: 2, a: 1.0, b: 2, l: 1}, {n: 3, a: "x", b: null, l: []},
                 {n: 4, a: x, b: "x", c: {d: null}}, {n: 5, a: null.int, b: 2, l: [null, 2]}, {n: 6, b: 1e0, c: 5}, {n: 7, a: [1], b: true},
                 {n: 8, a: {d: 1}, b: [1]}, {n: 9, a: 2, b: 2e0, l: [1, [1], {d: 1}]}]
                """);
        }

        return ledger;
    }

    private static MemoryLedger Indexed()
    {
        var ledger = Ledger();
        ledger.Execute("CREATE INDEX ON T (a)");
        ledger.Execute("CREATE INDEX ON U (a)");
        ledger.Execute("CREATE INDEX ON U (b)");
        return ledger;
    }
}
