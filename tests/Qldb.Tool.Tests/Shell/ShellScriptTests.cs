using System.Text.Json;

namespace Qldb.Tool.Tests.Shell;

/// <summary><c>qldb shell</c> without a person: statements from the command line, from files, from a pipe.</summary>
public sealed class ShellScriptTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_of_many_statements_run_in_order_on_a_folder_and_on_a_server(bool served)
    {
        await PeopleLedger.CreateAsync(_data);
        using var server = served ? await ServeProcess.StartAsync(_data.Path) : null;
        await File.WriteAllTextAsync(_data.File("one.sql"), """
            -- a comment; with a semicolon
            CREATE TABLE Pet;
            INSERT INTO Pet << {'Name': 'semi;colon', 'Ion': `{a: ";"}`}, /* ; */
                               {'Name': 'it''s; fine'} >>;
            BEGIN;
            INSERT INTO Pet VALUE {'Name': 'in a transaction'};
            DELETE FROM Pet AS p WHERE p.Name = 'semi;colon';
            COMMIT;
            """);
        await File.WriteAllTextAsync(_data.File("two.sql"), "SELECT VALUE p.Name FROM Pet AS p");

        var (exitCode, output, errors) = await QldbProcess.RunAsync(["shell", .. server?.Place ?? ["--data", _data.Path], "-f", _data.File("one.sql"), "-f", _data.File("two.sql"), "-o", "ion"]);

        Assert.True(exitCode == 0, errors);
        Assert.EndsWith("\"it's; fine\"\n\"in a transaction\"", output, StringComparison.Ordinal);
        Assert.Contains("Committed as transaction ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_error_stops_the_script_and_is_told_with_its_place()
    {
        await PeopleLedger.CreateAsync(_data);
        await File.WriteAllTextAsync(_data.File("bad.sql"), """
            DELETE FROM Person AS p WHERE p.GovId = 'A';
              SELECT *
                FROM Nobody;
            DELETE FROM Person;
            """);

        var (exitCode, _, errors) = await ShellAsync("-q", "-f", _data.File("bad.sql"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{_data.File("bad.sql")}:3:10: ", errors, StringComparison.Ordinal);
        Assert.Equal("\"B\"\n\"C\"", (await ShellAsync("-c", "SELECT VALUE p.GovId FROM Person AS p", "-o", "ion")).Output);
    }

    [Fact]
    public async Task An_error_without_a_place_of_its_own_is_told_where_its_statement_begins()
    {
        await PeopleLedger.CreateAsync(_data);

        var (exitCode, _, errors) = await PipeAsync("\n\n  CREATE TABLE Person;");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("stdin:3:3: Table with name: USER.Person already exists", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Told_to_continue_it_runs_the_rest_and_fails_all_the_same()
    {
        await PeopleLedger.CreateAsync(_data);

        var (exitCode, output, errors) = await PipeAsync("SELECT 1 FROM Nobody;\nSELECT VALUE p.GovId FROM Person AS p;", "--continue-on-error", "-o", "json", "-q");

        Assert.Equal(1, exitCode);
        Assert.Equal("\"A\"\n\"B\"\n\"C\"", output);
        Assert.StartsWith("stdin:1:15: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_an_error_in_a_transaction_nothing_of_it_is_written_even_when_told_to_continue()
    {
        await PeopleLedger.CreateAsync(_data);

        var (exitCode, _, errors) = await PipeAsync(
            "BEGIN;\nDELETE FROM Person;\nSELECT * FROM Nobody;\nINSERT INTO Person VALUE {'GovId': 'D'};\nCOMMIT;\nINSERT INTO Person VALUE {'GovId': 'E'};", "--continue-on-error", "-q");

        Assert.Equal(1, exitCode);
        Assert.Contains("stdin:4:1: Not run", errors, StringComparison.Ordinal);
        Assert.Contains("stdin:5:1: Nothing was written", errors, StringComparison.Ordinal);
        Assert.Equal("\"A\"\n\"B\"\n\"C\"\n\"E\"", (await ShellAsync("-c", "SELECT VALUE p.GovId FROM Person AS p", "-o", "ion")).Output);
    }

    [Fact]
    public async Task A_transaction_that_is_never_committed_is_an_error_and_leaves_nothing()
    {
        await PeopleLedger.CreateAsync(_data);

        var (exitCode, _, errors) = await ShellAsync("-c", "SELECT VALUE 1 FROM Person; START TRANSACTION; DELETE FROM Person");

        Assert.Equal(1, exitCode);
        Assert.Contains("-c:1:29: the transaction that begins here is never committed", errors, StringComparison.Ordinal);
        Assert.Equal(3, (await ShellAsync("-c", "SELECT * FROM Person", "-o", "json")).Output.Split('\n').Length);
    }

    [Theory]
    [InlineData("ABORT")]
    [InlineData("rollback transaction")]
    public async Task An_aborted_transaction_leaves_nothing(string word)
    {
        await PeopleLedger.CreateAsync(_data);

        var (exitCode, output, errors) = await ShellAsync("-o", "ion", "-c", $"begin; DELETE FROM Person; {word}; SELECT COUNT(*) AS n FROM Person");

        Assert.True(exitCode == 0, errors);
        Assert.EndsWith("{n: 3}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_at_commit_says_that_nothing_was_written_and_what_to_do()
    {
        await PeopleLedger.CreateAsync(_data);
        using var server = await ServeProcess.StartAsync(_data.Path);
        using var slow = QldbProcess.Start(new QldbEnvironment { Input = QldbEnvironment.StaysOpen }, ["shell", .. server.Place, "-o", "ion"]);
        await slow.Input.WriteAsync("BEGIN;\nSELECT VALUE p.Name FROM Person AS p WHERE p.GovId = 'A';\n");
        await slow.Input.FlushAsync();
        await slow.LineAsync("\"Ada Lovelace\"");

        var fast = await QldbProcess.RunAsync(["shell", .. server.Place, "-c", "UPDATE Person AS p SET p.Name = 'Augusta' WHERE p.GovId = 'A'"]);
        Assert.True(fast.ExitCode == 0, fast.Errors);

        await slow.Input.WriteAsync("UPDATE Person AS p SET p.Name = 'A. L.' WHERE p.GovId = 'A';\nCOMMIT;\nDELETE FROM Person;\n");
        slow.Input.Close();
        Assert.Equal(1, await slow.ExitAsync());
        Assert.Contains("stdin:4:1: Nothing was written: another transaction changed meanwhile what this one has read. Run it again from BEGIN.", slow.Errors, StringComparison.Ordinal);
        Assert.Equal("\"Augusta\"", (await QldbProcess.RunAsync(["shell", .. server.Place, "-o", "ion", "-c", "SELECT VALUE p.Name FROM Person AS p WHERE p.GovId = 'A'"])).Output);
    }

    [Fact]
    public async Task Ion_and_json_have_a_row_a_line_and_tables_have_columns()
    {
        await PeopleLedger.CreateAsync(_data);
        const string query = "SELECT p.GovId, p.Name, {'t': `2020-01-02T`} AS x FROM Person AS p WHERE p.GovId = 'C'";

        Assert.Equal("{GovId: \"C\", Name: \"Čeněk\", x: {t: 2020-01-02}}", (await ShellAsync("-o", "ion", "-c", query)).Output);
        Assert.Equal("""{"GovId":"C","Name":"Čeněk","x":{"t":"2020-01-02"}}""", (await ShellAsync("-o", "json", "-c", query)).Output);
        Assert.Equal(
            """
            +---------------------------------+
            | GovId | Name  | x               |
            |-------+-------+-----------------|
            | C     | Čeněk | {t: 2020-01-02} |
            +---------------------------------+
            """,
            (await ShellAsync("-o", "table", "-c", query)).Output.Trim());
    }

    [Fact]
    public async Task Time_and_ReadIOs_are_told_on_standard_error_unless_it_is_to_be_quiet()
    {
        await PeopleLedger.CreateAsync(_data);

        Assert.Matches("^3 rows in [0-9,]+ ms, 3 ReadIOs$", (await ShellAsync("-c", "SELECT * FROM Person")).Errors);
        Assert.Empty((await ShellAsync("-q", "-c", "SELECT * FROM Person")).Errors);
        Assert.DoesNotContain("ReadIOs", (await ShellAsync("-c", @"\timing; SELECT * FROM Person")).Errors.Split('\n')[^1].Replace("Time and ReadIOs are not told.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_a_document_holds_reaches_a_terminal_as_a_control_sequence()
    {
        await PeopleLedger.CreateAsync(_data);
        await ShellAsync("-c", "INSERT INTO Person VALUE {'GovId': 'X', 'Name': `\"\\x1b[2Jgone\\u202e\\n\"`}");

        foreach (var format in new[] { "table", "ion", "json" })
        {
            var (exitCode, output, errors) = await ShellAsync("-o", format, "-c", "SELECT p.Name FROM Person AS p WHERE p.GovId = 'X'");
            Assert.True(exitCode == 0, errors);
            Assert.DoesNotContain('\x1b', output);
            Assert.Contains("gone", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Backslash_commands_work_in_scripts_too()
    {
        var people = await PeopleLedger.CreateAsync(_data);

        var (exitCode, output, errors) = await PipeAsync("""
            \output json
            \d
            \d Person
            \explain SELECT * FROM Person AS p
              WHERE p.GovId = 'A';
            \explain SELECT * FROM Person AS p BY id WHERE id = 'x';
            \explain SELECT * FROM history(Person) AS h;
            \explain SELECT * FROM _ql_committed_Person AS c WHERE c.data.GovId = 'A'
            """);

        Assert.True(exitCode == 0, errors);
        var lines = output.Split('\n');
        Assert.Equal(["GovId"], Json(lines[0]).GetProperty("indexes").EnumerateArray().Select(index => index.GetString()));
        Assert.Equal((3, 4), (Json(lines[1]).GetProperty("documents").GetInt32(), Json(lines[1]).GetProperty("revisions").GetInt32()));
        Assert.Equal(("GovId", "ONLINE"), (Json(lines[2]).GetProperty("index").GetString(), Json(lines[2]).GetProperty("status").GetString()));
        Assert.Equal("""
            Project *
              Index lookup in Person AS p on GovId = 'A'
            Project *
              Document id lookup in Person AS p BY id = 'x'
            Project *
              Scan history(Person) AS h
            Project *
              Index lookup in _ql_committed_Person AS c on data.GovId = 'A'
            """, string.Join('\n', lines[3..]));
        Assert.NotNull(people);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_with_its_place_and_an_exit_code()
    {
        await PeopleLedger.CreateAsync(_data);
        (string Script, string Said)[] mistakes =
        [
            (@"\d Nobody", "There is no table 'Nobody'. There are: Person."),
            (@"\nonsense", @"\nonsense is no command"),
            (@"\output xml", @"\output table, \output ion, \output json"),
            (@"\explain SELEC 1", ":1:10: Parser Error"),
            (@"\explain", "wants a statement"),
            ("COMMIT", "There is no transaction to commit"),
            ("ABORT", "There is no transaction to abort"),
            ("SELECT 'open", ":1:8: Lexer Error"),
            ("SELECT 1 /* open", ":1:10: Lexer Error"),
            ("@file", "unexpected"),
            ("SELECT ? FROM Person", "expects 1 parameters"),
            ("BEGIN; BEGIN", "-c:1:8: A transaction is open already"),
        ];

        var (exitCode, _, errors) = await ShellAsync(["--continue-on-error", "-q", .. mistakes.SelectMany(mistake => new[] { "-c", mistake.Script })]);

        Assert.Equal(1, exitCode);
        Assert.Equal(mistakes.Length + 1, errors.Split('\n').Length); // the last one leaves its transaction open
        foreach (var ((_, said), line) in mistakes.Zip(errors.Split('\n')))
        {
            Assert.StartsWith("-c:1:", line, StringComparison.Ordinal);
            Assert.Contains(said, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Input_that_is_no_script_is_refused_before_it_fills_the_memory()
    {
        await PeopleLedger.CreateAsync(_data);

        var endless = await PipeAsync(new string('x', 3_000_000));
        Assert.Equal(1, endless.ExitCode);
        Assert.StartsWith("stdin:1:1: no statement is that long", endless.Errors, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(_data.File("latin1.sql"), [.. "SELECT '"u8, 0xE9, .. "' FROM Person"u8]);
        var foreign = await ShellAsync("-f", _data.File("latin1.sql"));
        Assert.Equal(1, foreign.ExitCode);
        Assert.Contains("latin1.sql is not UTF-8 text", foreign.Errors, StringComparison.Ordinal);

        var missing = await ShellAsync("-f", _data.File("missing.sql"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("missing.sql", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_of_any_length_are_skipped()
    {
        await PeopleLedger.CreateAsync(_data);
        var comments = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"-- line {i} of a long licence, with 'an open quote\n"));

        var (exitCode, output, errors) = await PipeAsync(comments + "SELECT VALUE p.GovId FROM Person AS p;\n" + comments, "-o", "ion");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("\"A\"\n\"B\"\n\"C\"", output);
    }

    [Fact]
    public async Task A_statement_runs_before_the_next_one_has_been_read()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = QldbProcess.Start(new QldbEnvironment { Input = QldbEnvironment.StaysOpen }, "shell", "--data", _data.Path, "-o", "ion");

        await shell.Input.WriteAsync("SELECT VALUE p.Name FROM Person AS p WHERE p.GovId = 'B';\n");
        await shell.Input.FlushAsync();
        await shell.LineAsync("\"Bob\"");
        await shell.Input.WriteAsync("SELECT VALUE p.Name FROM Person AS p WHERE p.GovId = 'C'");
        shell.Input.Close();

        Assert.Equal(0, await shell.ExitAsync());
        Assert.EndsWith("\"Čeněk\"", shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_it_ends_the_running_statement_and_exits_with_130()
    {
        await PeopleLedger.CreateAsync(_data);
        using var shell = QldbProcess.Start(new QldbEnvironment { Input = QldbEnvironment.StaysOpen }, "shell", "--data", _data.Path, "-o", "ion");
        var endless = string.Join(", ", Enumerable.Range(0, 15).Select(i => $"Person AS p{i}"));
        await shell.Input.WriteAsync($"SELECT VALUE p.Name FROM Person AS p WHERE p.GovId = 'B';\nSELECT COUNT(*) FROM {endless};\nDELETE FROM Person;\n");
        await shell.Input.FlushAsync();
        await shell.LineAsync("\"Bob\"");

        shell.Interrupt();

        Assert.Equal(130, await shell.ExitAsync());
        Assert.Contains("Interrupted.", shell.Errors, StringComparison.Ordinal);
        Assert.Equal("{n: 3}", (await ShellAsync("-o", "ion", "-c", "SELECT COUNT(*) AS n FROM Person")).Output);
    }

    [Fact]
    public async Task More_rows_than_memory_is_kept_for_come_complete_and_in_order()
    {
        await PeopleLedger.CreateAsync(_data);
        await ShellAsync("-c", $"INSERT INTO Person << {string.Join(", ", Enumerable.Range(0, 30).Select(i => $"{{'GovId': 'x', 'n': {i}, 'text': '{new string('y', 200)}'}}"))} >>");

        // 27,000 rows of 250 bytes: beyond the 4 MiB that are kept in memory.
        var (exitCode, output, errors) = await ShellAsync("-o", "json", "-c", "SELECT a.n AS a, b.n AS b, c.n AS c, a.text AS text FROM Person AS a, Person AS b, Person AS c WHERE a.GovId = 'x' AND b.GovId = 'x' AND c.GovId = 'x'");

        Assert.True(exitCode == 0, errors);
        var rows = output.Split('\n').Select(Json).ToList();
        Assert.Equal(27_000, rows.Count);
        Assert.Equal(27_000, rows.Select(row => (row.GetProperty("a").GetInt32(), row.GetProperty("b").GetInt32(), row.GetProperty("c").GetInt32())).Distinct().Count());
    }

    private static JsonElement Json(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private Task<(int ExitCode, string Output, string Errors)> ShellAsync(params string[] options) => QldbProcess.RunAsync(["shell", "--data", _data.Path, .. options]);

    private Task<(int ExitCode, string Output, string Errors)> PipeAsync(string input, params string[] options) =>
        QldbProcess.RunAsync(new QldbEnvironment { Input = input }, ["shell", "--data", _data.Path, .. options]);
}
