using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests;

public sealed class StatementCacheTests
{
    private readonly MemoryLedger ledger = Fixture.EmptyTable();
    private readonly StatementCache cache = new(capacity: 2);

    [Fact]
    public void A_statement_is_prepared_once_for_a_catalog_version()
    {
        var first = Get("SELECT * FROM T");
        Assert.Same(first, Get("SELECT * FROM T"));
        ledger.Execute("CREATE INDEX ON T (k)");
        Assert.NotSame(first, Get("SELECT * FROM T"));
    }

    [Fact]
    public void The_statement_not_used_for_the_longest_time_makes_room()
    {
        var (a, b) = (Get("SELECT a FROM T"), Get("SELECT b FROM T"));
        Assert.Same(a, Get("SELECT a FROM T"));
        Get("SELECT c FROM T");
        Assert.Equal(2, cache.Count);
        Assert.Same(a, Get("SELECT a FROM T"));
        Assert.NotSame(b, Get("SELECT b FROM T"));
    }

    [Fact]
    public void Nothing_is_kept_of_a_transaction_that_changed_the_catalog()
    {
        var transaction = ledger.Begin();
        transaction.Execute("CREATE TABLE U");
        cache.GetOrPrepare("SELECT * FROM U", new MemoryCatalog(transaction));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void A_statement_that_fails_is_not_kept()
    {
        Assert.Throws<PartiQLException>(() => Get("SELECT * FROM Nope"));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void One_statement_serves_many_threads_at_once()
    {
        ledger.Execute("INSERT INTO T << {'k': 1}, {'k': 2}, {'k': 3} >>");
        Parallel.For(0, 200, i =>
        {
            var rows = Get("SELECT VALUE k + ? FROM T WHERE k > 1").Execute(ledger.Begin(), [Ion.IonElement.OfInt(i)]);
            rows.Are($"{2 + i}", $"{3 + i}");
        });
    }

    [Theory]
    [InlineData("SELECT ? FROM T", 0, "Query expects 1 parameters, but statement has 0")]
    [InlineData("SELECT * FROM T WHERE a = '?' AND b = `\"?\"` AND \"?\" = 1", 2, "Query expects 0 parameters, but statement has 2")]
    public void The_number_of_parameters_must_be_right(string statement, int count, string message) =>
        Assert.Equal(message, ledger.Refuses(statement, [.. Enumerable.Repeat("1", count)]).Message);

    private PreparedStatement Get(string statement) => cache.GetOrPrepare(statement, new MemoryCatalog(ledger.Begin()));
}
