using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Qldb.Tool.Shell.Scripts;

namespace Qldb.Tool.Tests.Shell.Scripts;

/// <summary>A script is taken apart the same way however its text arrives.</summary>
public sealed class ScriptReaderTests
{
    [Fact]
    public async Task Statements_and_commands_know_their_places()
    {
        var items = await ReadAsync("-- first\n  SELECT 1;\n\\d Person\nSELECT\n 'a;\n b' ; \\q\nBEGIN");

        Assert.Equal(
            [
                new(ScriptItemKind.Statement, "SELECT 1", new("s", 2, 3)),
                new(ScriptItemKind.Command, @"\d Person", new("s", 3, 1)),
                new(ScriptItemKind.Statement, "SELECT\n 'a;\n b'", new("s", 4, 1)),
                new(ScriptItemKind.Command, @"\q", new("s", 6, 7)),
                new(ScriptItemKind.Statement, "BEGIN", new("s", 7, 1)),
            ],
            items);
    }

    [Fact]
    public async Task An_explanation_ends_where_its_statement_ends()
    {
        var items = await ReadAsync("\\explain SELECT ';'\n FROM t; \\explainer x");

        Assert.Equal([new(ScriptItemKind.Explain, "SELECT ';'\n FROM t", new("s", 1, 10)), new(ScriptItemKind.Command, @"\explainer x", new("s", 2, 10))], items);
    }

    [Theory]
    [InlineData("SELECT 'open ; \n x", 1, 1)]
    [InlineData("/* open ; \n x", 1, 1)]
    [InlineData("SELECT 1 /* open ; \n x", 1, 1)]
    public async Task What_is_open_at_the_end_is_a_statement_for_the_engine_to_refuse(string script, int line, int column)
    {
        var item = Assert.Single(await ReadAsync(script));
        Assert.Equal((ScriptItemKind.Statement, script, line, column), (item.Kind, item.Text, item.Place.Line, item.Place.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n; ; -- nothing\n /* at all */")]
    public async Task A_script_without_statements_has_no_items(string script) => Assert.Empty(await ReadAsync(script));

    [Fact]
    public void However_the_text_is_cut_the_items_are_the_same()
    {
        var words = Gen.Elements("SELECT ", "';'", "'a\n", "'", "\"", ";", ";\n", "\n", "-- c;\n", "/* ;", "*/", "\\d\n", "\\explain x", "`", "#", "{ }", "BEGIN;");
        var cases = words.ArrayOf().SelectMany(script => Gen.Choose(1, 9).Select(size => (Script: string.Concat(script), Size: size)));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var buffer = new ScriptBuffer("s");
            var items = new List<ScriptItem>();
            for (var i = 0; i <= one.Script.Length; i += one.Size)
            {
                // As the reader does it: whole lines, and the rest at the end.
                buffer.Append(one.Script[i..Math.Min(i + one.Size, one.Script.Length)]);
                while (EndsLine(one.Script, i + one.Size) && buffer.Take(isEnd: false) is { } item)
                {
                    items.Add(item);
                }
            }

            while (buffer.Take(isEnd: true) is { } item)
            {
                items.Add(item);
            }

            return items.SequenceEqual(ReadAsync(one.Script).GetAwaiter().GetResult());
        }).QuickCheckThrowOnFailure();
    }

    private static bool EndsLine(string script, int end) => end <= script.Length && script[end - 1] == '\n';

    private static async Task<List<ScriptItem>> ReadAsync(string script)
    {
        using var reader = ScriptReader.OfStream("s", new MemoryStream(Encoding.UTF8.GetBytes(script)));
        var items = new List<ScriptItem>();
        while (await reader.ReadAsync(CancellationToken.None) is { } item)
        {
            items.Add(item);
        }

        return items;
    }
}
