using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.StoreContract;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Tests.Verification;

public sealed class MerkleTests
{
    [Fact]
    public void The_running_digest_equals_the_root_over_all_blocks_at_every_length()
    {
        var leaves = Enumerable.Range(0, 70).Select(i => TestJournal.HashOf($"{i}")).ToArray();
        var accumulator = new MerkleAccumulator();

        Assert.True(accumulator.Root().IsEmpty);
        for (var count = 1; count <= leaves.Length; count++)
        {
            accumulator.Add(leaves[count - 1]);
            Assert.Equal(MerkleTree.Root(leaves.AsSpan(0, count)), accumulator.Root());
        }
    }

    [Fact]
    public void Digests_and_proofs_of_every_tip_come_from_the_stored_nodes()
    {
        const int Count = 37;
        using var store = new HashStore();
        var leaves = Enumerable.Range(0, Count).Select(i => TestJournal.HashOf($"{i}")).ToArray();
        foreach (var leaf in leaves)
        {
            store.Add(leaf);
        }

        for (var tip = 0; tip < Count; tip++)
        {
            var tree = new DigestTree(store, tip + 1);
            var digest = MerkleTree.Root(leaves.AsSpan(0, tip + 1));
            Assert.Equal(digest, tree.Root());
            for (var block = 0; block <= tip; block++)
            {
                var proof = new MerkleProof([.. tree.Path(block)]);
                Assert.True(ProofVerifier.Verify(leaves[block], proof, digest), $"block {block}, tip {tip}");
                Assert.Equal(QldbPathLength(block, tip), proof.Hashes.Count);
            }
        }
    }

    [Theory]
    [InlineData(100, 123, 7)]
    [InlineData(19, 19, 3)]
    [InlineData(19, 35, 6)]
    [InlineData(30, 38, 6)]
    [InlineData(90, 91, 5)]
    [InlineData(22, 26, 5)]
    public void Proofs_have_the_lengths_that_QLDB_gave_them(int block, int tip, int length)
    {
        using var store = new HashStore();
        for (var i = 0; i <= tip; i++)
        {
            store.Add(TestJournal.HashOf($"{i}"));
        }

        Assert.Equal(length, new DigestTree(store, tip + 1).Path(block).Count());
        Assert.Equal(length, QldbPathLength(block, tip));
    }

    [Fact]
    public void A_proof_survives_the_way_through_Ion()
    {
        var proof = new MerkleProof([TestJournal.HashOf("a"), TestJournal.HashOf("b")]);

        Assert.Equal(proof.Hashes, MerkleProof.Parse(IonElement.ParseText(proof.ToIon().ToString())).Hashes);
    }

    [Theory]
    [InlineData("null.list")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{{AAAA}}]")]
    [InlineData("[null.blob]")]
    public void What_is_no_proof_is_refused(string ionText) => Assert.Throws<IonFormatException>(() => MerkleProof.Parse(IonElement.ParseText(ionText)));

    /// <summary>The path rule as the reference states it (journal-and-verification 8.2).</summary>
    private static int QldbPathLength(int block, int tip)
    {
        var length = 0;
        for (var (i, n) = (block, tip + 1); n > 1; i /= 2, n = (n + 1) / 2)
        {
            length += i % 2 == 1 || i + 1 < n ? 1 : 0;
        }

        return length;
    }

    /// <summary>Block hashes and the nodes they complete, and nothing else.</summary>
    private sealed class HashStore : IStoreReader
    {
        private readonly Dictionary<(int Level, long Index), QldbHash> _nodes = [];
        private readonly MerkleAccumulator _accumulator = new();

        public long AsOf => _accumulator.Count - 1;

        public void Add(QldbHash leaf)
        {
            _nodes[(0, _accumulator.Count)] = leaf;
            foreach (var node in _accumulator.Add(leaf))
            {
                _nodes[(node.Level, node.Index)] = node.Hash;
            }
        }

        public bool TryGetMerkleNode(int level, long index, out QldbHash hash) => _nodes.TryGetValue((level, index), out hash);

        public void Dispose() => _nodes.Clear();

        public bool TryGetDocument(QldbId tableId, QldbId documentId, out StoredRevision revision) => throw new NotSupportedException();

        public IEnumerable<StoredRevision> ScanTable(QldbId tableId) => throw new NotSupportedException();

        public IEnumerable<StoredRevision> LookupIndex(QldbId tableId, QldbId indexId, ReadOnlyMemory<byte> key) => throw new NotSupportedException();

        public IEnumerable<StoredIndexEntry> ScanIndex(QldbId indexId) => throw new NotSupportedException();

        public IEnumerable<StoredRevision> ScanHistory(QldbId tableId, QldbId? documentId) => throw new NotSupportedException();

        public bool TryGetRevision(long sequenceNo, int ordinal, out StoredRevision revision) => throw new NotSupportedException();

        public StoredBlock? GetBlock(long sequenceNo) => throw new NotSupportedException();

        public IEnumerable<StoredBlock> ReadBlocks(long from, long to) => throw new NotSupportedException();

        public IReadOnlyList<StoredRevision> GetBlockRevisions(long sequenceNo) => throw new NotSupportedException();

        public bool TryGetCommit(QldbId transactionId, out StoredCommit commit) => throw new NotSupportedException();
    }
}
