using System.Runtime.CompilerServices;

namespace Qldb.Actors.Client.Tests;

/// <summary>Holds text against a reviewed file beside the tests. A difference writes the actual text next to it, for review.</summary>
internal static class Approved
{
    public static void Compare(string fileName, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, fileName);
        var received = file.Replace(".approved.txt", ".received.txt", StringComparison.Ordinal);
        var approved = File.Exists(file) ? File.ReadAllText(file) : string.Empty;
        if (Normal(approved) == Normal(actual))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, Normal(actual));
        var (old, now) = (Normal(approved).Split('\n'), Normal(actual).Split('\n'));
        Assert.Fail($"Differs from {fileName}. Gone:\n{string.Join('\n', old.Except(now))}\nNew:\n{string.Join('\n', now.Except(old))}\nIf that is right, copy the .received file over it.");
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
