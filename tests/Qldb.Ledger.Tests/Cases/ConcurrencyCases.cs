using Amazon.QLDBSession.Model;
using Qldb.Ledger.Tests.Support;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.Ledger.Tests.Cases;

/// <summary>partiql-dialect, section 10.7: two sessions, no retry. The other sections are the shared cases; C27 is in LimitTests.</summary>
public sealed class ConcurrencyCases
{
    private readonly SessionLedger _vehicles = Fixture.Vehicles();

    [Fact]
    public void C90_a_scan_conflicts_with_an_insert()
    {
        var ledger = Fixture.EmptyTable();
        var first = ledger.Begin();
        first.Execute("SELECT e FROM T WHERE e = 'x'").Are();
        ledger.Execute("INSERT INTO T {'e':'y'}");
        first.Execute("INSERT INTO T {'e':'x'}");

        var error = Assert.Throws<OccConflictException>(first.Commit);

        Assert.Equal("Optimistic concurrency control (OCC) failure encountered while committing the transaction", error.Message);
        ledger.Execute("SELECT VALUE e FROM T").Are("\"y\"");
    }

    [Fact]
    public void C91_a_scan_conflicts_with_the_update_of_another_document()
    {
        _vehicles.Execute("CREATE INDEX ON Vehicle (VIN)");
        var first = _vehicles.Begin();
        first.Execute("SELECT * FROM Vehicle WHERE Make = 'Tesla'").Single();
        _vehicles.Execute("UPDATE Vehicle SET Color = 'Blue' WHERE VIN = '1N4AL11D75C109151'").Single();
        first.Execute("UPDATE Vehicle SET Color = 'Red' WHERE VIN = 'KM8SRDHF6EU074761'").Single();

        Assert.Throws<OccConflictException>(first.Commit);
    }

    [Fact]
    public void C91_the_same_two_through_the_index_do_not_conflict()
    {
        _vehicles.Execute("CREATE INDEX ON Vehicle (VIN)");
        var first = _vehicles.Begin();
        first.Execute("SELECT * FROM Vehicle WHERE VIN = 'KM8SRDHF6EU074761'").Single();
        _vehicles.Execute("UPDATE Vehicle SET Color = 'Blue' WHERE VIN = '1N4AL11D75C109151'").Single();
        first.Execute("UPDATE Vehicle SET Color = 'Red' WHERE VIN = 'KM8SRDHF6EU074761'").Single();
        first.Commit();

        _vehicles.Execute("SELECT VALUE Color FROM Vehicle WHERE Make IN ('Audi', 'Tesla')").Are("\"Blue\"", "\"Red\"");
    }

    [Fact]
    public void C92_two_scans_without_writes_both_commit()
    {
        var (first, second) = (_vehicles.Begin(), _vehicles.Begin());
        Assert.Equal(5, first.Execute("SELECT * FROM Vehicle").Count);
        Assert.Equal(5, second.Execute("SELECT * FROM Vehicle").Count);
        first.Commit();
        second.Commit();
    }

    [Fact]
    public void C93_a_slow_transaction_has_expired()
    {
        var slow = _vehicles.Begin();
        slow.Execute("SELECT * FROM Vehicle");
        _vehicles.Clock = _vehicles.Clock.AddSeconds(31);

        var error = Assert.Throws<InvalidSessionException>(slow.Commit);

        Assert.Equal($"Transaction {slow.TransactionId} has expired", error.Message);
    }
}
