using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>Which way a statement goes (partiql-dialect, section 7), and how much it reads on it.</summary>
public sealed class PlanCases
{
    private readonly CaseLedger ledger = Fixture.Vehicles();

    public PlanCases()
    {
        ledger.Execute("CREATE INDEX ON Vehicle (VIN)");
        ledger.Execute("CREATE INDEX ON VehicleRegistration (VIN)");
    }

    [Theory]
    [InlineData("VIN = '1N4AL11D75C109151'")]
    [InlineData("'1N4AL11D75C109151' = v.VIN")]
    [InlineData("v['VIN'] = '1N4AL11D75C109151' AND Color = 'Silver'")]
    [InlineData("VIN IN ('1N4AL11D75C109151', '1N4AL11D75C109151', null)")]
    [InlineData("v.VIN = `'1N4AL11D75C109151'`")]
    public void Equality_on_an_indexed_field_reads_only_what_it_finds(string condition)
    {
        var transaction = ledger.Begin();
        transaction.Execute($"SELECT VALUE v.Make FROM Vehicle AS v WHERE {condition}").Are("\"Audi\"");
        Assert.Equal(1, transaction.ReadCount);
        Assert.Contains("Index lookup in Vehicle AS v on VIN", ledger.Explain($"SELECT * FROM Vehicle AS v WHERE {condition}"));
    }

    [Theory]
    [InlineData("VIN = 'x' OR Color = 'Silver'")]
    [InlineData("VIN > 'a'")]
    [InlineData("VIN <> 'a'")]
    [InlineData("VIN LIKE 'a'")]
    [InlineData("LOWER(VIN) = 'a'")]
    [InlineData("NOT VIN = 'a'")]
    [InlineData("VIN = Color")]
    [InlineData("Color = 'Silver'")]
    public void Anything_else_scans(string condition)
    {
        var transaction = ledger.Begin();
        transaction.Execute($"SELECT * FROM Vehicle WHERE {condition}");
        Assert.Equal(5, transaction.ReadCount);
    }

    [Fact]
    public void A_key_that_is_null_or_missing_reads_nothing()
    {
        var transaction = ledger.Begin();
        transaction.Execute("SELECT * FROM Vehicle WHERE VIN = null").Are();
        transaction.Execute("SELECT * FROM Vehicle WHERE VIN = missing").Are();
        transaction.Execute("SELECT * FROM Vehicle BY id WHERE id = 7").Are();
        transaction.Execute("SELECT * FROM Vehicle BY id WHERE id = 'no id at all'").Are();
        Assert.Equal(0, transaction.ReadCount);
    }

    // A computed bag is written as a list when it becomes a key; it must not find that list.
    [Fact]
    public void A_bag_finds_no_list()
    {
        ledger.Execute("INSERT INTO Vehicle {'VIN': [1, 2]}");
        ledger.Execute("SELECT VALUE 1 FROM Vehicle WHERE VIN = [1, 2]").Are("1");
        ledger.Execute("SELECT VALUE 1 FROM Vehicle WHERE VIN = << 1, 2 >>").Are();
        ledger.Execute("SELECT VALUE 1 FROM Vehicle WHERE VIN IN << << 1, 2 >> >>").Are();
    }

    [Fact]
    public void The_document_id_is_preferred_to_an_index() =>
        Assert.Equal(
            """
            Project v.VIN
              Filter v.VIN = ?
                Document id lookup in Vehicle AS v BY id = ?
            """.ReplaceLineEndings("\n"),
            ledger.Explain("SELECT v.VIN FROM Vehicle AS v BY id WHERE v.VIN = ? AND id = ?"));

    [Fact]
    public void The_committed_view_and_history_are_looked_up_by_id_and_the_committed_view_by_index()
    {
        Assert.Contains(
            "Document id lookup in _ql_committed_Vehicle AS c = ?",
            ledger.Explain("SELECT * FROM _ql_committed_Vehicle AS c WHERE c.metadata.id = ?"));
        Assert.Contains("on data.VIN = ?", ledger.Explain("SELECT * FROM _ql_committed_Vehicle WHERE data.VIN = ?"));
        Assert.Contains(
            "Document id lookup in history(Vehicle) AS h = ?",
            ledger.Explain("SELECT * FROM history(Vehicle) AS h WHERE h.metadata.id = ?"));
        Assert.Contains("BY id in (?, ?)", ledger.Explain("SELECT * FROM history(Vehicle) AS h BY id WHERE id IN (?, ?)"));
    }

    [Fact]
    public void A_join_looks_the_inner_side_up_for_each_outer_row() =>
        Assert.Equal(
            """
            Project v.Make, r.City
              Nested loop
                Filter v.Color = 'Blue'
                  Scan Vehicle AS v
                Index lookup in VehicleRegistration AS r on VIN = v.VIN
            """.ReplaceLineEndings("\n"),
            ledger.Explain(
                """
                SELECT v.Make, r.City
                FROM Vehicle AS v INNER JOIN VehicleRegistration AS r ON v.VIN = r.VIN
                WHERE v.Color = 'Blue'
                """));

    [Fact]
    public void What_a_join_condition_implies_is_looked_up_too()
    {
        var transaction = ledger.Begin();
        transaction.Execute(
            "SELECT v.Make, r.City FROM Vehicle AS v, VehicleRegistration AS r WHERE r.VIN = 'KM8SRDHF6EU074761' AND v.VIN = r.VIN")
            .Are("{Make: \"Tesla\", City: \"Kent\"}");
        Assert.Equal(2, transaction.ReadCount);
    }

    [Fact]
    public void The_side_that_can_be_looked_up_is_the_inner_one()
    {
        ledger.Execute("CREATE INDEX ON Person (GovId)");
        Assert.Equal(
            """
            Project p.LastName
              Nested loop
                Scan VehicleRegistration AS r
                Index lookup in Person AS p on GovId = r.LicensePlateNumber
            """.ReplaceLineEndings("\n"),
            ledger.Explain("SELECT p.LastName FROM Person AS p, VehicleRegistration AS r WHERE p.GovId = r.LicensePlateNumber"));
    }

    [Fact]
    public void An_equality_without_an_index_reads_each_side_once()
    {
        var transaction = ledger.Begin();
        const string Statement = "SELECT p.LastName FROM Person AS p, VehicleRegistration AS r WHERE p.GovId = r.LicensePlateNumber AND r.City = 'Seattle'";
        transaction.Execute(Statement).Are("{LastName: \"Lewis\"}");
        Assert.Equal(2 + 5, transaction.ReadCount);
        Assert.Contains("Hash join on p.GovId = r.LicensePlateNumber", ledger.Explain(Statement));
    }

    [Fact]
    public void A_cross_join_reads_as_many_documents_as_QLDB_did()
    {
        var small = Fixture.EmptyTable();
        small.Execute("INSERT INTO T << {'col': 1}, {'col': 2}, {'col': 3} >>");
        var transaction = small.Begin();
        Assert.Equal(729, transaction.Execute("SELECT * FROM T AS a, T AS b, T AS c, T AS d, T AS e, T AS f").Count);
        Assert.Equal(3 + 9 + 27 + 81 + 243 + 729, transaction.ReadCount);
    }

    [Fact]
    public void A_condition_that_might_fail_is_not_checked_for_rows_that_never_join()
    {
        var small = Fixture.EmptyTable();
        small.Execute("INSERT INTO T << {'kind': 'a', 'n': 1}, {'kind': 'b', 'n': 'large'} >>");
        small.Execute("SELECT s.n FROM << {'kind': 'a'} >> AS w, T AS s WHERE s.kind = w.kind AND s.n < 5").Are("{n: 1}");
    }

    [Fact]
    public void Names_of_several_sources_are_found_in_the_order_of_FROM()
    {
        ledger.Execute("SELECT City, Color FROM Vehicle AS v, VehicleRegistration AS r WHERE v.VIN = r.VIN AND Make = 'Audi'")
            .Are("{City: \"Seattle\", Color: \"Silver\"}");
        ledger.Execute("SELECT VALUE VIN FROM << {'VIN': 'own'} >> AS x, Vehicle AS v WHERE v.Make = 'Audi'").Are("\"own\"");
    }

    [Fact]
    public void Changes_explain_what_they_find_and_do() =>
        Assert.Equal(
            """
            Update Vehicle: set v.Color = ?
              Index lookup in Vehicle AS v on VIN = ?
            """.ReplaceLineEndings("\n"),
            ledger.Explain("UPDATE Vehicle AS v SET v.Color = ? WHERE v.VIN = ?"));

    [Fact]
    public void A_row_is_found_by_every_way_to_write_an_equal_number()
    {
        var numbers = Fixture.EmptyTable();
        numbers.Execute("CREATE INDEX ON T (n)");
        numbers.ExecuteWith("INSERT INTO T ?", "[{n: 1}, {n: 1.0}, {n: 1e0}, {n: 100d-2}, {n: \"1\"}, {n: 1.1}, {n: 1.1e0}]");
        Assert.Equal(4, numbers.Execute("SELECT * FROM T WHERE n = 1").Count);
        Assert.Equal(2, numbers.Execute("SELECT * FROM T WHERE n = `1.1e0`").Count);
    }
}
