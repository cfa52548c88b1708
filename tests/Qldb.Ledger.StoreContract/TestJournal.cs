using System.Security.Cryptography;
using System.Text;
using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Ledger.StoreContract;

/// <summary>Makes blocks that continue a journal, from its first block or from the middle. A store knows bytes and order, so contents and hashes are made up; each says what it is.</summary>
public sealed class TestJournal(long firstSequenceNo = 0)
{
    private readonly QldbIdGenerator _ids = new(TimeProvider.System);

    public long NextSequenceNo { get; private set; } = firstSequenceNo;

    public QldbId NewId() => _ids.Next();

    /// <summary>The next block, with what <paramref name="change"/> puts into it.</summary>
    public BlockWrite Next(Action<BlockChanges>? change = null, QldbId? transactionId = null)
    {
        var sequenceNo = NextSequenceNo++;
        var changes = new BlockChanges(sequenceNo, transactionId ?? NewId());
        change?.Invoke(changes);
        return new BlockWrite
        {
            Block = new StoredBlock(
                sequenceNo, HashOf($"block {sequenceNo}"), changes.TransactionId, HashOf($"digest {sequenceNo}"), TimeOf(sequenceNo), BytesOf($"content {sequenceNo}")),
            Revisions = changes.Revisions,
            IndexChanges = changes.IndexChanges,
            CatalogChanges = changes.CatalogChanges,
            Redactions = changes.Redactions,
            MerkleNodes = [.. CompletedNodes(sequenceNo)],
        };
    }

    public static QldbHash HashOf(string text) => new(SHA256.HashData(BytesOf(text)));

    public static byte[] BytesOf(string text) => Encoding.UTF8.GetBytes(text);

    public static long TimeOf(long sequenceNo) => 1_700_000_000_000 + sequenceNo;

    public static QldbHash NodeHash(int level, long index) => level == 0 ? HashOf($"block {index}") : HashOf($"node {level} {index}");

    private static IEnumerable<MerkleNode> CompletedNodes(long sequenceNo)
    {
        for (var level = 1; (sequenceNo + 1) % (1L << level) == 0; level++)
        {
            var index = ((sequenceNo + 1) >> level) - 1;
            yield return new MerkleNode(level, index, NodeHash(level, index));
        }
    }
}
