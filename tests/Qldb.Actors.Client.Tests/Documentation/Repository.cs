namespace Qldb.Actors.Client.Tests;

/// <summary>The files of the repository that tests hold against what they describe.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "QldbActors.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds QldbActors.sln.");
        return folder.FullName;
    }
}
