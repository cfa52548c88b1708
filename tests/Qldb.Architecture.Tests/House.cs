using System.Xml.Linq;

namespace Qldb.Architecture.Tests;

/// <summary>The repository as its project files describe it.</summary>
internal static class House
{
    /// <summary>The folder that holds <c>QldbActors.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project under <c>src</c>, stand-ins included.</summary>
    public static IReadOnlyList<Project> Source { get; } = Load("src");

    /// <summary>Every project under <c>tests</c>.</summary>
    public static IReadOnlyList<Project> Tests { get; } = Load("tests");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "QldbActors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds QldbActors.sln.");
    }

    private static Project[] Load(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Project.Load)];
}

/// <summary>One project file: its name, and what it says it uses.</summary>
internal sealed record Project(string Name, string Room, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, XDocument File)
{
    public bool IsPolyfill => Room.StartsWith("src/Polyfills/", StringComparison.Ordinal);

    public static Project Load(string path)
    {
        var file = XDocument.Load(path);
        return new Project(
            Path.GetFileNameWithoutExtension(path),
            Path.GetRelativePath(House.Root, Path.GetDirectoryName(path)!).Replace('\\', '/'),
            [.. file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))],
            [.. file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)],
            file);
    }
}
