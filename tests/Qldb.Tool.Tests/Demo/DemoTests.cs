using System.Globalization;
using System.Text.RegularExpressions;
using Qldb.Tool.Demo;

namespace Qldb.Tool.Tests.Demo;

/// <summary>The demo as a user runs it: the real command in a process of its own, on a real file.</summary>
public sealed partial class DemoTests : IDisposable
{
    private const string AllHold = "All invariants hold";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_loads_works_proves_and_verifies_and_a_second_run_adds_to_the_same_history()
    {
        var first = await RunAsync("--transfers", "60");
        Assert.True(first.ExitCode == 0, first.Output + first.Errors);
        Assert.Contains("inserted 4,000 documents", first.Output, StringComparison.Ordinal);
        Assert.Contains("is proved by", first.Output, StringComparison.Ordinal);
        Assert.Contains("The journal is intact", first.Output, StringComparison.Ordinal);
        Assert.Contains(AllHold, first.Output, StringComparison.Ordinal);

        var second = await RunAsync("--transfers", "60", "--seed", "2");
        Assert.True(second.ExitCode == 0, second.Output + second.Errors);
        Assert.Contains("Created 0 tables and indexes, inserted 0 documents", second.Output, StringComparison.Ordinal);
        Assert.Contains(AllHold, second.Output, StringComparison.Ordinal);
        Assert.Equal(BlocksAtTheEnd(first.Output), BlocksAtTheStart(second.Output));
        Assert.True(BlocksAtTheEnd(second.Output) > BlocksAtTheStart(second.Output));
    }

    [Theory]
    [InlineData("Ledger ")] // while it loads
    [InlineData("Created ")] // while many workers commit
    public async Task Killed_in_the_middle_it_goes_on_where_it_stopped(string line)
    {
        using (var killed = QldbProcess.Start("demo", "--data", _data.Path, "--transfers", "50000"))
        {
            await killed.LineAsync(line);
            await killed.KillAsync();
            Assert.DoesNotContain(AllHold, killed.Output, StringComparison.Ordinal);
        }

        var resumed = await RunAsync("--transfers", "40");
        Assert.True(resumed.ExitCode == 0, resumed.Output + resumed.Errors);
        Assert.Contains("The journal is intact", resumed.Output, StringComparison.Ordinal);
        Assert.Contains(AllHold, resumed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_and_the_first_goes_on()
    {
        using var first = QldbProcess.Start("demo", "--data", _data.Path, "--transfers", "400");
        await first.LineAsync("Ledger ");

        var (exitCode, _, errors) = await RunAsync("--transfers", "1");
        Assert.Equal(1, exitCode);
        Assert.Contains("vehicle-registration.qldb", errors, StringComparison.Ordinal);
        Assert.Contains("in use", errors, StringComparison.Ordinal);
        Assert.True(await first.ExitAsync() == 0, first.Output + first.Errors);
    }

    [Theory]
    [InlineData("This is a letter, not a database. It has been written here long enough to look like one.")]
    [InlineData("SQLite format 3\0 but then nothing that a database has, for some bytes at least ...........................................")]
    public async Task A_file_that_is_no_ledger_is_refused_by_name_and_left_alone(string content)
    {
        var file = _data.File("vehicle-registration.qldb");
        await File.WriteAllTextAsync(file, content);

        var (exitCode, _, errors) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(file, errors, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        var file = _data.File("a-file");
        await File.WriteAllTextAsync(file, "not a folder");
        var below = Path.Combine(file, "ledgers");

        var (exitCode, _, errors) = await QldbProcess.RunAsync("demo", "--data", below);

        Assert.Equal(1, exitCode);
        Assert.Contains(below, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--workers", "0")]
    [InlineData("--pool", "-1")]
    [InlineData("--transfers", "many")]
    public async Task An_option_out_of_range_is_named_with_its_value(string option, string value)
    {
        var (exitCode, _, errors) = await RunAsync(option, value);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(option, errors, StringComparison.Ordinal);
        Assert.Contains(value, errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_data.Path));
    }

    [Fact]
    public async Task Help_names_every_option_with_its_default()
    {
        var (exitCode, output, _) = await QldbProcess.RunAsync("demo", "--help");

        Assert.Equal(0, exitCode);
        Assert.All(new[] { "--data", "--workers", "--transfers", "--pool", "--seed", "[default: 8]", "[default: 400]" }, each => Assert.Contains(each, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_writes_the_files_that_ship_with_the_tool()
    {
        var (exitCode, _, errors) = await QldbProcess.RunAsync("demo", "data", "--out", _data.Path);

        Assert.True(exitCode == 0, errors);
        foreach (var table in VehicleRegistrationLedger.Tables)
        {
            Assert.Equal(SampleData.ReadText(table), await File.ReadAllTextAsync(_data.File(table + ".ion")));
        }
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] options) => QldbProcess.RunAsync(["demo", "--data", _data.Path, .. options]);

    private static long BlocksAtTheStart(string output) => Number(FirstLine().Match(output));

    private static long BlocksAtTheEnd(string output) => Number(BlocksRow().Match(output));

    private static long Number(Match match)
    {
        Assert.True(match.Success);
        return long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^Ledger .*: ([\d,]+) blocks\.$", RegexOptions.Multiline)]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^  blocks +([\d,]+),", RegexOptions.Multiline)]
    private static partial Regex BlocksRow();
}
