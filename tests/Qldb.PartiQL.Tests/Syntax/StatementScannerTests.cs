using FsCheck;
using FsCheck.Fluent;

namespace Qldb.PartiQL.Tests.Syntax;

/// <summary>Statements of a script are told apart by the language's own tokens.</summary>
public sealed class StatementScannerTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2;", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT ';' FROM t; SELECT 2", "SELECT ';' FROM t", "SELECT 2")]
    [InlineData("SELECT 'it''s; fine'; x", "SELECT 'it''s; fine'", "x")]
    [InlineData("SELECT \"a;b\"; x", "SELECT \"a;b\"", "x")]
    [InlineData("SELECT `{a: \"`;\"}`; x", "SELECT `{a: \"`;\"}`", "x")]
    [InlineData("-- one; two\nSELECT 1; /* a; b */ x", "SELECT 1", "x")]
    [InlineData("SELECT -- why;\n 1;", "SELECT -- why;\n 1")]
    [InlineData(";;  ; SELECT 1 ;", "", "", "", "SELECT 1")]
    [InlineData("# ~ 12ab 1e+; \\x; x", "# ~ 12ab 1e+", "\\x", "x")]
    [InlineData("SELECT 'open; \n", "SELECT 'open; \n")]
    [InlineData("SELECT 1 /* open; \n", "SELECT 1 /* open; \n")]
    [InlineData("SELECT 1; /* open; \n", "SELECT 1", "/* open; \n")]
    [InlineData("  -- nothing\n")]
    [InlineData("")]
    public void A_semicolon_ends_a_statement_only_where_it_is_a_token(string script, params string[] statements) => Assert.Equal(statements, Split(script));

    [Theory]
    [InlineData("SELECT 'a", true)]
    [InlineData("SELECT `a", true)]
    [InlineData("SELECT 1 /* a", true)]
    [InlineData("SELECT 1", false)]
    [InlineData("SELECT 1 -- a", false)]
    public void What_is_open_at_the_end_is_told(string text, bool isOpen)
    {
        var found = StatementScanner.Next(text, 0);
        Assert.False(found.IsComplete);
        Assert.Equal(isOpen, found.IsOpen);
        Assert.Equal(text.Length, found.End);
    }

    [Fact]
    public void Whatever_the_text_scanning_goes_on_and_ends()
    {
        var characters = Gen.Elements("'\"`;-/*{}x1.e \n\\#".ToCharArray());
        Prop.ForAll(characters.ArrayOf().Select(each => new string(each)).ToArbitrary(), text =>
        {
            var position = 0;
            while (position < text.Length)
            {
                var found = StatementScanner.Next(text, position);
                if (found.End <= position || found.Start + found.Length > found.End || found.Start < position || (!found.IsComplete && found.End != text.Length))
                {
                    return false;
                }

                position = found.End;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Split(string script)
    {
        var statements = new List<string>();
        for (var position = 0; position < script.Length;)
        {
            var found = StatementScanner.Next(script, position);
            if (found.IsComplete || found.Length > 0)
            {
                statements.Add(script.Substring(found.Start, found.Length));
            }

            position = found.End;
        }

        return statements;
    }
}
