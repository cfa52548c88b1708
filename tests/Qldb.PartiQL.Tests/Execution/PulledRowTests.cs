using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Execution;

/// <summary>When a statement does its work: a query while its rows are pulled, anything else at once.</summary>
public sealed class PulledRowTests
{
    private readonly MemoryLedger ledger = Fixture.Vehicles();

    [Fact]
    public void Rows_are_read_only_when_they_are_pulled()
    {
        var transaction = ledger.Begin();
        var rows = ledger.Prepare("SELECT VIN FROM Vehicle").Execute(transaction, []).GetEnumerator();
        Assert.Equal(0, transaction.ReadCount);
        rows.MoveNext();
        rows.MoveNext();
        Assert.Equal(2, transaction.ReadCount);
    }

    [Fact]
    public void A_cancelled_query_stops_between_rows()
    {
        using var cancellation = new CancellationTokenSource();
        var transaction = ledger.Begin();
        transaction.CancellationToken = cancellation.Token;
        var rows = ledger.Prepare("SELECT VIN FROM Vehicle").Execute(transaction, []).GetEnumerator();
        Assert.True(rows.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
    }

    [Fact]
    public void A_change_is_made_before_the_first_row_is_pulled()
    {
        var transaction = ledger.Begin();
        ledger.Prepare("INSERT INTO Person {'k': 1}").Execute(transaction, []);
        transaction.Execute("SELECT * FROM Person WHERE k = 1").Are("{k: 1}");
    }
}
