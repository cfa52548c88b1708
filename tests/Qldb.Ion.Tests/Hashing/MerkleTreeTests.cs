using Xunit;

namespace Qldb.Ion.Tests.Hashing;

public sealed class MerkleTreeTests
{
    [Fact]
    public void No_leaf_gives_the_empty_hash_and_one_leaf_itself()
    {
        Assert.True(MerkleTree.Root([]).IsEmpty);
        var leaf = QldbHash.OfString("a");
        Assert.Equal(leaf, MerkleTree.Root([leaf]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(1025)]
    public void The_root_is_that_of_joining_neighbours_level_by_level(int count)
    {
        var leaves = Enumerable.Range(0, count).Select(i => QldbHash.OfString($"leaf {i}")).ToList();
        var level = leaves;
        while (level.Count > 1)
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? pair[0].Dot(pair[1]) : pair[0])];
        Assert.Equal(level[0], MerkleTree.Root(leaves.ToArray()));
    }

    [Fact]
    public void An_empty_leaf_leaves_its_neighbour_as_it_is()
    {
        var (a, b) = (QldbHash.OfString("a"), QldbHash.OfString("b"));
        Assert.Equal(a.Dot(b), MerkleTree.Root([a, QldbHash.Empty, QldbHash.Empty, b]));
    }
}
