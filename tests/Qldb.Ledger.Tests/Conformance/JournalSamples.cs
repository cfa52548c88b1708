using System.Text.Json;
using Qldb.Ion;
using Qldb.Ledger.Verification;

namespace Qldb.Ledger.Tests.Conformance;

/// <summary>Blocks, revisions, proofs and digests that QLDB itself served (shared data, <c>journal/SOURCES.md</c>).</summary>
internal static class JournalSamples
{
    public static IReadOnlyList<IonElement> Read(string path)
    {
        var file = ConformanceData.PathOf("journal", path);
        return Path.GetExtension(file) == ".10n"
            ? [.. IonStream.ReadAll(File.ReadAllBytes(file))]
            : [.. IonText.ReadAll(File.ReadAllText(file))];
    }

    public static IonElement ReadOne(string path) => Read(path).Single();

    public static IonElement Payload(string path) => Field(ReadOne(path), "payload");

    public static IonElement Field(IonElement value, string name) => value.TryGetField(name, out var field) ? field : throw new KeyNotFoundException(name);

    public static QldbHash Digest(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(ConformanceData.PathOf("journal", path)));
        return QldbHash.Parse(json.RootElement.GetProperty("Digest").GetString()!);
    }

    public static (QldbHash Leaf, MerkleProof Proof, QldbHash Digest) Receipt(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(ConformanceData.PathOf("journal", path)));
        var receipt = json.RootElement;
        return (
            QldbHash.Parse(receipt.GetProperty("RevisionHash").GetString()!),
            MerkleProof.Parse(IonElement.ParseText(receipt.GetProperty("Proof").GetProperty("IonText").GetString()!)),
            QldbHash.Parse(receipt.GetProperty("LedgerDigest").GetProperty("Digest").GetString()!));
    }
}
