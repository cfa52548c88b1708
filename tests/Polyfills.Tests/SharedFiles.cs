namespace Polyfills.Tests;

/// <summary>Files that lie beside the repository in the folder "shared": conformance data and the contracts of the stand-ins.</summary>
internal static class SharedFiles
{
    private static readonly string? DataRoot = Environment.GetEnvironmentVariable("QLDB_CONFORMANCE_DATA") is { Length: > 0 } set ? set : Find("data");
    private static readonly string? ReferenceRoot = Find("reference");

    public static bool HaveIonTests => Directory.Exists(IonTests);

    public static string IonTests => Path.Combine(DataRoot ?? "", "ion-tests", "iontestdata");

    public static string? Reference(string file) =>
        ReferenceRoot is not null && File.Exists(Path.Combine(ReferenceRoot, file)) ? Path.Combine(ReferenceRoot, file) : null;

    /// <summary>The nearest folder "shared/name" beside one of the folders that the tests run in.</summary>
    private static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
