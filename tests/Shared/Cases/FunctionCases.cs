using Qldb.Ion;
using Qldb.PartiQL;
using Xunit;

namespace Qldb.Testing.Cases;

/// <summary>partiql-dialect, section 10.6, and the examples of section 3.</summary>
public sealed class FunctionCases
{
    private readonly CaseLedger ledger = new();

    [Theory]
    [InlineData("COALESCE(null, null, 1)", "1")]
    [InlineData("COALESCE(1, null)", "1")]
    [InlineData("COALESCE(null, 'x')", "\"x\"")]
    [InlineData("COALESCE(missing, null)", "null")]
    [InlineData("NULLIF(1, 1)", "null")]
    [InlineData("NULLIF([1], [1])", "null")]
    [InlineData("NULLIF(missing, missing)", "null")]
    [InlineData("NULLIF(1, NULL)", "1")]
    [InlineData("NULLIF(1, 2)", "1")]
    [InlineData("NULLIF(1.0, 1)", "null")]
    [InlineData("NULLIF(1, '1')", "1")]
    [InlineData("NULLIF(missing, null)", "null")]
    public void C78_C79_conditional_functions(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("SUBSTRING('123456789', 0)", "123456789")]
    [InlineData("SUBSTRING('123456789', 1, 999)", "123456789")]
    [InlineData("SUBSTRING('1', 1, 0)", "")]
    [InlineData("SUBSTRING('123456789', 2)", "23456789")]
    [InlineData("SUBSTRING('123456789', 1, 2)", "12")]
    [InlineData("SUBSTRING('1234', 10, 10)", "")]
    [InlineData("SUBSTRING('123456789', -2, 5)", "12")]
    [InlineData("SUBSTRING('a\U0001F600b', 2, 1)", "\U0001F600")]
    public void C80_SUBSTRING_is_a_window(string expression, string expected) =>
        Assert.Equal(expected, ledger.Evaluate(expression).GetString());

    [Theory]
    [InlineData("DATE_ADD(month, 13, `2010T`)", "2011-02T")]
    [InlineData("DATE_ADD(day, -1, `2017-01-10T`)", "2017-01-09T")]
    [InlineData("DATE_ADD(year, 5, `2010-01-01T`)", "2015-01-01T")]
    [InlineData("DATE_ADD(month, 1, `2010T`)", "2010-02T")]
    [InlineData("DATE_ADD(hour, 1, `2017T`)", "2017-01-01T01:00Z")]
    [InlineData("DATE_ADD(second, 1, `2017-01-02T03:04:05.006-08:00`)", "2017-01-02T03:04:06.006-08:00")]
    [InlineData("DATE_ADD(minute, 61, `2017-01-02T03:04Z`)", "2017-01-02T04:05Z")]
    [InlineData("DATE_ADD(MONTH, 1, `2017-01-31T`)", "2017-02-28T")]
    [InlineData("DATE_ADD(year, null, `2017T`)", "null")]
    [InlineData("DATE_DIFF(minute, `2010-01-01T00:00Z`, `2010-01-01T01:00Z`)", "60")]
    [InlineData("DATE_DIFF(second, `2010-01-01T00:00Z`, `2010-01-01T00:01Z`)", "60")]
    [InlineData("DATE_DIFF(day, null, `2011T`)", "null")]
    [InlineData("DATE_DIFF(month, `2010T`, `2011T`)", "12")]
    [InlineData("DATE_DIFF(year, `2010-01-01T`, `2011-01-01T`)", "1")]
    [InlineData("DATE_DIFF(month, `2010T`, `2010-05T`)", "4")]
    [InlineData("DATE_DIFF(month, `2011T`, `2010T`)", "-12")]
    [InlineData("DATE_DIFF(day, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)", "0")]
    [InlineData("DATE_DIFF(hour, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)", "2")]
    public void C81_C82_dates_can_be_moved_and_compared(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("EXTRACT(TIMEZONE_HOUR FROM `2017-01-02T03:04:05+07:08`)", "7")]
    [InlineData("EXTRACT(TIMEZONE_MINUTE FROM `2017-01-02T03:04:05+07:08`)", "8")]
    [InlineData("EXTRACT(YEAR FROM `2010-01-01T`)", "2010")]
    [InlineData("EXTRACT(MONTH FROM `2010T`)", "1")]
    [InlineData("EXTRACT(HOUR FROM `2017-01-02T03:04:05+07:08`)", "3")]
    [InlineData("EXTRACT(day FROM `2017-01-02T03:04:05+07:08`)", "2")]
    [InlineData("EXTRACT(MINUTE FROM `2017-01-02T03:04:05+07:08`)", "4")]
    [InlineData("EXTRACT(SECOND FROM `2017-01-02T03:04:05.9+07:08`)", "5")]
    [InlineData("EXTRACT(YEAR FROM null)", "null")]
    [InlineData("EXTRACT(YEAR FROM missing)", "null")]
    public void C83_EXTRACT_answers_in_the_timestamps_own_offset(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'MM-d-y')", "07-20-1969")]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'MMM d, yyyy')", "Jul 20, 1969")]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y')", "July 20, 1969")]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'M-d-yy')", "7-20-69")]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y h:m a')", "July 20, 1969 8:18 PM")]
    [InlineData("TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", "1969-07-20T20:18:00Z")]
    [InlineData("TO_STRING(`1969-07-20T20:18:00+08:00`, 'y-MM-dd''T''H:m:ssXXXX')", "1969-07-20T20:18:00+0800")]
    [InlineData("TO_STRING(`1969-07-20T20:18:00.123+08:00`, 'H.mm.ss.SSSSSxxx MMMMM')", "20.18.00.12300+08:00 J")]
    [InlineData("TO_STRING(`1969-07-20T08:08:05.5Z`, 'yyyy dd hh HH s n X XX XXX x xx xxx')", "1969 20 08 08 5 500000000 Z Z Z +00 +0000 +00:00")]
    public void C84_TO_STRING_follows_its_pattern(string expression, string expected) =>
        Assert.Equal(expected, ledger.Evaluate(expression).GetString());

    [Theory]
    [InlineData("TO_TIMESTAMP('2016', 'yyyy')", "2016T")]
    [InlineData("TO_TIMESTAMP('2016', 'y')", "2016T")]
    [InlineData("TO_TIMESTAMP('Feb 2016', 'MMM yyyy')", "2016-02T")]
    [InlineData("TO_TIMESTAMP('2007T')", "2007T")]
    [InlineData("TO_TIMESTAMP('69', 'yy')", "2069T")]
    [InlineData("TO_TIMESTAMP('70', 'yy')", "1970T")]
    [InlineData("TO_TIMESTAMP('february 5 2016 08:09:10.120 pm +05:30', 'MMMM d y hh:mm:ss.SSS a xxx')", "2016-02-05T20:09:10.120+05:30")]
    [InlineData("TO_TIMESTAMP('2016-02-05T03:04', 'yyyy-MM-dd''T''HH:mm')", "2016-02-05T03:04-00:00")]
    public void C85_TO_TIMESTAMP_reads_by_its_pattern(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("TRIM(BOTH '1' FROM '11foobar11')", "foobar")]
    [InlineData("TRIM(TRAILING FROM '  foobar  ')", "  foobar")]
    [InlineData("TRIM('  foobar  ')", "foobar")]
    [InlineData("TRIM(LEADING FROM '  foobar  ')", "foobar  ")]
    [InlineData("TRIM('\tfoobar\t')", "\tfoobar\t")]
    [InlineData("TRIM('12' FROM '1212foobar1112')", "foobar")]
    [InlineData("LOWER('AbCdEfG!@#$')", "abcdefg!@#$")]
    [InlineData("UPPER('AbCdEfG!@#$')", "ABCDEFG!@#$")]
    public void C86_text_is_trimmed_and_mapped(string expression, string expected) =>
        Assert.Equal(expected, ledger.Evaluate(expression).GetString());

    [Theory]
    [InlineData("CAST(0 AS boolean)", "false")]
    [InlineData("CAST(`1e0` AS boolean)", "true")]
    [InlineData("CAST('a' AS boolean)", "false")]
    [InlineData("CAST('TrUe' AS bool)", "true")]
    [InlineData("CAST(null AS boolean)", "null")]
    [InlineData("CAST(1.9 AS integer)", "1")]
    [InlineData("CAST(-1.9 AS int)", "-1")]
    [InlineData("CAST('12' AS smallint)", "12")]
    [InlineData("CAST(true AS decimal)", "1.")]
    [InlineData("CAST('1.50' AS numeric)", "1.50")]
    [InlineData("CAST('2017-01-01T' AS timestamp)", "2017-01-01T")]
    [InlineData("CAST(`1e0` AS string)", "\"1.0\"")]
    [InlineData("CAST(`1d0` AS varchar)", "\"1\"")]
    [InlineData("CAST(`a` AS char)", "\"a\"")]
    [InlineData("CAST('a' AS symbol)", "a")]
    [InlineData("CAST(<<1>> AS list)", "[1]")]
    [InlineData("CAST(SIZE(CAST([1, 1] AS bag)) AS string)", "\"2\"")]
    [InlineData("CAST({'a': 1} AS struct)", "{a: 1}")]
    [InlineData("CAST(`{{AQ==}}` AS blob)", "{{AQ==}}")]
    [InlineData("CAST(`{{\"a\"}}` AS clob)", "{{\"a\"}}")]
    [InlineData("CAST(`(1)` AS sexp)", "(1)")]
    [InlineData("CAST('1.5' AS float)", "1.5e0")]
    [InlineData("CAST(true AS int)", "1")]
    [InlineData("CAST(false AS string)", "\"false\"")]
    [InlineData("CAST(`2017T` AS symbol)", "'2017T'")]
    [InlineData("CAST(null AS null)", "null")]
    [InlineData("CAST(null AS integer)", "null")]
    [InlineData("CAST(missing AS null)", "null")]
    [InlineData("CAST(missing AS missing) IS MISSING", "true")]
    [InlineData("CAST(null AS missing) IS MISSING", "true")]
    [InlineData("CAST(missing AS int) IS MISSING", "true")]
    public void C87_C88_CAST_converts(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("CAST(true AS null)")]
    [InlineData("CAST(1 AS missing)")]
    [InlineData("CAST('a' AS integer)")]
    [InlineData("CAST([1] AS struct)")]
    [InlineData("CAST(true AS timestamp)")]
    [InlineData("CAST(1 AS timestamp)")]
    [InlineData("CAST('x' AS timestamp)")]
    [InlineData("CAST('x' AS decimal)")]
    [InlineData("CAST(1 AS list)")]
    [InlineData("CAST(1 AS blob)")]
    [InlineData("UPPER(1)")]
    [InlineData("TRIM(1)")]
    [InlineData("EXTRACT(YEAR FROM '2010')")]
    [InlineData("1 IN 1")]
    [InlineData("'a' || 1")]
    [InlineData("SIZE(12)")]
    [InlineData("SUBSTRING('abc', 1, -1)")]
    [InlineData("TO_TIMESTAMP('x')")]
    [InlineData("TO_TIMESTAMP('2016', 'q')")]
    [InlineData("1 + 'a'")]
    [InlineData("1 < 'a'")]
    [InlineData("1 / 0")]
    [InlineData("1.0 % 0")]
    [InlineData("NOT 1")]
    [InlineData("'a' LIKE 1")]
    [InlineData("DATE_ADD(year, 10000, `2010T`)")]
    public void C88_what_cannot_be_computed_is_an_evaluator_error_with_its_place(string expression)
    {
        var error = ledger.RefusesToEvaluate(expression);
        Assert.Equal(PartiQLStage.Evaluator, error.Stage);
        Assert.Equal((1, 14), (error.Line, error.Column));
        Assert.StartsWith("Evaluator Error: at line 1, column 14: ", error.Message);
    }

    [Theory]
    [InlineData("CHAR_LENGTH(null)", "null")]
    [InlineData("CHAR_LENGTH(missing)", "null")]
    [InlineData("CHAR_LENGTH('')", "0")]
    [InlineData("CHARACTER_LENGTH('abcdefg')", "7")]
    [InlineData("CHAR_LENGTH('\U0001F600')", "1")]
    [InlineData("SIZE(`[]`)", "0")]
    [InlineData("SIZE(`[null]`)", "1")]
    [InlineData("SIZE(<<'a','b'>>)", "2")]
    [InlineData("SIZE(`{a:1}`)", "1")]
    [InlineData("SIZE(null)", "null")]
    [InlineData("EXISTS(`[]`)", "false")]
    [InlineData("EXISTS(`[1]`)", "true")]
    [InlineData("EXISTS(1)", "false")]
    [InlineData("EXISTS(null)", "false")]
    public void C89_lengths_and_sizes(string expression, string expected) => AssertIs(expression, expected);

    [Theory]
    [InlineData("SUM", "6")]
    [InlineData("AVG", "2.")]
    [InlineData("MIN", "1")]
    [InlineData("MAX", "3")]
    [InlineData("COUNT", "3")]
    public void Aggregates_pass_over_what_is_unknown(string function, string expected)
    {
        ledger.Execute($"SELECT {function}(a) FROM << {{'a':1}}, {{'a':2}}, {{'a':3}}, {{'a':null}}, {{'b':1}} >>").Are($"{{_1: {expected}}}");
        ledger.Execute($"SELECT {function}(a) FROM << >>").Are(function == "COUNT" ? "{_1: 0}" : "{_1: null}");
    }

    [Theory]
    [InlineData("1 + 2 * 3 - 4", "3")]
    [InlineData("(1 + 2) * -3", "-9")]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("7.5 % 2", "1.5")]
    [InlineData("9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("-9223372036854775808 - 1", "-9223372036854775809")]
    [InlineData("3037000500 * 3037000500", "9223372037000250000")]
    [InlineData("1 + 1.50", "2.50")]
    [InlineData("1.10 * 2.0", "2.200")]
    [InlineData("10 / 4.0", "2.5")]
    [InlineData("735.95 / 5", "147.19")]
    [InlineData("1.00 / 1", "1.00")]
    [InlineData("1 / 8.0", "0.125")]
    [InlineData("1.0 / 3", "0.33333333333333333333333333333333333333")]
    [InlineData("2 / 3.0", "0.66666666666666666666666666666666666667")]
    [InlineData("1e3 + 1", "1001.")]
    [InlineData("1 + `1.5e0`", "2.5e0")]
    [InlineData("1.5 * `2e0`", "3e0")]
    [InlineData("`1e0` / 0", "+inf")]
    [InlineData("- - 5", "5")]
    [InlineData("null + 1", "null")]
    [InlineData("missing || 'a'", "null")]
    [InlineData("'a' || `b` || 'c'", "\"abc\"")]
    [InlineData("1 < 2 AND NOT 2 <= 1 OR 1 / 0 = 1", "true")]
    [InlineData("null AND false", "false")]
    [InlineData("null OR true", "true")]
    [InlineData("null OR missing", "null")]
    [InlineData("NOT null", "null")]
    [InlineData("1 != 2", "true")]
    [InlineData("1 <> null", "null")]
    [InlineData("'a' < 'b'", "true")]
    [InlineData("'\U0001F600' > '\uFFFD'", "true")]
    [InlineData("`2020T` < `2020-01-01T00:00:00.001Z`", "true")]
    [InlineData("false < true", "true")]
    [InlineData("2 BETWEEN 1 AND 3 AND 4 NOT BETWEEN 1 AND 3", "true")]
    [InlineData("null BETWEEN 1 AND 3", "null")]
    [InlineData("2 IN (1, 2.0) AND 3 NOT IN [1, 2] AND 'a' IN << `a` >>", "true")]
    [InlineData("null IN (null)", "null")]
    [InlineData("1 IN (null)", "false")]
    [InlineData("missing IS NULL AND null IS NOT MISSING AND `null.int` IS NULL", "true")]
    [InlineData("1 IS INT AND 1.0 IS DECIMAL AND `1e0` IS FLOAT AND 'a' IS STRING AND `a` IS SYMBOL AND [1] IS LIST", "true")]
    [InlineData("<< 1 >> IS BAG AND {'a': 1} IS STRUCT AND `(1)` IS SEXP AND true IS BOOLEAN AND `2020T` IS TIMESTAMP", "true")]
    [InlineData("'a_c' LIKE 'a\\_c' ESCAPE '\\' AND 'abc' NOT LIKE 'a\\_c' ESCAPE '\\' AND 'abc' LIKE '%_c%'", "true")]
    [InlineData("'\U0001F600' LIKE '_'", "true")]
    [InlineData("UPPER('stra\u00dfe')", "\"STRASSE\"")]
    [InlineData("CAST('0x1F' AS int)", "31")]
    [InlineData("CAST(`1e10` AS string)", "\"1.0E10\"")]
    [InlineData("CAST(`1d2` AS string)", "\"1E+2\"")]
    [InlineData("CAST(0.00000012 AS string)", "\"1.2E-7\"")]
    [InlineData("{'a': 1, 'b': missing, 'a': 2}", "{a: 1, a: 2}")]
    [InlineData("[1, missing]", "[1, null]")]
    [InlineData("{'a': {'b': [5, 6]}}.a.b[1]", "6")]
    [InlineData("{'a': 1}['a']", "1")]
    [InlineData("`(1 2)`[1]", "2")]
    public void Operators_follow_precedence_and_types(string expression, string expected) => AssertIs(expression, expected);

    [Fact]
    public void The_sum_of_floats_is_a_decimal() => ledger.Execute("SELECT SUM(a) FROM << {'a':`1.5e0`}, {'a':1} >>").Are("{_1: 2.5}");

    [Fact]
    public void TXID_is_the_id_of_the_transaction()
    {
        var transaction = ledger.Begin();
        transaction.Execute("SELECT VALUE TXID() FROM << 0, 0 >>").Are($"\"{transaction.TransactionId}\"", $"\"{transaction.TransactionId}\"");
    }

    private void AssertIs(string expression, string expected) =>
        Assert.Equal(IonElement.ParseText(expected), ledger.Evaluate(expression));
}
