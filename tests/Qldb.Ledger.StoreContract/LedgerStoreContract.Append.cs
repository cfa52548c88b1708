using Qldb.Ion;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.StoreContract;

public abstract partial class LedgerStoreContract
{
    [Fact]
    public void A_new_store_is_empty_and_knows_whose_it_is()
    {
        Assert.Equal(-1, Store.Tip);
        Assert.Equal("contract", Store.Identity.LedgerName);
        Assert.Equal(StoreIdentity.CurrentFormatVersion, Store.Identity.FormatVersion);
        Assert.NotEqual(default, Store.Identity.StrandId);
        Assert.Empty(Store.LoadCatalog());
        Assert.Null(Read(-1, reader => reader.GetBlock(0)));
        Assert.Empty(Read(-1, reader => reader.ReadBlocks(0, 10).ToList()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("-a")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void A_store_refuses_a_name_that_is_not_a_ledger_name(string name) => Assert.Throws<ArgumentException>(() => Create(name));

    [Fact]
    public void Blocks_appended_together_are_all_there_in_order()
    {
        var blocks = new[] { Journal.Next(), Journal.Next(), Journal.Next() };

        Store.Append(blocks);

        Assert.Equal(2, Store.Tip);
        Assert.Equal(Described.Of(blocks.Select(block => block.Block)), Described.Of(Read(2, reader => reader.ReadBlocks(0, 99).ToList())));
        Assert.Equal(Described.Of(blocks[1].Block), Described.Of(Read(2, reader => reader.GetBlock(1))));
    }

    [Fact]
    public void A_range_of_blocks_includes_both_ends()
    {
        Store.Append([.. Enumerable.Range(0, 6).Select(_ => Journal.Next())]);

        Assert.Equal([2L, 3L, 4L], Read(5, reader => reader.ReadBlocks(2, 4).Select(block => block.SequenceNo).ToList()));
    }

    [Fact]
    public void A_block_that_does_not_continue_the_journal_is_refused_and_nothing_of_its_group_stays()
    {
        Append();
        var next = Journal.Next();
        _ = Journal.Next();
        var afterGap = Journal.Next();

        Assert.ThrowsAny<ArgumentException>(() => Store.Append([next, afterGap]));

        Assert.Equal(0, Store.Tip);
        Assert.Null(Read(0, reader => reader.GetBlock(1)));
        Assert.ThrowsAny<ArgumentException>(() => Store.Append([]));
        Store.Append([next]);
        Assert.Equal(1, Store.Tip);
    }

    [Fact]
    public void A_repeated_sequence_number_is_refused()
    {
        var block = Append();

        Assert.ThrowsAny<ArgumentException>(() => Store.Append([block]));
    }

    [Fact]
    public void The_revisions_of_a_block_keep_their_leaf_order()
    {
        var table = Journal.NewId();
        var documents = Enumerable.Range(0, 300).Select(_ => Journal.NewId()).Reverse().ToList();

        var block = Append(changes => documents.ForEach(document => changes.Write(table, document, 0, $"data of {document}")));

        Assert.Equal(Described.Of(block.Revisions), Described.Of(Read(0, reader => reader.GetBlockRevisions(0))));
        Assert.Empty(Read(0, reader => reader.GetBlockRevisions(1)));
    }

    [Fact]
    public void Everything_is_there_again_after_the_store_was_closed_and_opened()
    {
        var table = Journal.NewId();
        var index = Journal.NewId();
        var document = Journal.NewId();
        var first = Append(changes =>
        {
            changes.Table(table, "Person", isActive: true, new StoredIndex(index, "Name"));
            changes.Write(table, document, 0, "data");
            changes.AddKey(table, index, "key", document);
        });
        var second = Append();
        var identity = Store.Identity;

        ReopenStore();

        Assert.Equal(identity, Store.Identity);
        Assert.Equal(1, Store.Tip);
        Assert.Equal(Described.Of(first.CatalogChanges), Described.Of(Store.LoadCatalog()));
        using var reader = Store.OpenReader(1);
        Assert.Equal([Described.Of(first.Block), Described.Of(second.Block)], Described.Of(reader.ReadBlocks(0, 1)));
        Assert.Equal(Described.Of(first.Revisions), Described.Of(reader.GetBlockRevisions(0)));
        Assert.Equal(document, Assert.Single(reader.LookupIndex(table, index, TestJournal.BytesOf("key"))).DocumentId);
        Assert.True(reader.TryGetMerkleNode(1, 0, out var node));
        Assert.Equal(TestJournal.NodeHash(1, 0), node);
        Assert.True(reader.TryGetCommit(second.Block.TransactionId, out var commit));
        Assert.Equal(new StoredCommit(second.Block.TransactionId, second.Block.CommitDigest, 1), commit);

        Append();
        Assert.Equal(2, Store.Tip);
    }

    [Fact]
    public void A_commit_is_found_by_its_transaction_and_only_from_its_block_on()
    {
        var first = Append();
        var second = Append();

        Assert.True(Read(1, reader => reader.TryGetCommit(first.Block.TransactionId, out _)));
        Assert.False(Read(0, reader => reader.TryGetCommit(second.Block.TransactionId, out _)));
        Assert.False(Read(1, reader => reader.TryGetCommit(Journal.NewId(), out _)));
    }

    /// <summary>Ids grow with time, but a transaction may take long to commit, and ids of another process, or of an imported journal, come in any order.</summary>
    [Fact]
    public void Commits_are_found_among_many_whatever_the_order_of_their_transactions()
    {
        var random = new Random(3);
        var transactions = Enumerable.Range(0, 3_500).Select(number => new QldbId((ulong)(number is > 1_100 and < 2_200 ? random.Next() : number + random.Next(50)), (ulong)number)).ToList();
        foreach (var group in transactions.Chunk(300))
        {
            Store.Append([.. group.Select(transaction => Journal.Next(transactionId: transaction))]);
        }

        ReopenStore();
        foreach (var sequenceNo in Enumerable.Range(0, transactions.Count).Where(number => number % 97 == 0 || number % 1_024 is < 2 or > 1_021 || number > 3_495))
        {
            Assert.Equal(sequenceNo, Read(Store.Tip, reader => reader.TryGetCommit(transactions[sequenceNo], out var commit) ? commit.SequenceNo : -1));
            Assert.False(Read(sequenceNo - 1, reader => reader.TryGetCommit(transactions[sequenceNo], out _)));
        }

        Assert.False(Read(Store.Tip, reader => reader.TryGetCommit(new QldbId(1_500, 7), out _)));
        Assert.False(Read(Store.Tip, reader => reader.TryGetCommit(Journal.NewId(), out _)));
    }

    [Fact]
    public void Nodes_of_the_digest_tree_are_found_once_they_are_complete()
    {
        Store.Append([.. Enumerable.Range(0, 11).Select(_ => Journal.Next())]);

        for (var asOf = -1L; asOf <= 10; asOf++)
        {
            using var reader = Store.OpenReader(asOf);
            for (var level = 0; level < 5; level++)
            {
                for (var index = 0L; index < 12; index++)
                {
                    var isComplete = (index + 1) << level <= asOf + 1;
                    Assert.Equal(isComplete, reader.TryGetMerkleNode(level, index, out var hash));
                    Assert.Equal(isComplete ? TestJournal.NodeHash(level, index).ToString() : "", hash.ToString());
                }
            }
        }
    }

    [Fact]
    public void A_reader_beyond_the_tip_is_refused()
    {
        Append();

        Assert.Throws<ArgumentOutOfRangeException>(() => Store.OpenReader(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.OpenReader(-2));
    }

    [Fact]
    public void A_disposed_store_refuses_work()
    {
        var store = Create("gone");
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => store.OpenReader(-1));
        Assert.Throws<ObjectDisposedException>(() => store.Append([Journal.Next()]));
        store.Dispose();
    }
}
