using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>What a statement may hold on to: 32 MB here, the other half of the 64 being for hash joins.</summary>
public sealed class MemoryCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable(dialect: Dialect.Extended);

    // Documents of 100 KB; the joins below make many rows of few documents.
    public MemoryCases()
    {
        for (var n = 0; n < 24; n++)
        {
            ledger.ExecuteWith("INSERT INTO T ?", $"{{n: {n}, s: \"{new string('s', 100_000)}\"}}");
        }
    }

    [Theory]
    [InlineData("SELECT a.n FROM T AS a, T AS b ORDER BY a.n", "to sort its rows")]
    [InlineData("SELECT DISTINCT a.s || CAST(b.n AS string), a.n FROM T AS a, T AS b", "to tell its results apart")]
    [InlineData("SELECT COUNT(DISTINCT a.n || b.n || a.s) FROM (SELECT CAST(t.n AS string) AS n, t.s FROM T AS t) AS a, (SELECT CAST(t.n AS string) AS n FROM T AS t) AS b", "to tell the values of an aggregate apart")]
    [InlineData("SELECT k, COUNT(*) FROM T AS a, T AS b GROUP BY a.s || CAST(a.n AS string) || CAST(b.n AS string) AS k", "to group its rows")]
    [InlineData("SELECT n, (SELECT VALUE x FROM g AS x) AS members FROM T AS a, T AS b GROUP BY a.n AS n GROUP AS g", "to keep the rows of its groups")]
    [InlineData("SELECT VALUE 1 FROM << 0 >> AS z WHERE 0 IN (SELECT VALUE [a.s, b.n] FROM T AS a, T AS b)", "for the value of an inner query")]
    [InlineData("UPDATE T AS t SET t.x = (SELECT VALUE [a.s, b.n] FROM T AS a, T AS b)", "for the value of an inner query")]
    public void More_than_that_is_refused_with_the_reason(string statement, string purpose)
    {
        var error = ledger.Refuses(statement);

        Assert.Equal(PartiQLStage.Limit, error.Stage);
        Assert.Contains($"the statement needs more than 33554432 bytes of memory {purpose}; narrow it down by a condition, or raise the limit of 67108864 bytes", error.Message);
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 24}");
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM T AS a, T AS b, T AS c", "{_1: 13824}")]
    [InlineData("SELECT MAX(a.n + b.n), MIN(a.n), SUM(c.n) FROM T AS a, T AS b, T AS c", "{_1: 46, _2: 0, _3: 158976}")]
    [InlineData("SELECT a.n AS n, COUNT(*) AS c FROM T AS a, T AS b, T AS c WHERE a.n < 2 GROUP BY a.n", "{n: 0, c: 576}", "{n: 1, c: 576}")]
    [InlineData("SELECT DISTINCT a.n / 12 AS d FROM T AS a, T AS b", "{d: 0}", "{d: 1}")]
    [InlineData("SELECT VALUE a.n FROM T AS a WHERE 23 IN (SELECT VALUE a.n + b.n FROM T AS b WHERE b.n = 0)", "23")]
    public void Rows_that_only_pass_through_do_not_count(string statement, params string[] expected) => ledger.Execute(statement).Are(expected);

    [Fact]
    public void Sorting_within_the_limit_sorts() =>
        Assert.Equal(24, ledger.Execute("SELECT n FROM T ORDER BY n DESC").Count);
}
