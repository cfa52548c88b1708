using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.1.</summary>
public sealed class DefinitionCases
{
    private readonly CaseLedger ledger = new();

    [Fact]
    public void C01_a_created_table_is_in_the_catalog()
    {
        var id = ledger.Execute("CREATE TABLE Wallet").Single().Text("tableId");
        ledger.Execute("SELECT tableId, status FROM information_schema.user_tables WHERE name = 'Wallet'")
            .Are($"{{tableId: \"{id}\", status: \"ACTIVE\"}}");
    }

    [Fact]
    public void C02_a_name_cannot_be_taken_twice()
    {
        ledger.Execute("CREATE TABLE Wallet");
        var error = ledger.Refuses("CREATE TABLE Wallet");
        Assert.Equal("412", error.Code);
        Assert.Equal("Table with name: USER.Wallet already exists", error.Message);
    }

    [Fact]
    public void C03_names_are_case_sensitive() =>
        Assert.NotEqual(
            ledger.Execute("CREATE TABLE Wallet").Single().Text("tableId"),
            ledger.Execute("CREATE TABLE wallet").Single().Text("tableId"));

    [Fact]
    public void C04_a_dropped_table_is_inactive()
    {
        var created = ledger.Execute("CREATE TABLE Tmp");
        Assert.Equal(created, ledger.Execute("DROP TABLE Tmp"));
        ledger.Execute("SELECT status FROM information_schema.user_tables WHERE name = 'Tmp'").Are("{status: \"INACTIVE\"}");
    }

    [Fact]
    public void C05_a_dropped_table_cannot_be_read_by_name()
    {
        ledger.Execute("CREATE TABLE Tmp");
        ledger.Execute("DROP TABLE Tmp");
        var error = ledger.Refuses("SELECT * FROM Tmp");
        Assert.Equal("432", error.Code);
        Assert.Equal(
            "Semantic Error: at line 1, column 15: No such variable named 'Tmp'; No such variable named 'Tmp'", error.Message);
    }

    [Fact]
    public void C06_a_name_can_be_used_again_but_then_the_old_table_cannot_return()
    {
        var first = ledger.Execute("CREATE TABLE A").Single().Text("tableId");
        ledger.Execute("DROP TABLE A");
        Assert.NotEqual(first, ledger.Execute("CREATE TABLE A").Single().Text("tableId"));
        ledger.Refuses($"UNDROP TABLE \"{first}\"");
        ledger.Execute("DROP TABLE A");
        Assert.Equal(first, ledger.Execute($"UNDROP TABLE \"{first}\"").Single().Text("tableId"));
    }

    [Fact]
    public void C07_an_index_is_in_the_catalog_and_its_statement_answers_the_table()
    {
        var id = ledger.Execute("CREATE TABLE T").Single();
        Assert.Equal(id, ledger.Execute("CREATE INDEX ON T (k)").Single());
        var index = ledger.Execute(
            "SELECT VALUE indexes[0] FROM information_schema.user_tables WHERE status = 'ACTIVE' AND name = 'T'").Single();
        Assert.Equal("[k]", index.Text("expr"));
        Assert.Contains(index.Text("status"), new[] { "BUILDING", "FINALIZING", "ONLINE" });
        Assert.Equal(22, index.Text("indexId").Length);
    }

    [Theory]
    [InlineData("CREATE INDEX on T (a)")]
    [InlineData("CREATE INDEX ON T(b)")]
    [InlineData("create index on \"T\"(\"c\");")]
    public void C08_create_index_can_be_spelt_in_several_ways(string statement)
    {
        ledger.Execute("CREATE TABLE T");
        ledger.Execute(statement).Single();
    }

    [Fact]
    public void C09_a_dropped_index_is_gone()
    {
        var id = ledger.Execute("CREATE TABLE T").Single();
        ledger.Execute("CREATE INDEX ON T (k)");
        var indexId = ledger.Execute("SELECT VALUE indexes[0].indexId FROM information_schema.user_tables").Single().GetString();
        Assert.Equal(id, ledger.Execute($"DROP INDEX \"{indexId}\" ON T WITH (purge = true)").Single());
        ledger.Execute("SELECT VALUE SIZE(indexes) FROM information_schema.user_tables").Are("0");
    }

    [Theory]
    [InlineData("DROP INDEX \"4tPW3fUhaVhDinRgKRLhGU\" ON T")]
    [InlineData("DROP INDEX \"4tPW3fUhaVhDinRgKRLhGU\" ON T WITH (PURGE = true)")]
    [InlineData("DROP INDEX \"4tPW3fUhaVhDinRgKRLhGU\" ON T WITH (purge = false)")]
    [InlineData("DROP INDEX k ON T WITH (purge = true)")]
    public void C10_an_index_is_dropped_only_with_purge(string statement)
    {
        ledger.Execute("CREATE TABLE T");
        Assert.Equal(PartiQLStage.Parser, ledger.Refuses(statement).Stage);
    }

    [Fact]
    public void C11_a_table_has_at_most_five_indexes()
    {
        ledger.Execute("CREATE TABLE T");
        foreach (var field in "abcde")
        {
            ledger.Execute($"CREATE INDEX ON T ({field})");
        }

        ledger.Refuses("CREATE INDEX ON T (f)");
    }

    [Fact]
    public void C12_a_table_can_have_tags() =>
        Assert.Single(ledger.Execute("CREATE TABLE Tagged WITH (aws_tags = `{'environment': 'production'}`)").Ids("tableId"));

    [Fact]
    public void C13_a_reserved_word_in_quotes_is_a_field() =>
        Fixture.Vehicles().Execute("SELECT VIN FROM Vehicle WHERE \"Year\" > 2015").Are("{VIN: \"1C4RJFAG0FC625797\"}");

    [Fact]
    public void C14_all_active_tables_can_be_listed()
    {
        ledger.Execute("CREATE TABLE A");
        ledger.Execute("CREATE TABLE B");
        ledger.Execute("DROP TABLE A");
        ledger.Execute("SELECT VALUE name FROM information_schema.user_tables WHERE status = 'ACTIVE'").Are("\"B\"");
    }
}
