using Qldb.Ion;
using Qldb.Ledger.Storage;

namespace Qldb.Benchmarks.Sqlite;

/// <summary>Blocks of the usual shape, made before the clock starts: a 700 B block and one 500 B document, with or without an index key in random order.</summary>
internal sealed class Transactions
{
    private static readonly byte[] Content = new byte[700];
    private static readonly byte[] Data = new byte[500];

    private readonly QldbIdGenerator _ids = new(TimeProvider.System);
    private readonly Random _random = new(1);
    private readonly byte[] _hash = new byte[QldbHash.Size];
    private long _sequenceNo;

    public QldbId Table { get; } = new(1, 1);

    public QldbId Index { get; } = new(1, 2);

    public List<byte[]> Keys { get; } = [];

    public IReadOnlyList<BlockWrite> Group(int size, bool isIndexed) => [.. Enumerable.Range(0, size).Select(_ => Next(isIndexed))];

    /// <summary>Appends so many blocks in large groups.</summary>
    public void Fill(ILedgerStore store, int count, bool isIndexed)
    {
        for (var i = 0; i < count; i += 1_000)
        {
            store.Append(Group(Math.Min(1_000, count - i), isIndexed));
        }
    }

    private BlockWrite Next(bool isIndexed)
    {
        var sequenceNo = _sequenceNo++;
        var transaction = _ids.Next();
        var document = _ids.Next();
        var revision = new StoredRevision
        {
            TableId = Table, DocumentId = document, Version = 0, SequenceNo = sequenceNo, Ordinal = 0, TransactionId = transaction,
            TransactionTimeMs = 1_700_000_000_000 + sequenceNo, Hash = NewHash(), Kind = RevisionKind.Document, Data = Data,
        };
        var nodes = new List<MerkleNode>();
        for (var level = 1; (sequenceNo + 1) % (1L << level) == 0; level++)
        {
            nodes.Add(new MerkleNode(level, ((sequenceNo + 1) >> level) - 1, NewHash()));
        }

        return new BlockWrite
        {
            Block = new StoredBlock(sequenceNo, NewHash(), transaction, NewHash(), 1_700_000_000_000 + sequenceNo, Content),
            Revisions = [revision],
            MerkleNodes = nodes,
            IndexChanges = isIndexed ? [new IndexChange(Table, Index, NewKey(), document, IndexChangeKind.Added)] : [],
            CatalogChanges = sequenceNo == 0 ? [new StoredTable(Table, "T", true, default, [new StoredIndex(Index, "key")])] : [],
        };
    }

    private QldbHash NewHash()
    {
        _random.NextBytes(_hash);
        return new QldbHash(_hash);
    }

    private byte[] NewKey()
    {
        var key = new byte[24];
        _random.NextBytes(key);
        Keys.Add(key);
        return key;
    }
}
