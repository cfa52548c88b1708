using System.Reflection;
using System.Text.RegularExpressions;

namespace Polyfills.Tests.IonDotnet;

public sealed class DifferencesPageTests
{
    [Fact]
    public void Every_row_of_the_page_has_a_test_and_every_test_a_row()
    {
        var rows = Regex.Matches(File.ReadAllText(Page()), @"^\| .* \| `(\w+)` \|$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        var tests = typeof(DifferencesTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.Name);

        Assert.Equal(tests.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "QldbActors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository");
        return Path.Combine(folder.FullName, "docs", "reference", "ion-dotnet-differences.md");
    }
}
