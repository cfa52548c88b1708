using System.Text.RegularExpressions;

namespace Qldb.Actors.Client.Tests.Documentation;

/// <summary>Pages of claims name the tests that prove them, by full name; these hold the two together.</summary>
public sealed partial class ProvedPageTests
{
    private const string Faults = "docs/reference/driver-faults-avoided.md";

    private static readonly Lazy<HashSet<string>> Tests = new(FindTests);

    [Theory]
    [InlineData(Faults)]
    [InlineData("docs/reference/driver-features.md")]
    [InlineData("docs/reference/driver-errors.md")]
    public void Every_test_that_a_page_names_exists(string page)
    {
        var named = TestName().Matches(File.ReadAllText(Repository.File(page))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Tests.Value));
    }

    [Fact]
    public void Every_fault_of_the_official_drivers_has_its_row_and_a_test_or_a_reason()
    {
        var rows = Rows(Faults).Where(cells => int.TryParse(cells[0], out _)).ToList();

        Assert.Equal(Enumerable.Range(1, 49).Select(number => $"{number}"), rows.Select(cells => cells[0]));
        Assert.All(rows, cells => Assert.True(
            TestName().IsMatch(cells[3]) || cells[3].StartsWith("cannot occur: ", StringComparison.Ordinal), $"fault {cells[0]} has neither test nor reason"));
    }

    [Fact]
    public void Every_feature_has_a_test()
    {
        var rows = Rows("docs/reference/driver-features.md").ToList();

        Assert.True(rows.Count >= 90, $"only {rows.Count} rows");
        Assert.All(rows, cells => Assert.True(TestName().IsMatch(cells[3]), $"'{cells[0]}' names no test"));
    }

    // The list of the project's own specification.
    [Theory]
    [InlineData("work that is null")]
    [InlineData("an empty statement")]
    [InlineData("a parameter that is no Ion")]
    [InlineData("a `CancellationToken` among the parameters")]
    [InlineData("use after close")]
    [InlineData("use after commit")]
    [InlineData("a body that never returns")]
    [InlineData("a body that throws")]
    [InlineData("a retry policy that throws")]
    [InlineData("a backoff that returns nonsense")]
    [InlineData("an endpoint that speaks HTML")]
    public void Every_bad_input_has_a_documented_outcome_and_a_test(string input)
    {
        var row = Assert.Single(Rows("docs/reference/driver-errors.md"), cells => cells[0].StartsWith(input, StringComparison.Ordinal));

        Assert.Matches(TestName(), row[^1]);
    }

    // The cells of the tables, without heads and rules.
    private static IEnumerable<string[]> Rows(string page)
    {
        var lines = File.ReadAllLines(Repository.File(page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("| ", StringComparison.Ordinal)
                && !lines[i].StartsWith("| ---", StringComparison.Ordinal)
                && !(i + 1 < lines.Length && lines[i + 1].StartsWith("| ---", StringComparison.Ordinal)))
                yield return lines[i].Trim('|', ' ').Split(" | ").Select(cell => cell.Trim()).ToArray();
        }
    }

    private static HashSet<string> FindTests()
    {
        var tests = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.File("tests"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            var (space, type) = (Namespace().Match(source), Class().Match(source));
            if (space.Success && type.Success)
                tests.UnionWith(TestMethod().Matches(source).Select(method => $"{space.Groups[1].Value}.{type.Groups[1].Value}.{method.Groups[1].Value}"));
        }

        return tests;
    }

    [GeneratedRegex(@"`(Qldb\.[A-Za-z.]*Tests\.[A-Za-z_0-9.]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex Class();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\]]*\]\s+(?:\[[^\n]*\]\s+)*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
