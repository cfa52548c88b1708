using System.Text.Json;
using Xunit;

namespace Qldb.Ion.Tests.Conformance;

/// <summary>Blocks, revisions and proofs that the real service made, with the hashes it gave them.</summary>
public sealed class JournalSamples
{
    [ConformanceFact]
    public void Every_revision_has_the_hash_of_its_metadata_and_data()
    {
        var revisions = 0;
        foreach (var value in Structs())
        {
            if (!value.TryGetField("hash", out var hash) || !value.TryGetField("data", out var data) || !value.TryGetField("metadata", out var metadata))
                continue;
            Assert.Equal(HashOf(hash), JournalHash.Dot(QldbHash.Of(metadata), QldbHash.Of(data)));
            revisions++;
        }

        Assert.True(revisions >= 20, $"Only {revisions} revisions were found");
    }

    [ConformanceFact]
    public void Every_block_binds_its_entries_its_transaction_and_the_block_before()
    {
        var blocks = 0;
        foreach (var block in Structs())
        {
            if (!block.TryGetField("entriesHashList", out var list) || !block.TryGetField("blockHash", out var blockHash))
                continue;
            var entries = list.EnumerateElements().Select(HashOf).ToArray();
            var entriesHash = HashOf(block.GetField("entriesHash"));
            Assert.Equal(entriesHash, MerkleTree.Root(entries));
            Assert.Equal(HashOf(blockHash), JournalHash.Dot(entriesHash, HashOf(block.GetField("previousBlockHash"))));
            if (block.TryGetField("transactionInfo", out var transaction))
                Assert.Contains(QldbHash.Of(transaction), entries);
            blocks++;
        }

        Assert.True(blocks >= 4, $"Only {blocks} blocks were found");
    }

    [ConformanceFact]
    public void Statement_digests_hold_with_their_parameters()
    {
        var block = Read("stream", "kinesis-545-block-summary.ion").Single();
        var statements = block.GetField("payload").GetField("transactionInfo").GetField("statements");
        var parameters = Read("stream", "statement-parameters-545.ion").ToList();
        foreach (var (statement, arguments) in statements.EnumerateElements().Zip(parameters))
        {
            ReadOnlyMemory<byte>[] binary = [.. arguments.EnumerateElements().Select(argument => argument.AsBinary())];
            var text = statement.GetField("statement").GetString();
            Assert.Equal(HashOf(statement.GetField("statementDigest")), CommitDigestBuilder.OfStatement(text, binary));
        }
    }

    [ConformanceFact]
    public void Every_receipt_leads_from_its_revision_to_its_digest_except_the_one_known_not_to()
    {
        var receipts = Directory.EnumerateFiles(ConformanceData.PathOf("journal"), "receipt-*.json", SearchOption.AllDirectories).ToList();
        Assert.True(receipts.Count >= 6);
        foreach (var path in receipts)
        {
            using var receipt = JsonDocument.Parse(File.ReadAllText(path));
            var root = receipt.RootElement;
            if (!root.TryGetProperty("RevisionHash", out var leaf) || !root.TryGetProperty("LedgerDigest", out var digest))
                continue;
            var proof = IonElement.ParseText(root.GetProperty("Proof").GetProperty("IonText").GetString()!);
            var folded = proof.EnumerateElements().Aggregate(QldbHash.Parse(leaf.GetString()!), (hash, node) => JournalHash.Dot(hash, HashOf(node)));
            var holds = folded == QldbHash.Parse(digest.GetProperty("Digest").GetString()!);
            Assert.Equal(!path.Contains("does-not-verify", StringComparison.Ordinal), holds);
        }
    }

    [ConformanceFact]
    public void Binary_and_text_of_one_record_are_the_same_value()
    {
        foreach (var name in new[] { "kinesis-545-block-summary", "kinesis-545-revision-details" })
            Assert.Equal(Read("stream", name + ".ion").Single(), Read("stream", name + ".10n").Single());
    }

    [ConformanceFact]
    public void Real_ids_are_two_numbers_each()
    {
        var ids = 0;
        foreach (var record in Structs())
        {
            foreach (var field in record.EnumerateFields().Where(f => f.Name is "txId" or "strandId" or "id" or "transactionId" && f.Value.Type == IonType.String))
            {
                var text = field.Value.GetString();
                Assert.Equal(text, QldbId.Parse(text).ToString());
                ids++;
            }
        }

        Assert.True(ids > 50, $"Only {ids} ids were found");
    }

    private static IEnumerable<IonElement> Structs() =>
        Directory.EnumerateFiles(ConformanceData.PathOf("journal"), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".ion", StringComparison.Ordinal) || path.EndsWith(".10n", StringComparison.Ordinal))
            .SelectMany(IonFile.Read)
            .SelectMany(Descend)
            .Where(value => value.Type == IonType.Struct);

    private static IEnumerable<IonElement> Descend(IonElement value) => value.Type switch
    {
        IonType.Struct => value.EnumerateFields().SelectMany(field => Descend(field.Value)).Prepend(value),
        IonType.List or IonType.Sexp => value.EnumerateElements().SelectMany(Descend),
        _ => [value],
    };

    private static List<IonElement> Read(params string[] path) => IonFile.Read(ConformanceData.PathOf(["journal", .. path]));

    private static QldbHash HashOf(IonElement blob) => new(blob.GetLob());
}
