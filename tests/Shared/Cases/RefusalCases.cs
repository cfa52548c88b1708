using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 2: what QLDB did not support, each row of its table, refused before anything is read, with the place.</summary>
public sealed class RefusalCases
{
    private readonly CaseLedger ledger = Fixture.Vehicles();

    [Theory]
    [InlineData("SELECT VIN FROM Vehicle ORDER BY VIN", 25)]
    [InlineData("SELECT VIN FROM Vehicle LIMIT 1", 25)]
    [InlineData("SELECT VIN FROM Vehicle OFFSET 1", 32)]
    [InlineData("SELECT VIN FROM Vehicle FETCH FIRST 1 ROWS ONLY", 25)]
    [InlineData("SELECT Make, COUNT(*) FROM Vehicle GROUP BY Make", 36)]
    [InlineData("SELECT COUNT(*) FROM Vehicle HAVING COUNT(*) > 1", 30)]
    [InlineData("SELECT DISTINCT VIN FROM Vehicle", 8)]
    [InlineData("SELECT VIN FROM Vehicle UNION SELECT VIN FROM Vehicle", 25)]
    [InlineData("SELECT VIN FROM Vehicle INTERSECT SELECT VIN FROM Vehicle", 25)]
    [InlineData("SELECT VIN FROM Vehicle EXCEPT SELECT VIN FROM Vehicle", 25)]
    [InlineData("SELECT 1 FROM Vehicle AS v LEFT JOIN Person AS p ON v.VIN = p.GovId", 28)]
    [InlineData("SELECT 1 FROM Vehicle AS v RIGHT JOIN Person AS p ON v.VIN = p.GovId", 28)]
    [InlineData("SELECT 1 FROM Vehicle AS v FULL JOIN Person AS p ON v.VIN = p.GovId", 28)]
    [InlineData("SELECT 1 FROM Vehicle NATURAL JOIN Person", 23)]
    [InlineData("SELECT 1 FROM Vehicle CROSS JOIN Person", 23)]
    [InlineData("SELECT 1 FROM Vehicle AS v JOIN Person AS p", 44)]
    [InlineData("SELECT CASE WHEN true THEN 1 END FROM Vehicle", 8)]
    [InlineData("SELECT 1 FROM UNPIVOT Vehicle AS v AT k", 15)]
    [InlineData("PIVOT v.VIN AT v.Make FROM Vehicle AS v", 1)]
    [InlineData("INSERT INTO Vehicle SELECT * FROM Person", 21)]
    [InlineData("INSERT INTO Vehicle VALUES ({'a': 1})", 21)]
    [InlineData("INSERT INTO Vehicle {'a': 1} RETURNING *", 30)]
    [InlineData("ALTER TABLE Vehicle ADD x", 1)]
    [InlineData("TRUNCATE TABLE Vehicle", 1)]
    [InlineData("CREATE VIEW V AS SELECT 1 FROM Vehicle", 8)]
    [InlineData("CREATE TABLE V (a int)", 16)]
    [InlineData("CREATE TABLE V WITH (arn = `{a: \"b\"}`)", 22)]
    [InlineData("CREATE UNIQUE INDEX ON Vehicle (VIN)", 8)]
    [InlineData("CREATE INDEX ON Vehicle (VIN, Make)", 29)]
    [InlineData("CREATE INDEX ON Vehicle (Owners.Name)", 32)]
    [InlineData("CREATE INDEX ON Vehicle (LOWER(VIN))", 26)]
    [InlineData("BEGIN", 1)]
    [InlineData("COMMIT", 1)]
    [InlineData("ROLLBACK", 1)]
    [InlineData("UPDATE Vehicle, Person SET a = 1", 15)]
    [InlineData("DELETE FROM Vehicle, Person", 20)]
    [InlineData("SELECT COUNT(*) OVER (PARTITION BY Make) FROM Vehicle", 22)]
    [InlineData("SELECT CURRENT_DATE FROM Vehicle", 8)]
    [InlineData("SELECT CURRENT_TIMESTAMP FROM Vehicle", 8)]
    [InlineData("SELECT POSITION('a' IN VIN) FROM Vehicle", 8)]
    [InlineData("CREATE FUNCTION f", 8)]
    [InlineData("SELECT UTCNOW()", 16)]
    [InlineData("SELECT FROM Vehicle", 8)]
    [InlineData("SELECT VIN FROM Vehicle; SELECT VIN FROM Vehicle", 26)]
    public void What_QLDB_did_not_parse(string statement, int column)
    {
        var error = ledger.Refuses(statement);
        Assert.Equal((PartiQLStage.Parser, 1, column), (error.Stage, error.Line, error.Column));
        Assert.StartsWith($"Parser Error: at line 1, column {column}: ", error.Message);
    }

    [Theory]
    [InlineData("SELECT REPLACE(VIN, 'a', 'b') FROM Vehicle", 8, "No such function: REPLACE")]
    [InlineData("SELECT CONCAT(VIN, 'a') FROM Vehicle", 8, "No such function: CONCAT")]
    [InlineData("SELECT my_function(VIN) FROM Vehicle", 8, "No such function: my_function")]
    [InlineData("SELECT LOWER(VIN, 1) FROM Vehicle", 8, "LOWER takes 1 arguments, and is given 2")]
    [InlineData("SELECT EXTRACT(CENTURY FROM a) FROM Vehicle", 16, "No such part of a date for EXTRACT: CENTURY")]
    [InlineData("SELECT DATE_ADD(timezone_hour, 1, a) FROM Vehicle", 17, "No such part of a date for DATE_ADD: timezone_hour")]
    [InlineData("DELETE FROM _ql_committed_Vehicle", 13, "the committed view of Vehicle is read-only")]
    [InlineData("INSERT INTO information_schema {'a': 1}", 13, "No such variable named 'information_schema'")]
    [InlineData("SELECT (SELECT VIN FROM Vehicle) FROM Person", 25, "No such variable named 'Vehicle'")]
    [InlineData("SELECT v.VIN FROM Vehicle AS v WHERE v.VIN IN (SELECT VALUE r.VIN FROM VehicleRegistration AS r)", 72, "No such variable named 'VehicleRegistration'")]
    public void What_QLDB_did_not_know(string statement, int column, string message)
    {
        var error = ledger.Refuses(statement);
        Assert.Equal((PartiQLStage.Semantic, 1, column), (error.Stage, error.Line, error.Column));
        Assert.Contains(message, error.Message);
    }
}
