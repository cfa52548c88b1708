namespace Qldb.Ion.Tests.Conformance;

/// <summary>A file of the suite, read as what it is: binary by its version marker, text otherwise.</summary>
internal static class IonFile
{
    public static List<IonElement> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xE0, 0x01, 0x00, 0xEA]) || path.EndsWith(".10n", StringComparison.Ordinal)
            ? [.. IonStream.ReadAll(bytes)]
            : [.. IonText.ReadAll(new MemoryStream(bytes))];
    }

    public static IEnumerable<object[]> Under(params string[] folder)
    {
        if (!ConformanceData.IsPresent)
            return [["(absent)"]];
        var root = ConformanceData.PathOf("ion-tests", "iontestdata");
        return Directory.EnumerateFiles(Path.Combine([root, .. folder]), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".ion", StringComparison.Ordinal) || path.EndsWith(".10n", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(root, path))
            .Order(StringComparer.Ordinal)
            .Select(path => new object[] { path });
    }

    public static string PathOf(string relative) => ConformanceData.PathOf("ion-tests", "iontestdata", relative);
}
