using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>What <see cref="Dialect.Extended"/> adds, and that QLDB's dialect refuses each of it.</summary>
public sealed class ExtendedDialectCases
{
    private readonly CaseLedger ledger = Fixture.Vehicles(Dialect.Extended);

    [Theory]
    [InlineData("SELECT VALUE VIN FROM Vehicle ORDER BY \"Year\" DESC, Make LIMIT 3", "\"1C4RJFAG0FC625797\"", "\"KM8SRDHF6EU074761\"", "\"1N4AL11D75C109151\"")]
    [InlineData("SELECT Make AS m FROM Vehicle ORDER BY m LIMIT 1 OFFSET 1", "{m: \"Ducati\"}")]
    [InlineData("SELECT VALUE x FROM << 2, null, 1, missing >> AS x ORDER BY x", "1", "2", "null", "null")]
    [InlineData("SELECT VALUE x FROM << 2, null, 1 >> AS x ORDER BY x NULLS FIRST", "null", "1", "2")]
    [InlineData("SELECT VALUE x FROM << 2, null, 1 >> AS x ORDER BY x DESC", "null", "2", "1")]
    [InlineData("SELECT VALUE x FROM << 'b', 3, true, 1.5, `2020T`, [1] >> AS x ORDER BY x", "true", "1.5", "3", "2020T", "\"b\"", "[1]")]
    [InlineData("SELECT VALUE x FROM << 1, 2, 3 >> AS x LIMIT 0")]
    [InlineData("SELECT DISTINCT Type FROM Vehicle ORDER BY Type", "{Type: \"Motorcycle\"}", "{Type: \"Sedan\"}", "{Type: \"Semi\"}")]
    public void Results_can_be_ordered_and_limited(string statement, params string[] expected) =>
        ledger.Execute(statement).AreInOrder(expected);

    [Theory]
    [InlineData("SELECT v.Type, COUNT(*) AS n FROM Vehicle AS v GROUP BY v.Type", "{Type: \"Sedan\", n: 3}", "{Type: \"Motorcycle\", n: 1}", "{Type: \"Semi\", n: 1}")]
    [InlineData("SELECT t, MAX(v.\"Year\") AS y FROM Vehicle AS v GROUP BY v.Type AS t HAVING COUNT(*) > 1", "{t: \"Sedan\", y: 2019}")]
    [InlineData("SELECT COUNT(DISTINCT \"Year\") FROM Vehicle", "{_1: 4}")]
    [InlineData("SELECT \"Year\" / 10 AS d, COUNT(*) AS n FROM Vehicle GROUP BY \"Year\" / 10", "{d: 201, n: 4}", "{d: 200, n: 1}")]
    [InlineData("SELECT k, (SELECT VALUE x.v.n FROM g AS x) AS ns FROM << {'k': 1, 'n': 5}, {'k': 1, 'n': 6} >> AS v GROUP BY v.k GROUP AS g", "{k: 1, ns: [5, 6]}")]
    public void Rows_can_be_grouped(string statement, params string[] expected) => ledger.Execute(statement).Are(expected);

    [Fact]
    public void The_plan_names_each_step() =>
        Assert.Equal(
            """
            Limit 5 after 2
              Distinct
                Project k, COUNT(*) AS n
                  Sort by COUNT(*) descending, k
                    Filter COUNT(*) > 0
                      Group by v.Type AS k: COUNT(*)
                        Nested loop, keeping outer rows
                          Hash join on v.VIN = r.VIN
                            Scan Vehicle AS v
                            Scan VehicleRegistration AS r
                          Filter p.GovId = r.LicensePlateNumber
                            Scan Person AS p
            """.ReplaceLineEndings("\n"),
            ledger.Explain(
                """
                SELECT DISTINCT k, COUNT(*) AS n
                FROM Vehicle AS v JOIN VehicleRegistration AS r ON v.VIN = r.VIN LEFT JOIN Person AS p ON p.GovId = r.LicensePlateNumber
                GROUP BY v.Type AS k HAVING COUNT(*) > 0 ORDER BY COUNT(*) DESC, k LIMIT 5 OFFSET 2
                """));

    [Fact]
    public void A_left_join_keeps_outer_rows()
    {
        const string Statement =
            """
            SELECT r.City, p.LastName FROM VehicleRegistration AS r LEFT JOIN Person AS p ON r.LicensePlateNumber = p.GovId
            WHERE r.City IN ('Seattle', 'Kent')
            """;
        ledger.Execute(Statement).Are("{City: \"Seattle\", LastName: \"Lewis\"}", "{City: \"Kent\"}");
        ledger.Execute("CREATE INDEX ON Person (GovId)");
        ledger.Execute(Statement).Are("{City: \"Seattle\", LastName: \"Lewis\"}", "{City: \"Kent\"}");
        Assert.Contains("Index lookup in Person AS p on GovId = r.LicensePlateNumber", ledger.Explain(Statement));
    }

    [Fact]
    public void WHERE_judges_the_row_that_a_left_join_makes() =>
        ledger.Execute(
            "SELECT VALUE r.City FROM VehicleRegistration AS r LEFT JOIN Person AS p ON r.LicensePlateNumber = p.GovId WHERE p IS NULL")
            .Are("\"Kent\"", "\"Everett\"", "\"Tacoma\"", "\"Olympia\"");

    [Theory]
    [InlineData("SELECT VALUE CASE WHEN \"Year\" > 2012 THEN 'new' ELSE 'old' END FROM Vehicle WHERE Make IN ('Audi', 'Tesla')", "\"old\"", "\"new\"")]
    [InlineData("SELECT VALUE CASE Make WHEN 'Audi' THEN 1 WHEN 'Tesla' THEN 2 END FROM Vehicle WHERE Type = 'Sedan'", "1", "2", "null")]
    [InlineData("SELECT VALUE p.LastName FROM Person AS p WHERE p.GovId IN (SELECT VALUE r.LicensePlateNumber FROM VehicleRegistration AS r)", "\"Lewis\"")]
    [InlineData("SELECT VALUE p.LastName FROM Person AS p WHERE EXISTS(SELECT 1 FROM VehicleRegistration AS r WHERE r.LicensePlateNumber = p.GovId)", "\"Lewis\"")]
    [InlineData("SELECT COUNT(*) FROM Vehicle CROSS JOIN Person", "{_1: 10}")]
    [InlineData("SELECT VALUE s.m FROM (SELECT Make AS m FROM Vehicle WHERE Type = 'Semi') AS s", "\"Ford\"")]
    public void Cases_and_subqueries_over_tables_are_evaluated(string statement, params string[] expected) =>
        ledger.Execute(statement).Are(expected);

    [Theory]
    [InlineData("SELECT Make, COUNT(*) FROM Vehicle GROUP BY Type")]
    [InlineData("SELECT * FROM Vehicle GROUP BY Type")]
    [InlineData("SELECT SUM(COUNT(*)) FROM Vehicle")]
    [InlineData("SELECT VIN FROM Vehicle WHERE COUNT(*) > 1")]
    [InlineData("SELECT Make, COUNT(*) FROM Vehicle")]
    public void What_is_neither_key_nor_aggregate_is_refused(string statement) =>
        Assert.Equal(PartiQLStage.Semantic, ledger.Refuses(statement).Stage);

    [Theory]
    [InlineData("SELECT VIN FROM Vehicle ORDER BY VIN", "ORDER BY", 25)]
    [InlineData("SELECT VIN FROM Vehicle LIMIT 1", "LIMIT", 25)]
    [InlineData("SELECT VIN FROM Vehicle GROUP BY VIN", "GROUP BY", 25)]
    [InlineData("SELECT VIN FROM Vehicle HAVING 1 = 1", "HAVING", 25)]
    [InlineData("SELECT DISTINCT VIN FROM Vehicle", "DISTINCT", 8)]
    [InlineData("SELECT COUNT(DISTINCT VIN) FROM Vehicle", "DISTINCT", 14)]
    [InlineData("SELECT 1 FROM Vehicle LEFT JOIN Person ON true", "outer join", 23)]
    [InlineData("SELECT 1 FROM Vehicle RIGHT JOIN Person ON true", "outer join", 23)]
    [InlineData("SELECT 1 FROM Vehicle FULL OUTER JOIN Person ON true", "outer join", 23)]
    [InlineData("SELECT 1 FROM Vehicle CROSS JOIN Person", "CROSS JOIN", 23)]
    [InlineData("SELECT CASE WHEN true THEN 1 END FROM Vehicle", "CASE", 8)]
    [InlineData("SELECT 1 FROM Vehicle UNION SELECT 2 FROM Person", "UNION", 23)]
    [InlineData("SELECT 1 FROM UNPIVOT Vehicle", "UNPIVOT", 15)]
    public void QLDBs_dialect_refuses_it_by_name_and_place(string statement, string feature, int column)
    {
        var error = Fixture.Vehicles().Refuses(statement);
        Assert.Equal((PartiQLStage.Parser, 1, column), (error.Stage, error.Line, error.Column));
        Assert.Contains($"{feature} is not part of QLDB's PartiQL", error.Message);
        Assert.NotNull(error.Found);
    }

    [Theory]
    [InlineData("ALTER TABLE T ADD x")]
    [InlineData("TRUNCATE TABLE T")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("CREATE VIEW V AS SELECT 1 FROM T")]
    [InlineData("CREATE UNIQUE INDEX ON T (a)")]
    [InlineData("CREATE INDEX ON T (a, b)")]
    [InlineData("CREATE INDEX ON T (a.b)")]
    [InlineData("CREATE TABLE IF NOT EXISTS T")]
    [InlineData("SELECT VALUE CURRENT_DATE FROM T")]
    [InlineData("SELECT VALUE REPLACE('a', 'b', 'c') FROM Person")]
    [InlineData("SELECT VALUE POSITION('a' IN 'b') FROM Person")]
    [InlineData("SELECT 1 FROM Person; SELECT 2 FROM Person")]
    [InlineData("")]
    [InlineData("1 + 1")]
    public void What_neither_dialect_has_is_refused(string statement) => ledger.Refuses(statement);

    [Fact]
    public void An_error_names_what_was_expected_and_what_was_found()
    {
        var error = ledger.Refuses("SELECT VIN\nFROM Vehicle WHERE = 5");
        Assert.Equal((2, 20, "expression", "'='"), (error.Line, error.Column, error.Expected, error.Found));
        Assert.Equal("Parser Error: at line 2, column 20: unexpected '=' found, expected expression", error.Message);
    }
}
