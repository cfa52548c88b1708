using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.4.</summary>
public sealed class ChangeCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();
    private readonly CaseLedger vehicles = Fixture.Vehicles();

    [Fact]
    public void C57_SET_replaces_a_field_and_answers_the_document()
    {
        var id = ledger.Execute("INSERT INTO T {'Name': null}").Single();
        Assert.Equal(id, ledger.ExecuteWith("UPDATE T SET Name = ?", "1.1e0").Single());
        ledger.Execute("SELECT VALUE Name FROM T").Are("1.1e0");
    }

    [Fact]
    public void C58_SET_creates_a_field()
    {
        ledger.Execute("INSERT INTO T {'a': 1}");
        ledger.Execute("UPDATE T AS t SET t.b = 2 WHERE t.a = 1").Single();
        ledger.Execute("SELECT * FROM T").Are("{a: 1, b: 2}");
    }

    [Fact]
    public void C59_SET_takes_several_and_nested_targets()
    {
        vehicles.Execute(
            "UPDATE VehicleRegistration AS r SET r.Owners.PrimaryOwner.PersonId = 'p9', r.City = 'Renton' WHERE r.VIN = '1HVBBAANXWH544237'")
            .Single();
        vehicles.Execute("SELECT City, Owners.PrimaryOwner.PersonId FROM VehicleRegistration WHERE VIN = '1HVBBAANXWH544237'")
            .Are("{City: \"Renton\", PersonId: \"p9\"}");
    }

    [Fact]
    public void C60_without_WHERE_every_document_changes() =>
        Assert.Equal(5, vehicles.Execute("UPDATE Vehicle SET Checked = true").Ids("documentId").Distinct().Count());

    [Fact]
    public void C61_what_matches_nothing_changes_nothing()
    {
        vehicles.Execute("UPDATE Vehicle SET Color = 'x' WHERE VIN = 'none'").Are();
        vehicles.Execute("SELECT COUNT(*) FROM history(Vehicle)").Are("{_1: 5}");
    }

    [Fact]
    public void C62_REMOVE_removes_a_field()
    {
        ledger.Execute("INSERT INTO T {'contactId':'123','mobile':'07'}");
        ledger.Execute("UPDATE T REMOVE mobile WHERE contactId = '123'").Single();
        ledger.Execute("SELECT * FROM T").Are("{contactId: \"123\"}");
    }

    [Fact]
    public void C63_FROM_can_SET()
    {
        ledger.Execute("INSERT INTO T {'a': 1, 'b': 1}");
        ledger.Execute("FROM T AS t WHERE t.a = 1 SET t.b = 5").Single();
        ledger.Execute("SELECT VALUE b FROM T").Are("5");
    }

    [Fact]
    public void C64_INSERT_adds_a_field_to_a_struct()
    {
        ledger.Execute("INSERT INTO T {'a': {'x': 1}}");
        ledger.Execute("FROM T AS t INSERT INTO t.a VALUE 2 AT 'y'").Single();
        ledger.Execute("SELECT VALUE a FROM T").Are("{x: 1, y: 2}");
    }

    [Fact]
    public void C65_DELETE_deletes_what_it_finds()
    {
        ledger.Execute("INSERT INTO T << {'k':1}, {'k':2} >>");
        Assert.Single(ledger.Execute("DELETE FROM T WHERE k = 1").Ids("documentId"));
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 1}");
    }

    [Fact]
    public void C66_DELETE_without_WHERE_deletes_all()
    {
        ledger.Execute("INSERT INTO T << {'k':1}, {'k':2} >>");
        Assert.Equal(2, ledger.Execute("DELETE FROM T").Count);
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 0}");
    }

    [Fact]
    public void C67_DELETE_finds_by_id()
    {
        var row = ledger.Execute("INSERT INTO T {'k':1}").Single();
        Assert.Equal(row, ledger.Execute($"DELETE FROM T BY rid WHERE rid = '{row.Text("documentId")}'").Single());
    }

    [Theory]
    [InlineData("DELETE FROM _ql_committed_T")]
    [InlineData("UPDATE _ql_committed_T SET data.k = 1")]
    [InlineData("FROM _ql_committed_T AS t REMOVE t.data.k")]
    [InlineData("DELETE FROM information_schema.user_tables")]
    [InlineData("DELETE FROM history(T)")]
    [InlineData("UPDATE history(T) AS h SET h.data = 1")]
    [InlineData("CREATE INDEX ON _ql_committed_T (k)")]
    [InlineData("DROP TABLE _ql_committed_T")]
    public void C68_only_the_user_view_can_be_changed(string statement)
    {
        var error = ledger.Refuses(statement);
        Assert.Equal(PartiQLStage.Semantic, error.Stage);
        Assert.Contains("read-only", error.Message);
    }

    [Fact]
    public void C69_a_transaction_makes_one_revision_of_a_document()
    {
        var transaction = ledger.Begin();
        var id = transaction.Execute("INSERT INTO T {'k':1}").Single().Text("documentId");
        transaction.Execute("UPDATE T SET k = 2");
        transaction.Execute("UPDATE T SET k = 3");
        transaction.Commit();
        ledger.Execute($"SELECT metadata.version, data.k FROM history(T) AS h WHERE h.metadata.id = '{id}'").Are("{version: 0, k: 3}");
    }
}
