namespace Qldb.Testing;

/// <summary>Where the published conformance data lies, if it is on this machine: beside the repository in shared/data, or where QLDB_CONFORMANCE_DATA says.</summary>
internal static class ConformanceData
{
    public const string Absent = "The conformance data is not on this machine: put it beside the repository as shared/data, or set QLDB_CONFORMANCE_DATA";

    private static readonly string? Root = Find();

    public static bool IsPresent => Root is not null;

    public static string PathOf(params string[] parts) => Path.Combine([Root ?? throw new InvalidOperationException(Absent), .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("QLDB_CONFORMANCE_DATA") is { Length: > 0 } set)
            return Directory.Exists(set) ? set : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
