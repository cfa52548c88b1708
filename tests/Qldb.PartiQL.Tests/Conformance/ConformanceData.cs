namespace Qldb.PartiQL.Tests.Conformance;

/// <summary>Where the published PartiQL tests are: beside the repository in shared/data, or where QLDB_CONFORMANCE_DATA says.</summary>
internal static class ConformanceData
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("QLDB_CONFORMANCE_DATA") is { Length: > 0 } given)
        {
            return Existing(Path.Combine(given, "partiql-tests"));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", "data", "partiql-tests")) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? folder : null;
}
