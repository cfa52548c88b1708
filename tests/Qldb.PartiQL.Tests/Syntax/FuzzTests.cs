using Qldb.Ion;
using Qldb.PartiQL.Tests.Engine;
using Qldb.Testing.Cases;
using Xunit;

namespace Qldb.PartiQL.Tests.Syntax;

public sealed class FuzzTests
{
    private static readonly string[] seeds =
    [
        "SELECT v.VIN, r.City FROM Vehicle AS v, VehicleRegistration AS r WHERE v.VIN = '3HGGK5G53FM761765' AND v.VIN = r.VIN",
        "SELECT r.VIN, o.PersonId, i FROM VehicleRegistration AS r, @r.Owners.SecondaryOwners AS o AT i",
        "UPDATE VehicleRegistration AS r BY id SET r.Owners.PrimaryOwner.PersonId = 'p9', r.City = ? WHERE r.VIN IN ('a', ?)",
        "FROM VehicleRegistration AS r WHERE r.City = 'Kent' INSERT INTO r.Owners.SecondaryOwners VALUE {'PersonId': 'x'} AT 0",
        "INSERT INTO Person << {'a': `{b: [1, 2e0, \"x\"]}`, 'c': -1.50}, ? >>",
        "DELETE FROM Person BY id WHERE id = 'x' OR (LastName LIKE '%a_b\\%' ESCAPE '\\' AND NOT DOB BETWEEN `2000T` AND `2001T`)",
        "SELECT COUNT(*), SUM(a + b * -c / d % 2) FROM << {'a': 1}, {'b': 2} >> AS t WHERE a IS NOT MISSING",
        "SELECT metadata.version FROM history(Vehicle, `2020-01-01T`) AS h BY x WHERE h.metadata.id = 'x' -- comment",
        "SELECT TRIM(BOTH 'x' FROM s), EXTRACT(YEAR FROM d), DATE_ADD(month, 1, d), CAST(s AS int), SUBSTRING(s, 1, 2) FROM T AS t /* c */",
        "SELECT k, (SELECT VALUE x FROM @t.l AS x) AS s FROM Vehicle AS t WHERE EXISTS(t.l) AND COALESCE(a, b) || 'c' <> 'd';",
        "CREATE TABLE X WITH (aws_tags = `{a: \"b\"}`)",
        "DROP INDEX \"abc\" ON Vehicle WITH (purge = true)",
        "EXEC redact_revision `{strandId: \"a\", sequenceNo: 1}`, 'b', 'c'",
        "SELECT DISTINCT k, COUNT(*) FROM Vehicle LEFT JOIN Person AS p ON a = b GROUP BY k HAVING COUNT(*) > 1 ORDER BY k DESC LIMIT 5 OFFSET 2",
        "SELECT CASE WHEN a = 1 THEN 'x' ELSE [1, <<2>>] END FROM Vehicle CROSS JOIN Person",
    ];

    private static readonly string[] fragments =
    [
        "(", ")", "[", "]", "{", "}", "<<", ">>", "'", "\"", "`", ",", ".", "?", ";", "*", "=", "<", "-", "--", "/*", "*/", "@", ":", "||",
        " SELECT ", " FROM ", " WHERE ", " AND ", " NOT ", " IN ", " IS ", " AS ", " AT ", " BY ", " VALUE ", " NULL ", " MISSING ", " 1 ",
        " 1e5 ", " 'a' ", " a ", " JOIN ", " ON ", " SET ", " history(Vehicle) ", " _ql_committed_Vehicle ", " COUNT(*) ", "\0", "\ud800", "\n",
        " information_schema.user_tables ", " 99999999999999999999 ", " 1e999999999 ", " `null.int` ", " `$0` ", " v ", " UTCNOW() ",
    ];

    [Theory]
    [InlineData(1, Dialect.Qldb)]
    [InlineData(2, Dialect.Extended)]
    public void A_mutilated_statement_is_carried_out_or_refused_and_nothing_else(int seed, Dialect dialect)
    {
        var random = new Random(seed);
        var options = new PartiQLOptions { Dialect = dialect };
        var ledger = Fixture.Vehicles(dialect);
        var parameter = IonElement.ParseText("{VIN: \"a\", l: [1, 2]}");
        var accepted = 0;
        for (var round = 0; round < 6_000; round++)
        {
            var statement = Mutilate(seeds[random.Next(seeds.Length)], random);
            try
            {
                var transaction = ledger.Begin();
                var prepared = PreparedStatement.Prepare(statement, new MemoryCatalog(transaction), options);
                prepared.Explain();
                if (prepared.Kind is StatementKind.Select or StatementKind.Insert or StatementKind.Update or StatementKind.Delete)
                {
                    _ = prepared.Execute(transaction, [.. Enumerable.Repeat(parameter, prepared.ParameterCount)]).Take(1_000).Count();
                    accepted++;
                }
            }
            catch (PartiQLException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{statement}\n{exception}");
            }
        }

        Assert.True(accepted > 100, $"only {accepted} statements ran");
    }

    private static string Mutilate(string statement, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(statement.Length + 1);
            var length = Math.Min(random.Next(8), statement.Length - at);
            statement = random.Next(3) switch
            {
                0 => statement.Remove(at, length),
                1 => statement.Insert(at, fragments[random.Next(fragments.Length)]),
                _ => statement.Insert(at, statement.Substring(random.Next(statement.Length - length + 1), length)),
            };
        }

        return statement;
    }
}
