using Xunit;

namespace Qldb.PartiQL.Tests.Syntax;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("SELECT * FROM no_such_table", true)]
    [InlineData("/* a note */ select 1 from << 1 >> as x;", true)]
    [InlineData("INSERT INTO t VALUE {}", false)]
    [InlineData("-- SELECT\nDROP TABLE t", false)]
    [InlineData("UPDATE t SET a = (SELECT VALUE 1 FROM t)", false)]
    [InlineData("FROM t AS x REMOVE x.a", false)]
    public void A_query_is_told_from_a_change_by_its_text_alone(string text, bool isQuery) => Assert.Equal(isQuery, PreparedStatement.IsQueryText(text));

    [Fact]
    public void A_text_that_is_no_statement_is_neither() => Assert.Throws<PartiQLException>(() => PreparedStatement.IsQueryText("(SELECT 1 FROM t)"));

    [Fact]
    public void The_dialect_decides_what_a_query_is()
    {
        const string text = "SELECT a FROM t ORDER BY a";
        Assert.Throws<PartiQLException>(() => PreparedStatement.IsQueryText(text));
        Assert.True(PreparedStatement.IsQueryText(text, new PartiQLOptions { Dialect = Dialect.Extended }));
    }
}
