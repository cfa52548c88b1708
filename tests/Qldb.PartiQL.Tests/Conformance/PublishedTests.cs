using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>The published PartiQL tests, for the part of the language that QLDB had. What it did not have is in skipped.txt, with reasons.</summary>
public sealed class PublishedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        if (ConformanceData.Folder is not { } folder)
        {
            files.Add("(absent)");
            return files;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.ion", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'));
        }

        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_claim_holds_but_for_those_skipped_with_a_reason(string file)
    {
        if (ConformanceData.Folder is not { } folder)
        {
            output.WriteLine("Skipped: the PartiQL test data is not beside the repository, and QLDB_CONFORMANCE_DATA is not set.");
            return;
        }

        var (passed, skipped, permissive) = (0, 0, 0);
        var complaints = new List<string>();
        foreach (var test in ConformanceTest.ReadAll(folder, file))
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
