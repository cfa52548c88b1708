using System.Security.Cryptography;
using System.Text;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.Sqlite.Crasher;

/// <summary>
/// A journal in which every byte follows from the sequence number, so that whoever finds a file can tell what must be in it. Block n inserts document n,
/// updates document n/2 and deletes document n/4 where these are whole; each document has one index key, which moves with the update and goes with the delete.
/// </summary>
public static class Workload
{
    private static readonly QldbId Table = new(1, 1);
    private static readonly QldbId Index = new(1, 2);

    public static BlockWrite Block(long sequenceNo)
    {
        var block = new StoredBlock(
            sequenceNo, HashOf($"block {sequenceNo}"), Transaction(sequenceNo), HashOf($"digest {sequenceNo}"), 1_700_000_000_000 + sequenceNo, Bytes($"content {sequenceNo}", sequenceNo % 900));
        var nodes = Nodes(sequenceNo).ToList();
        if (sequenceNo == 0)
        {
            return new BlockWrite { Block = block, MerkleNodes = nodes, CatalogChanges = [new StoredTable(Table, "Documents", true, default, [new StoredIndex(Index, "key")])] };
        }

        var revisions = new List<StoredRevision> { Revision(sequenceNo, 0, sequenceNo, 0) };
        var keys = new List<IndexChange> { Key(sequenceNo, 0, IndexChangeKind.Added) };
        if (sequenceNo % 2 == 0)
        {
            revisions.Add(Revision(sequenceNo, 1, sequenceNo / 2, 1));
            keys.Add(Key(sequenceNo / 2, 0, IndexChangeKind.Removed));
            keys.Add(Key(sequenceNo / 2, 1, IndexChangeKind.Added));
        }

        if (sequenceNo % 4 == 0)
        {
            revisions.Add(Revision(sequenceNo, 2, sequenceNo / 4, 2));
            keys.Add(Key(sequenceNo / 4, 1, IndexChangeKind.Removed));
        }

        return new BlockWrite { Block = block, Revisions = revisions, IndexChanges = keys, MerkleNodes = nodes };
    }

    /// <summary>Compares what a store holds with what it must hold: the blocks from one on, and the present state as a whole.</summary>
    /// <returns>The first difference, or <see langword="null"/>.</returns>
    public static string? FirstDifference(ILedgerStore store, long fromBlock = 0)
    {
        using var reader = store.OpenReader(store.Tip);
        return DifferenceInBlocks(reader, fromBlock) ?? DifferenceInState(reader);
    }

    private static string? DifferenceInBlocks(IStoreReader reader, long fromBlock)
    {
        for (var sequenceNo = fromBlock; sequenceNo <= reader.AsOf; sequenceNo++)
        {
            var expected = Block(sequenceNo);
            if (Describe(expected.Block) != Describe(reader.GetBlock(sequenceNo))
                || !expected.Revisions.Select(Describe).SequenceEqual(reader.GetBlockRevisions(sequenceNo).Select(Describe))
                || !expected.MerkleNodes.All(node => reader.TryGetMerkleNode(node.Level, node.Index, out var hash) && hash == node.Hash)
                || (IsCommitAsked(sequenceNo, reader.AsOf) && !(reader.TryGetCommit(expected.Block.TransactionId, out var commit) && commit.SequenceNo == sequenceNo)))
            {
                return $"block {sequenceNo} is not what was written";
            }
        }

        var next = Block(reader.AsOf + 1);
        return reader.TryGetCommit(next.Block.TransactionId, out _) || next.Revisions.Any(revision => reader.TryGetRevision(reader.AsOf + 1, revision.Ordinal, out _))
            ? $"something of block {reader.AsOf + 1} is there, beyond the tip"
            : null;
    }

    /// <summary>To find a commit takes a walk through many blocks: those around the end of a range of 1,024 are asked for, some others, and the last.</summary>
    private static bool IsCommitAsked(long sequenceNo, long tip) => sequenceNo % 1_024 is 0 or 1_023 || sequenceNo % 61 == 0 || sequenceNo > tip - 3;

    private static string? DifferenceInState(IStoreReader reader)
    {
        var alive = Enumerable.Range(1, (int)Math.Max(0, reader.AsOf)).Where(number => number * 4L > reader.AsOf).Select(number => (Number: (long)number, Version: number * 2L > reader.AsOf ? 0 : 1)).ToList();
        if (!alive.Select(document => (Document(document.Number), document.Version)).Order().SequenceEqual(reader.ScanTable(Table).Select(revision => (revision.DocumentId, (int)revision.Version)).Order()))
        {
            return $"the table is not what block {reader.AsOf} left";
        }

        foreach (var group in alive.GroupBy(document => KeyText(document.Number, document.Version)))
        {
            var found = reader.LookupIndex(Table, Index, Encoding.UTF8.GetBytes(group.Key)).Select(revision => revision.DocumentId);
            if (!group.Select(document => Document(document.Number)).Order().SequenceEqual(found.Order()))
            {
                return $"key '{group.Key}' of the index is not what block {reader.AsOf} left";
            }
        }

        return null;
    }

    private static StoredRevision Revision(long sequenceNo, int ordinal, long document, long version) => new()
    {
        TableId = Table,
        DocumentId = Document(document),
        Version = version,
        SequenceNo = sequenceNo,
        Ordinal = ordinal,
        TransactionId = Transaction(sequenceNo),
        TransactionTimeMs = 1_700_000_000_000 + sequenceNo,
        Hash = HashOf($"revision {document} {version}"),
        Kind = version == 2 ? RevisionKind.Delete : RevisionKind.Document,
        Data = version == 2 ? default : Bytes($"document {document} {version}", document * 7919 % 3000),
    };

    private static IndexChange Key(long document, long version, IndexChangeKind kind) =>
        new(Table, Index, Encoding.UTF8.GetBytes(KeyText(document, version)), Document(document), kind);

    private static string KeyText(long document, long version) => version == 0 ? $"new {document % 7}" : $"updated {document % 5}";

    private static QldbId Document(long number) => new(2, (ulong)number);

    private static QldbId Transaction(long sequenceNo) => new(3, (ulong)sequenceNo);

    private static QldbHash HashOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Bytes(string text, long padding) => Encoding.UTF8.GetBytes(text + new string('.', (int)padding));

    private static IEnumerable<MerkleNode> Nodes(long sequenceNo)
    {
        for (var level = 1; (sequenceNo + 1) % (1L << level) == 0; level++)
        {
            var index = ((sequenceNo + 1) >> level) - 1;
            yield return new MerkleNode(level, index, HashOf($"node {level} {index}"));
        }
    }

    private static string Describe(StoredBlock? block) => block is null
        ? "none"
        : $"{block.SequenceNo} {block.BlockHash} {block.TransactionId} {block.CommitDigest} {block.TimestampMs} {Convert.ToBase64String(block.Content.Span)}";

    private static string Describe(StoredRevision revision) =>
        $"{revision.TableId} {revision.DocumentId} {revision.Version} {revision.SequenceNo} {revision.Ordinal} {revision.TransactionId} {revision.TransactionTimeMs} "
        + $"{revision.Hash} {revision.Kind} {revision.DataHash} {Convert.ToBase64String(revision.Data.Span)}";
}
