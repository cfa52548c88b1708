using Qldb.Ion;
using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.3.</summary>
public sealed class SelectCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();
    private readonly CaseLedger vehicles = Fixture.Vehicles();

    [Fact]
    public void C28_an_empty_table_has_no_rows() => ledger.Execute("SELECT * FROM T").Are();

    [Fact]
    public void C29_COUNT_counts_rows()
    {
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 0}");
        ledger.Execute("INSERT INTO T << {'col': 1}, {'col': 2}, {'col': 3} >>");
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 3}");
    }

    [Fact]
    public void C30_a_table_name_can_be_quoted() =>
        vehicles.Execute("SELECT VALUE Make FROM \"Vehicle\" WHERE VIN = 'KM8SRDHF6EU074761'").Are("\"Tesla\"");

    [Fact]
    public void C31_columns_keep_the_order_of_the_select_list() =>
        Assert.Equal(
            "{Make:\"Audi\",Model:\"A5\"}",
            vehicles.Execute("SELECT Make, Model FROM Vehicle WHERE Make = 'Audi' AND Model = 'A5'").Single().ToString().Replace(" ", ""));

    [Fact]
    public void C32_a_path_is_named_by_its_last_step() =>
        vehicles.Execute("SELECT Owners.PrimaryOwner.PersonId FROM VehicleRegistration AS v WHERE v.VIN = '1N4AL11D75C109151'")
            .Are("{PersonId: \"p1\"}");

    [Fact]
    public void C33_a_struct_can_be_a_column() =>
        vehicles.Execute("SELECT Owners.SecondaryOwners FROM VehicleRegistration AS v WHERE v.VIN = '1N4AL11D75C109151'")
            .Are("{SecondaryOwners: [{PersonId: \"p5\"}]}");

    [Fact]
    public void C34_BY_gives_the_document_id()
    {
        var id = ledger.Execute("INSERT INTO T {'k': 7}").Single().Text("documentId");
        ledger.Execute("SELECT id FROM T AS t BY id WHERE t.k = 7").Are($"{{id: \"{id}\"}}");
    }

    [Fact]
    public void C35_a_document_is_found_by_its_id()
    {
        var id = ledger.Execute("INSERT INTO T {'k': 7}").Single().Text("documentId");
        ledger.Execute($"SELECT p.* FROM T AS p BY pid WHERE pid = '{id}'").Are("{k: 7}");
    }

    [Fact]
    public void C36_id_and_fields_can_be_selected_together()
    {
        ledger.Execute("CREATE TABLE building");
        var id = ledger.Execute("INSERT INTO building {'name':'b1','n':2}").Single().Text("documentId");
        ledger.Execute("SELECT buildingId, b.* FROM building AS b BY buildingId where b.name = 'b1'")
            .Are($"{{buildingId: \"{id}\", name: \"b1\", n: 2}}");
    }

    [Fact]
    public void C37_a_table_name_is_a_column_in_a_join() =>
        vehicles.Execute(
            """
            SELECT Vehicle FROM Vehicle INNER JOIN VehicleRegistration AS r ON Vehicle.VIN = r.VIN
            WHERE r.Owners.PrimaryOwner.PersonId = 'p2'
            """)
            .Are("{Vehicle: {VIN: \"KM8SRDHF6EU074761\", Type: \"Sedan\", Year: 2015, Make: \"Tesla\", Model: \"Model S\", Color: \"Blue\"}}");

    [Fact]
    public void C38_a_comma_joins() =>
        vehicles.Execute(
            "SELECT v.VIN, r.City FROM Vehicle AS v, VehicleRegistration AS r WHERE v.VIN = '3HGGK5G53FM761765' AND v.VIN = r.VIN")
            .Are("{VIN: \"3HGGK5G53FM761765\", City: \"Everett\"}");

    [Theory]
    [InlineData("@r.Owners.SecondaryOwners AS o")]
    [InlineData("r.Owners.SecondaryOwners AS o")]
    public void C39_C40_a_nested_list_can_be_opened(string nested) =>
        vehicles.Execute($"SELECT r.VIN, o.PersonId FROM VehicleRegistration AS r, {nested}")
            .Are("{VIN: \"1N4AL11D75C109151\", PersonId: \"p5\"}");

    [Fact]
    public void C41_AT_gives_the_position() =>
        vehicles.Execute("SELECT o.PersonId, i FROM VehicleRegistration AS r, r.Owners.SecondaryOwners AS o AT i")
            .Are("{PersonId: \"p5\", i: 0}");

    [Fact]
    public void C42_a_constant_can_be_selected_per_row() =>
        vehicles.Execute("select value 42 from information_schema.user_tables").Are("42", "42", "42");

    [Fact]
    public void C43_a_constant_column_is_named_by_position()
    {
        ledger.Execute("CREATE TABLE cats");
        ledger.Execute("INSERT INTO cats {'name':'Tom'}");
        ledger.ExecuteWith("select 1 from cats where name = ?", "\"Tom\"").Are("{_1: 1}");
    }

    [Fact]
    public void C44_a_literal_collection_is_a_source() =>
        ledger.Execute("SELECT a FROM << {'a':1}, {'a':2} >>").Are("{a: 1}", "{a: 2}");

    [Fact]
    public void C45_an_absent_field_is_left_out_and_IS_MISSING()
    {
        ledger.Execute("INSERT INTO T << {'a':1,'b':2}, {'a':3} >>");
        ledger.Execute("SELECT a, b FROM T").Are("{a: 1, b: 2}", "{a: 3}");
        ledger.Execute("SELECT VALUE a FROM T WHERE b IS MISSING").Are("3");
    }

    [Fact]
    public void C46_patterns_and_ranges_select()
    {
        vehicles.Execute("SELECT VALUE City FROM VehicleRegistration WHERE VIN LIKE '1N4AL%'").Are("\"Seattle\"");
        vehicles.Execute("SELECT VALUE City FROM VehicleRegistration WHERE ValidToDate BETWEEN `2020-01-01T` AND `2020-07-01T`")
            .Are("\"Seattle\"", "\"Kent\"");
    }

    [Fact]
    public void C47_aggregates_keep_the_decimals()
    {
        vehicles.Execute("SELECT SUM(r.PendingPenaltyTicketAmount) FROM VehicleRegistration r").Are("{_1: 735.95}");
        vehicles.Execute("SELECT AVG(r.PendingPenaltyTicketAmount) FROM VehicleRegistration r").Are("{_1: 147.19}");
    }

    [Fact]
    public void C48_field_names_are_case_sensitive() =>
        vehicles.Execute("SELECT VALUE VIN FROM Vehicle WHERE make = 'Audi'").Are();

    [Theory]
    [InlineData("SELECT UTCNOW()")]
    [InlineData("SELECT * FROM T ORDER BY k")]
    [InlineData("SELECT * FROM T LIMIT 1")]
    [InlineData("SELECT k, COUNT(*) FROM T GROUP BY k")]
    [InlineData("SELECT a.k FROM T AS a LEFT JOIN T AS b ON a.k = b.k")]
    public void C49_to_C53_what_QLDB_lacked_is_refused(string statement) =>
        Assert.Equal(PartiQLStage.Parser, ledger.Refuses(statement).Stage);

    [Theory]
    [InlineData("SELECT r.VIN, (SELECT p.GovId FROM Person AS p) AS g FROM VehicleRegistration AS r")]
    [InlineData("SELECT r.VIN FROM VehicleRegistration AS r WHERE EXISTS(SELECT p.GovId FROM Person AS p)")]
    [InlineData("SELECT p.GovId FROM (SELECT p.GovId FROM Person AS p) AS p")]
    [InlineData("SELECT r.VIN, (SELECT h.data FROM history(Person) AS h) AS g FROM VehicleRegistration AS r")]
    public void C54_an_inner_query_cannot_reach_a_table(string statement) =>
        Assert.Equal("432", vehicles.Refuses(statement).Code);

    [Fact]
    public void C55_an_inner_query_can_use_outer_data() =>
        vehicles.Execute(
            """
            SELECT r.VIN, (SELECT VALUE o.PersonId FROM @r.Owners.SecondaryOwners AS o) AS s FROM VehicleRegistration AS r
            WHERE r.VIN = '1N4AL11D75C109151'
            """)
            .Are("{VIN: \"1N4AL11D75C109151\", s: [\"p5\"]}");

    [Fact]
    public void C56_a_transaction_sees_its_own_definitions_and_documents()
    {
        var transaction = ledger.Begin();
        transaction.Execute("CREATE TABLE test");
        transaction.Execute("INSERT INTO test VALUE ?", IonElement.ParseText("{foo: \"bar\"}"));
        transaction.Execute("SELECT * FROM test WHERE foo = 'bar'").Are("{foo: \"bar\"}");
    }
}
