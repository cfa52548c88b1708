using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, sections 1.5 and 1.6, beyond its executable cases.</summary>
public sealed class DocumentChangeCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();

    [Theory]
    [InlineData("{l: [1, 2]}", "UPDATE T AS t INSERT INTO t.l VALUE 3", "{l: [1, 2, 3]}")]
    [InlineData("{l: [1, 2]}", "FROM T AS t INSERT INTO t.l VALUE 0 AT 0", "{l: [0, 1, 2]}")]
    [InlineData("{l: [1, 2]}", "FROM T INSERT INTO l VALUE 0 AT 2", "{l: [1, 2, 0]}")]
    [InlineData("{l: (1 2)}", "FROM T INSERT INTO l VALUE 3", "{l: (1 2 3)}")]
    [InlineData("{a: 1}", "FROM T AS t INSERT INTO t VALUE 2 AT 'b'", "{a: 1, b: 2}")]
    [InlineData("{l: [1, 2, 3]}", "UPDATE T REMOVE l[1]", "{l: [1, 3]}")]
    [InlineData("{l: [{a: 1}, {a: 2}]}", "UPDATE T SET l[1].a = 9, l[0].b = l[1].a", "{l: [{a: 1, b: 2}, {a: 9}]}")]
    [InlineData("{a: 1, b: 2}", "UPDATE T SET a = b, b = a", "{a: 2, b: 1}")]
    [InlineData("{a: 1}", "UPDATE T SET a = a + ?", "{a: 6}")]
    [InlineData("{a: 1, b: 2}", "UPDATE T SET a = missing", "{b: 2}")]
    [InlineData("{a: 1}", "UPDATE T SET a = null", "{a: null}")]
    [InlineData("{a: 1}", "update T as o set f = ? where o.a = 1", "{a: 1, f: 5}")]
    [InlineData("{a: 1}", "UPDATE T AS d SET d = {'b': 2}", "{b: 2}")]
    [InlineData("{a: 1}", "UPDATE T SET T = {'b': 2}", "{b: 2}")]
    [InlineData("{a: {'b c': 1}}", "UPDATE T SET a['b c'] = 2, a[?] = 3", "{a: {'b c': 2, x: 3}}", "\"x\"")]
    [InlineData("{a: x::{b: y::[1]}}", "UPDATE T SET a.b[0] = `z::2`", "{a: x::{b: y::[z::2]}}")]
    [InlineData("{a: 1}", "UPDATE T SET a = << 1, 2 >>", "{a: [1, 2]}")]
    public void A_change_makes_of_a_document(string before, string statement, string after, string parameter = "5")
    {
        ledger.ExecuteWith("INSERT INTO T ?", before);
        ledger.ExecuteWith(statement, statement.Contains('?') ? [parameter] : []).Single();
        ledger.Execute("SELECT * FROM T").Are(after);
    }

    [Fact]
    public void Elements_of_nested_lists_are_targets()
    {
        ledger.ExecuteWith("INSERT INTO T ?", "{o: [{k: 1, l: [5, 6]}, {k: 2, l: [7, 8]}]}");
        ledger.Execute("FROM T AS t, t.o AS o WHERE o.k = 2 SET o.name = 'two'").Single();
        ledger.Execute("FROM T AS t, @t.o AS o, o.l AS n WHERE n > 5 AND n < 8 SET n = n * 10").Single();
        ledger.Execute("SELECT * FROM T").Are("{o: [{k: 1, l: [5, 60]}, {k: 2, l: [70, 8], name: \"two\"}]}");
    }

    [Fact]
    public void All_matching_elements_are_removed_whatever_their_positions()
    {
        ledger.ExecuteWith("INSERT INTO T ?", "{l: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}");
        ledger.Execute("FROM T AS t, t.l AS n WHERE n % 2 = 0 OR n > 9 REMOVE n").Single();
        ledger.Execute("SELECT * FROM T").Are("{l: [1, 3, 5, 7, 9]}");
    }

    [Theory]
    [InlineData("FROM T AS t INSERT INTO t.jobs VALUE {'a': 1} AT 0", "Index(index=0)")]
    [InlineData("UPDATE T SET x.y = 1", "Field(name=y)")]
    [InlineData("UPDATE T SET a.y.z = 1", "Field(name=z)")]
    [InlineData("UPDATE T SET l[7] = 1", "Index(index=7)")]
    [InlineData("UPDATE T REMOVE x.y", "Field(name=y)")]
    public void A_target_without_a_parent_is_an_error(string statement, string remaining)
    {
        ledger.ExecuteWith("INSERT INTO T ?", "{a: 1, l: [1]}");
        var error = ledger.Refuses(statement);
        Assert.Equal(
            $"Document path cannot be resolved: the remaining path was not found: DocumentPath(path=[{remaining}])", error.Message);
    }

    [Theory]
    [InlineData("UPDATE T REMOVE nothing")]
    [InlineData("UPDATE T REMOVE l[9]")]
    [InlineData("UPDATE T SET nothing = missing")]
    public void What_is_not_there_to_remove_leaves_the_document_as_it_is(string statement)
    {
        ledger.ExecuteWith("INSERT INTO T ?", "{a: 1, l: [1]}");
        ledger.Execute(statement).Are();
        ledger.Execute("SELECT metadata.version FROM history(T) AS h").Are("{version: 0}");
    }

    [Fact]
    public void REMOVE_of_the_alias_deletes_the_document()
    {
        ledger.Execute("INSERT INTO T << {'k': 1}, {'k': 2} >>");
        Assert.Single(ledger.Execute("UPDATE T AS t REMOVE t WHERE t.k = 1").Ids("documentId"));
        Assert.Single(ledger.Execute("FROM T AS t WHERE t.k = 2 REMOVE t").Ids("documentId"));
        ledger.Execute("SELECT * FROM T").Are();
    }

    [Theory]
    [InlineData("UPDATE T AS t SET t = 5")]
    [InlineData("UPDATE T AS t SET t = missing")]
    [InlineData("UPDATE T SET a[1.5] = 5")]
    [InlineData("UPDATE T INSERT INTO s VALUE 1 AT 'b'")]
    public void A_change_that_makes_no_document_is_refused(string statement)
    {
        ledger.ExecuteWith("INSERT INTO T ?", "{a: [1], s: {b: 1}}");
        Assert.Equal(PartiQLStage.Evaluator, ledger.Refuses(statement).Stage);
    }

    [Theory]
    [InlineData("UPDATE T AS t, T AS u SET t.a = 1")]
    [InlineData("FROM T AS t, T AS u SET t.a = 1")]
    [InlineData("DELETE FROM T, T")]
    [InlineData("FROM << {'a': 1} >> AS t SET t.a = 1")]
    [InlineData("FROM T AS t, << {'a': 1} >> AS u SET u.a = 1")]
    [InlineData("UPDATE T SET 1 = 2")]
    [InlineData("UPDATE T SET a = 1 SET b = 2")]
    [InlineData("UPDATE T")]
    [InlineData("FROM T AS t WHERE a = 1")]
    public void Only_the_documents_of_one_table_can_be_changed(string statement) => ledger.Refuses(statement);

    [Fact]
    public void A_search_does_not_meet_its_own_changes()
    {
        ledger.Execute("CREATE INDEX ON T (k)");
        ledger.Execute("INSERT INTO T << {'k': 1}, {'k': 1} >>");
        var transaction = ledger.Begin();
        Assert.Equal(2, transaction.Execute("UPDATE T SET k = 2 WHERE k = 1").Count);
        Assert.Equal(2, transaction.Execute("UPDATE T SET k = k + 1").Count);
        transaction.Execute("SELECT VALUE k FROM T").Are("3", "3");
    }
}
