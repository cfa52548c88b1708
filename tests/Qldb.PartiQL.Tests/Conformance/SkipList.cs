namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>skipped.txt: groups of tests, each under a line that gives the reason.</summary>
internal static class SkipList
{
    private static readonly HashSet<string> ids =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conformance", "skipped.txt"))
            .Where(static line => line.Length > 0 && !line.StartsWith('#')),
    ];

    public static bool Contains(string id) => ids.Contains(id);
}
