namespace Polyfills.Tests;

/// <summary>The contracts of the stand-ins, in the folder "shared" beside the repository.</summary>
internal static class SharedFiles
{
    private static readonly string? ReferenceRoot = Find();

    public static string? Reference(string file) =>
        ReferenceRoot is not null && File.Exists(Path.Combine(ReferenceRoot, file)) ? Path.Combine(ReferenceRoot, file) : null;

    /// <summary>The nearest folder "shared/reference" beside one of the folders that the tests run in.</summary>
    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
