using Qldb.Ion;
using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>Statements that are large, deep or broken: an answer or a clear error, never a crash.</summary>
public sealed class LimitCases
{
    private readonly CaseLedger ledger = Fixture.EmptyTable();

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("<<", "1", ">>")]
    [InlineData("{'a':", "1", "}")]
    [InlineData("NOT ", "true", "")]
    [InlineData("- ", "1", "")]
    [InlineData("COALESCE(", "1", ")")]
    [InlineData("(SELECT VALUE ", "1", " FROM <<0>>)")]
    [InlineData("CAST(", "1", " AS int)")]
    [InlineData("1 IN (", "1", ")")]
    [InlineData("x[", "1", "]")]
    public void Nesting_beyond_the_limit_is_refused_by_name(string open, string inner, string close)
    {
        ledger.Evaluate(Nested(open, inner, close, 40));
        foreach (var depth in new[] { 200, 99_000 / (open.Length + close.Length) })
        {
            var error = ledger.RefusesToEvaluate(Nested(open, inner, close, depth));
            Assert.Equal(PartiQLStage.Limit, error.Stage);
            Assert.Contains("nesting is deeper than the limit of 128 levels", error.Message);
        }
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(" OR 1 = 2")]
    [InlineData(" AND 1 = 1")]
    [InlineData(".x")]
    [InlineData("[0]")]
    public void A_chain_may_be_as_long_as_a_statement(string link)
    {
        var start = link[1] is '+' ? "1" : link[1] is 'x' or '0' ? "[1]" : "1 = 1";
        var count = (100_000 - 100) / link.Length;
        ledger.Evaluate(start + string.Concat(Enumerable.Repeat(link, count)));
    }

    [Fact]
    public void A_long_list_of_keys_is_no_matter()
    {
        ledger.Execute("INSERT INTO T << {'k': 5}, {'k': 'x'} >>");
        var keys = string.Join(',', Enumerable.Range(0, 15_000));
        ledger.Execute($"SELECT k FROM T WHERE k IN ({keys})").Are("{k: 5}");
    }

    // NOT before an operator that takes none was once skipped without end.
    [Theory]
    [InlineData("1 NOT + 2")]
    [InlineData("true NOT OR false")]
    [InlineData("1 NOT = 2")]
    [InlineData("1 NOT IS NULL")]
    [InlineData("1 NOT NOT IN (1)")]
    [InlineData("1 NOT")]
    public void NOT_stands_between_operands_only_before_IN_BETWEEN_and_LIKE(string expression) =>
        Assert.Equal(PartiQLStage.Parser, ledger.RefusesToEvaluate(expression).Stage);

    [Fact]
    public void Repeated_comparisons_have_a_limit() =>
        Assert.Equal(
            PartiQLStage.Limit,
            ledger.RefusesToEvaluate("1" + string.Concat(Enumerable.Repeat(" = 1", 10_000))).Stage);

    [Fact]
    public void A_statement_has_at_most_64_sources()
    {
        ledger.Execute("SELECT COUNT(*) FROM " + string.Join(", ", Enumerable.Repeat("T", 64))).Are("{_1: 0}");
        var error = ledger.Refuses("SELECT COUNT(*) FROM " + string.Join(", ", Enumerable.Repeat("T", 30_000)));
        Assert.Equal(PartiQLStage.Limit, error.Stage);
        Assert.Contains("64", error.Message);
    }

    [Fact]
    public void A_statement_has_at_most_100000_characters()
    {
        const string Statement = "SELECT VALUE 1 FROM <<0>>";
        ledger.Execute(Statement.PadRight(100_000)).Are("1");
        Assert.Contains("100000", ledger.Refuses(Statement.PadRight(100_001)).Message);
    }

    [Fact]
    public void Integers_of_ten_thousand_digits_are_computed_with()
    {
        var digits = new string('9', 10_000);
        Assert.Equal(
            IonElement.ParseText("1" + new string('0', 10_000)), ledger.Evaluate($"{digits} + 1"));
        ledger.Evaluate($"{digits} = {digits}.0");
        Assert.Equal(PartiQLStage.Limit, ledger.RefusesToEvaluate(new string('9', 50_000)).Stage);
        Assert.Equal(
            PartiQLStage.Evaluator, ledger.RefusesToEvaluate($"{digits} * {digits}").Stage);
    }

    [Theory]
    [InlineData("1e2000000000 + 1")]
    [InlineData("1e2000000000 % 3")]
    [InlineData("1e2147483647 * 1e2147483647")]
    [InlineData("CAST(1e2000000000 AS int)")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e")]
    [InlineData("12abc")]
    public void Numbers_too_large_to_write_down_are_refused(string expression) =>
        ledger.RefusesToEvaluate(expression);

    [Theory]
    [InlineData("1e2000000000 = 1", "false")]
    [InlineData("1e2000000000 > 1", "true")]
    [InlineData("CAST(1e-2000000000 AS int)", "0")]
    public void Numbers_far_apart_are_compared_at_once(string expression, string expected) =>
        Assert.Equal(IonElement.ParseText(expected), ledger.Evaluate(expression));

    [Theory]
    [InlineData("'abc")]
    [InlineData("'abc''")]
    [InlineData("\"abc")]
    [InlineData("`abc")]
    [InlineData("`\"`")]
    [InlineData("`'''`")]
    [InlineData("`/*`")]
    [InlineData("`//`")]
    [InlineData("/* abc")]
    [InlineData("`{a:`")]
    [InlineData("`1 2`")]
    [InlineData("``")]
    [InlineData("`\"\\")]
    [InlineData("1 \0")]
    [InlineData("a # b")]
    [InlineData("a ! b")]
    [InlineData("a | b")]
    public void What_is_no_token_is_a_lexer_error_with_its_place(string text)
    {
        var error = ledger.Refuses($"SELECT VALUE\n  {text}");
        Assert.Equal(PartiQLStage.Lexer, error.Stage);
        Assert.Equal(2, error.Line);
        Assert.True(error.Column >= 3, error.Message);
        Assert.StartsWith($"Lexer Error: at line 2, column {error.Column}: ", error.Message);
    }

    // Not as data of a theory: unpaired surrogates do not survive the way to the test.
    [Fact]
    public void An_unpaired_surrogate_is_a_lexer_error()
    {
        foreach (var text in new[] { "'a\ud800b'", "'\udc00\ud800'", "\"a\udc00\"", "`\"\ud800\"`", "\ud83d\ude00", "\ud83d" })
        {
            What_is_no_token_is_a_lexer_error_with_its_place(text);
        }
    }

    [Fact]
    public void Text_may_hold_anything_that_is_a_character()
    {
        Assert.Equal("it's \0 \U0001F600", ledger.Evaluate("'it''s \0 \U0001F600'").GetString());
        Assert.Equal(IonElement.ParseText("2"), ledger.Evaluate("{'\0': 1, '': 2}.\"\""));
        Assert.Equal("a`b", ledger.Evaluate("`\"a`b\"`").GetString());
    }

    [Fact]
    public void A_deep_document_is_stored_and_compared_and_a_result_too_deep_for_Ion_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 119)) + string.Concat(Enumerable.Repeat("]", 119));
        ledger.ExecuteWith("INSERT INTO T ?", $"{{a: {deep}}}");
        ledger.Execute("SELECT COUNT(*) FROM T WHERE a = a").Are("{_1: 1}");
        ledger.Execute("SELECT COUNT(*) FROM T AS t WHERE [[[[[[[[[[t]]]]]]]]]] = [[[[[[[[[[t]]]]]]]]]]").Are("{_1: 1}");
        Assert.Equal(PartiQLStage.Limit, ledger.Refuses("SELECT VALUE [[[[[[[[[[t]]]]]]]]]] FROM T AS t").Stage);
    }

    /// <summary>A statement of 16,000 characters once ended the process: each source nests the one before it, and together they were deeper than the stack.</summary>
    [Theory]
    [InlineData("[", "]", "x = x")]
    [InlineData("{'a':", "}", "x = x")]
    [InlineData("<<", ">>", "x = x")]
    [InlineData("[", "]", "x IN (x, 1)")]
    [InlineData("[", "]", "x IS LIST")]
    public void Sources_that_nest_one_in_the_other_are_refused_where_they_get_too_deep(string open, string close, string condition)
    {
        var sources = Enumerable.Range(1, 61).Select(i => $"<< {Nested(open, $"s{i - 1}", close, 100)} >> AS s{i}");
        var error = ledger.Refuses($"SELECT VALUE 1 FROM << 1 >> AS s0, {string.Join(", ", sources)}, << s61 >> AS x WHERE {condition}");
        Assert.Equal("Limit Error: a computed value nests more than 128 containers", error.Message);
    }

    /// <summary>Twice the one before, sixty times over: never written out, not even begun.</summary>
    [Theory]
    [InlineData("[{0}, {0}]", "Limit Error: a computed value takes more than 67108864 bytes")]
    [InlineData("<< {0}, {0} >>", "Limit Error: a computed value takes more than 67108864 bytes")]
    [InlineData("{{'a': {0}, 'b': {0}}}", "Limit Error: a computed value takes more than 67108864 bytes")]
    [InlineData("s0 || {0} || {0}", "at most 1048576 are allowed")]
    public void Sources_that_double_the_one_before_are_refused_where_they_get_too_large(string twice, string message)
    {
        var sources = Enumerable.Range(1, 60).Select(i => $"<< {string.Format(System.Globalization.CultureInfo.InvariantCulture, twice, $"s{i - 1}")} >> AS s{i}");
        var error = ledger.Refuses($"SELECT VALUE s60 FROM << 'x' >> AS s0, {string.Join(", ", sources)}");
        Assert.Equal(PartiQLStage.Limit, error.Stage);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Duplicate_fields_and_symbols_without_text_survive()
    {
        const string Document = "{a: 1, a: 2, $0: 3, b: $0}";
        ledger.ExecuteWith("INSERT INTO T ?", Document);
        ledger.Execute("SELECT * FROM T").Are(Document);
        ledger.Execute("SELECT t.* FROM T AS t").Are(Document);
        ledger.Execute("SELECT VALUE a FROM T").Are("1");
        Assert.Equal(PartiQLStage.Evaluator, ledger.Refuses("SELECT VALUE LOWER(b) FROM T").Stage);
        ledger.Execute("UPDATE T SET c = 4");
        ledger.Execute("UPDATE T REMOVE a");
        ledger.Execute("SELECT * FROM T").Are("{$0: 3, b: $0, c: 4}");
    }

    private static string Nested(string open, string inner, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));
}
