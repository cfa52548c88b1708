using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.2.</summary>
public sealed class InsertCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();

    [Fact]
    public void C15_one_document_is_inserted()
    {
        Assert.Single(ledger.ExecuteWith("INSERT INTO T ?", "{Name: \"SingleDocumentValue\"}").Ids("documentId"));
        ledger.Execute("SELECT VALUE Name FROM T WHERE Name = 'SingleDocumentValue'").Are("\"SingleDocumentValue\"");
    }

    [Fact]
    public void C16_the_word_VALUE_can_be_left_out() =>
        Assert.Single(ledger.Execute("INSERT INTO T {'a': 1, 'b': `2020-01-01T`}").Ids("documentId"));

    [Fact]
    public void C17_comments_are_allowed()
    {
        ledger.Execute("INSERT INTO T VALUE { 'n' : 1722, --integer\n 'd' : 130.75 --decimal\n }").Single();
        ledger.Execute("SELECT /* all */ * FROM T").Are("{n: 1722, d: 130.75}");
    }

    [Fact]
    public void C18_a_bag_inserts_each_element() =>
        Assert.Equal(3, ledger.Execute("INSERT INTO T << {'col': 1}, {'col': 2}, {'col': 3} >>").Ids("documentId").Distinct().Count());

    [Fact]
    public void C19_a_bag_of_parameters_inserts_each()
    {
        Assert.Equal(2, ledger.ExecuteWith("INSERT INTO T <<?,?>>", "{Name: \"a\"}", "{Name: \"b\"}").Count);
        ledger.ExecuteWith("SELECT VALUE Name FROM T WHERE Name IN (?,?)", "\"a\"", "\"b\"").Are("\"a\"", "\"b\"");
    }

    [Fact]
    public void C20_an_Ion_literal_is_a_document()
    {
        ledger.Execute("insert into T `{\"hello\":\"world\"}`").Single();
        ledger.Execute("SELECT * FROM T").Are("{hello: \"world\"}");
    }

    [Fact]
    public void C21_equal_documents_are_distinct()
    {
        Assert.Equal(2, ledger.Execute("INSERT INTO T << {'k':1}, {'k':1} >>").Ids("documentId").Distinct().Count());
        ledger.Execute("SELECT COUNT(*) FROM T").Are("{_1: 2}");
    }

    [Theory]
    [InlineData("{{aGVsbG8=}}")]
    [InlineData("true")]
    [InlineData("{{\"clob\"}}")]
    [InlineData("0.1")]
    [InlineData("1.1e0")]
    [InlineData("2")]
    [InlineData("[3]")]
    [InlineData("(\"value\")")]
    [InlineData("\"text\"")]
    [InlineData("{a: 1}")]
    [InlineData("sym")]
    [InlineData("2016-12-20T05:23:43.000000-00:00")]
    public void C22_every_Ion_type_comes_back_as_it_was(string value)
    {
        foreach (var stored in new[] { value, $"annotation::{value}" })
        {
            ledger.ExecuteWith("INSERT INTO T ?", $"{{Name: {stored}}}");
            ledger.ExecuteWith("SELECT VALUE Name FROM T WHERE Name = ?", stored).Are(stored);
            ledger.Execute("DELETE FROM T").Single();
        }
    }

    [Theory]
    [InlineData("blob")]
    [InlineData("bool")]
    [InlineData("clob")]
    [InlineData("decimal")]
    [InlineData("float")]
    [InlineData("int")]
    [InlineData("list")]
    [InlineData("sexp")]
    [InlineData("string")]
    [InlineData("struct")]
    [InlineData("symbol")]
    [InlineData("timestamp")]
    public void C23_typed_nulls_survive(string type)
    {
        ledger.ExecuteWith("INSERT INTO T ?", $"{{Name: null.{type}}}");
        ledger.Execute("SELECT VALUE Name FROM T WHERE Name IS NULL").Are($"null.{type}");
        ledger.Execute("DELETE FROM T").Single();
    }

    [Fact]
    public void C24_the_time_can_be_stored()
    {
        ledger.Execute("INSERT INTO T VALUE {'n': 'Jane', 'at': UTCNOW()}").Single();
        ledger.Execute("SELECT VALUE at FROM T").Are("2024-03-01T12:00:00.000Z");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[{'a': 1}]")]
    [InlineData("`null.struct`")]
    [InlineData("missing")]
    public void C25_a_document_must_be_a_struct(string document) =>
        Assert.Equal(PartiQLStage.Evaluator, ledger.Refuses($"INSERT INTO T VALUE {document}").Stage);

    [Fact]
    public void C26_an_unknown_table_is_named_with_its_place()
    {
        var error = ledger.Refuses("INSERT INTO Nope {'a': 1}");
        Assert.Equal("432", error.Code);
        Assert.Equal("Semantic Error: at line 1, column 13: No such variable named 'Nope'; No such variable named 'Nope'", error.Message);
    }

    [Fact]
    public void A_list_parameter_inserts_each_element_in_order()
    {
        var ids = ledger.ExecuteWith("INSERT INTO T ?", "[{k: 1}, {k: 2}, {k: 3}]").Ids("documentId");
        for (var i = 0; i < ids.Count; i++)
        {
            ledger.Execute($"SELECT k FROM T BY id WHERE id = '{ids[i]}'").Are($"{{k: {i + 1}}}");
        }
    }

    [Fact]
    public void Nothing_is_inserted_where_one_document_of_many_is_no_struct()
    {
        var transaction = ledger.Begin();
        transaction.Refuses("INSERT INTO T << {'k': 1}, 2 >>");
        Assert.Empty(transaction.Execute("SELECT * FROM T"));
    }

    [Theory]
    [InlineData("INSERT INTO T SELECT * FROM T")]
    [InlineData("INSERT INTO T VALUES (1)")]
    [InlineData("INSERT INTO T (a) VALUE 1")]
    [InlineData("INSERT INTO T {'a': 1} ON CONFLICT DO NOTHING")]
    [InlineData("INSERT INTO _ql_committed_T {'a': 1}")]
    public void Other_forms_of_INSERT_are_refused(string statement) => ledger.Refuses(statement);

    [Fact]
    public void Parameters_can_stand_anywhere_inside_a_document()
    {
        ledger.ExecuteWith("INSERT INTO T {'a': ?, 'b': [?, {'c': ?}]}", "1", "x::2", "null.string");
        ledger.Execute("SELECT * FROM T").Are("{a: 1, b: [x::2, {c: null.string}]}");
    }
}
