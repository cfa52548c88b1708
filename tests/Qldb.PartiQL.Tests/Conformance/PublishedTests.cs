using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>The published PartiQL tests, for the part of the language that QLDB had. What it did not have is in skipped.txt, with reasons.</summary>
public sealed class PublishedTests(ITestOutputHelper output)
{
    private static string Folder => ConformanceData.PathOf("partiql-tests");

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        if (!ConformanceData.IsPresent)
        {
            files.Add("(absent)"); // a theory without data fails before it can be skipped
            return files;
        }

        foreach (var path in Directory.EnumerateFiles(Folder, "*.ion", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        }

        return files;
    }

    [ConformanceTheory]
    [MemberData(nameof(Files))]
    public void Every_claim_holds_but_for_those_skipped_with_a_reason(string file)
    {
        var (passed, skipped, permissive) = (0, 0, 0);
        var complaints = new List<string>();
        foreach (var test in ConformanceTest.ReadAll(Folder, file))
        {
            if (ConformanceRunner.IsPermissiveOnly(test))
            {
                permissive++;
                continue;
            }

            var complaint = ConformanceRunner.Check(test);
            var isSkipped = SkipList.Contains(test.Id);
            if (isSkipped == complaint is not null)
            {
                _ = isSkipped ? skipped++ : passed++;
            }
            else
            {
                complaints.Add(isSkipped ? $"{test.Id}\n      is skipped, but holds" : $"{test.Id}\n      {complaint}");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{file}: {passed} passed, {skipped} skipped, {permissive} about permissive evaluation only"));
        Assert.True(complaints.Count == 0, $"{complaints.Count} of {file}:\n{string.Join('\n', complaints)}");
    }
}
