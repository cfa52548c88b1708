using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Verification;
using Qldb.Tool.CommandLine;
using Qldb.Tool.Terminal;

namespace Qldb.Tool.Verification;

/// <summary>
/// Digests, revisions and proofs in files: Ion text, Ion binary or JSON (which is Ion text). The members are found as this tool names them, and as AWS's
/// console and command line named them, so that what was saved from QLDB verifies too.
/// </summary>
internal static class SavedFile
{
    // A revision has 128 KB and a proof some kilobytes: whatever is longer is another file.
    private const long SizeMax = 16 * 1024 * 1024;

    public static string DigestText(string ledger, JournalDigest digest) => Report.Json(json =>
    {
        json.WriteString("ledger", ledger);
        json.WriteDigest(digest);
    });

    public static void Write(string path, string line)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, line + "\n");
    }

    public static JournalDigest ReadDigest(FileInfo file) => Read(file, "a digest", value =>
    {
        var hash = Unwrap(value.Member("digest"));
        var tip = Unwrap(value.Member("digestTipAddress"));
        return new JournalDigest(
            hash.Type == IonType.Blob ? new QldbHash(hash.GetLob()) : QldbHash.Parse(hash.GetString()),
            BlockAddress.TryParse(tip, out var address) ? address : throw new FormatException("its digestTipAddress is no address of a block"));
    });

    public static IonElement ReadRevision(FileInfo file) => Read(file, "a revision", value => value.TryMember("revision", out var inner) ? Unwrap(inner) : value);

    public static MerkleProof ReadProof(FileInfo file) => Read(file, "a proof", value => MerkleProof.Parse(value.Type == IonType.Struct ? Unwrap(value.Member("proof")) : value));

    /// <summary>Reads the one value of a file and makes something of it.</summary>
    /// <exception cref="ToolException">The file cannot be read, or holds something else; the message says which and why.</exception>
    private static T Read<T>(FileInfo file, string what, Func<IonElement, T> make)
    {
        try
        {
            return make(ReadValue(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or IonFormatException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new ToolException($"{file.FullName} is not {what}: {failure.Message}", cause: failure);
        }
    }

    private static IonElement ReadValue(FileInfo file)
    {
        if (file.Length > SizeMax)
        {
            throw new FormatException($"it has {file.Length:N0} bytes, and such files are short.");
        }

        var bytes = File.ReadAllBytes(file.FullName);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xE0, 0x01, 0x00, 0xEA]))
        {
            return IonElement.Parse(bytes);
        }

        using var text = new MemoryStream(bytes);
        return IonText.ReadAll(text).Take(2).ToArray() switch
        {
            [var only] when !only.IsNull => only,
            [_] or [] => throw new FormatException("it is empty."),
            _ => throw new FormatException("it holds more than one value."),
        };
    }

    /// <summary>Ion that the API wrapped: <c>{IonText: "…"}</c>, or Ion text inside of a string.</summary>
    private static IonElement Unwrap(IonElement value)
    {
        if (value.Type == IonType.Struct && value.TryMember("IonText", out var text))
        {
            value = text;
        }

        return value.Type == IonType.String && value.GetString().AsSpan().TrimStart() is ['{' or '[', ..] ? IonElement.ParseText(value.GetString()) : value;
    }

    private static IonElement Member(this IonElement value, string name) =>
        value.TryMember(name, out var found) ? found : throw new FormatException($"it has no member '{name}'.");

    /// <summary>Finds a member in the spelling of the tool (<c>digest</c>) or of AWS's API (<c>Digest</c>).</summary>
    private static bool TryMember(this IonElement value, string name, out IonElement found)
    {
        found = default;
        return value.Type == IonType.Struct && !value.IsNull && (value.TryGetField(name, out found) || value.TryGetField(char.ToUpperInvariant(name[0]) + name[1..], out found)) && !found.IsNull;
    }
}
