using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Tests.Support;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Tests.Journal;

/// <summary>GetDigest, GetBlock, GetRevision: what is served has QLDB's fields in QLDB's order, and proves itself.</summary>
public sealed class ServedJournalTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();

    public async Task InitializeAsync()
    {
        await _ledger.Run("CREATE TABLE T");
        await _ledger.Run("INSERT INTO T << {'k': 1}, {'k': 2}, {'k': 3}, {'k': 4}, {'k': 5} >>");
        await _ledger.Run("UPDATE T SET v = 1 WHERE k = 2");
        await _ledger.Run("DELETE FROM T WHERE k = 3");
        for (var i = 0; i < 9; i++)
        {
            await _ledger.Run("INSERT INTO T ?", $"{{k: {10 + i}}}");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void A_block_has_QLDBs_fields_in_QLDBs_order()
    {
        var block = _ledger.Ledger.GetBlock(Address(2)).Block;

        Assert.Equal(
            ["blockAddress", "transactionId", "blockTimestamp", "blockHash", "entriesHash", "previousBlockHash", "entriesHashList", "transactionInfo", "revisions"],
            Names(block));
        Assert.Equal(["strandId", "sequenceNo"], Names(Field(block, "blockAddress")));
        Assert.Equal(["statements", "documents"], Names(Field(block, "transactionInfo")));
        var statement = Field(Field(block, "transactionInfo"), "statements").EnumerateElements().Single();
        Assert.Equal(["statement", "startTime", "statementDigest"], Names(statement));
        Assert.Equal("INSERT INTO T << {'k': 1}, {'k': 2}, {'k': 3}, {'k': 4}, {'k': 5} >>", Field(statement, "statement").GetString());
        var revisions = Field(block, "revisions").EnumerateElements().ToList();
        Assert.Equal(5, revisions.Count);
        Assert.All(revisions, revision => Assert.Equal(["blockAddress", "hash", "data", "metadata"], Names(revision)));
        Assert.Equal("2026-01-31T12:00:00.000Z", Field(block, "blockTimestamp").ToString());
    }

    [Fact]
    public void The_first_block_is_a_system_block()
    {
        var block = _ledger.Ledger.GetBlock(Address(0)).Block;

        Assert.DoesNotContain("transactionInfo", Names(block));
        Assert.Empty(Field(block, "previousBlockHash").GetLob().ToArray());
        Assert.Equal(Field(block, "entriesHash"), Field(block, "blockHash"));
        Assert.True(BlockVerifier.Verify(block).IsValid);
    }

    [Fact]
    public void A_table_shows_in_the_journal_as_a_revision_with_its_hash_alone()
    {
        var block = _ledger.Ledger.GetBlock(Address(1)).Block;
        var revision = Field(block, "revisions").EnumerateElements().Single();

        Assert.Equal(["hash"], Names(revision));
        var verified = BlockVerifier.Verify(block);
        Assert.True(verified.IsValid);
        Assert.Equal(1, verified.NotRecomputableCount);
    }

    [Fact]
    public void Each_block_proves_itself_by_every_digest_that_covers_it()
    {
        var tip = _ledger.Ledger.Tip.SequenceNo;
        for (var number = 0L; number <= tip; number++)
        {
            for (var of = number; of <= tip; of++)
            {
                var (block, proof) = _ledger.Ledger.GetBlock(Address(number), Address(of));
                Assert.True(ProofVerifier.VerifyBlock(block, proof!, DigestOf(of)), $"block {number}, digest of {of}");
            }
        }
    }

    [Fact]
    public void Each_revision_proves_itself_by_the_digest()
    {
        var digest = _ledger.Ledger.GetDigest();
        var count = 0;
        for (var number = 2L; number <= digest.Tip.SequenceNo; number++)
        {
            foreach (var revision in Field(_ledger.Ledger.GetBlock(Address(number)).Block, "revisions").EnumerateElements())
            {
                var documentId = QldbId.Parse(Field(Field(revision, "metadata"), "id").GetString());
                var served = _ledger.Ledger.GetRevision(Address(number), documentId, digest.Tip);
                Assert.Equal(revision, served.Revision);
                Assert.True(ProofVerifier.VerifyRevision(served.Revision, served.Proof!, digest.Hash), $"document {documentId} in block {number}");
                count++;
            }
        }

        Assert.Equal(5 + 1 + 1 + 9, count);
    }

    [Fact]
    public void A_digest_covers_the_tip_and_is_the_root_over_all_block_hashes()
    {
        var digest = _ledger.Ledger.GetDigest();

        Assert.Equal(_ledger.Ledger.Tip, digest.Tip);
        Assert.Equal(DigestOf(digest.Tip.SequenceNo), digest.Hash);
        Assert.Equal(digest, _ledger.Ledger.VerifyJournal().Digest);
    }

    [Fact]
    public void The_digest_of_a_new_ledger_covers_its_first_block()
    {
        using var ledger = new TestLedger();

        Assert.Equal(0, ledger.Ledger.GetDigest().Tip.SequenceNo);
        Assert.False(ledger.Ledger.GetDigest().Hash.IsEmpty);
    }

    [Fact]
    public void What_is_not_there_is_refused_with_what_there_is()
    {
        var ledger = _ledger.Ledger;
        var foreign = new BlockAddress(QldbId.Parse("0000000000000000000001"), 2);
        Assert.Throws<ArgumentException>(() => ledger.GetBlock(foreign));
        Assert.Contains("last block", Assert.Throws<ArgumentException>(() => ledger.GetBlock(Address(999))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ledger.GetBlock(Address(3), Address(2)));
        Assert.Throws<ArgumentException>(() => ledger.GetBlock(Address(3), Address(999)));
        Assert.Throws<ArgumentException>(() => ledger.GetBlock(Address(3), foreign));
        Assert.Throws<ArgumentException>(() => ledger.GetRevision(Address(2), foreign.StrandId));
        Assert.Throws<ArgumentException>(() => ledger.GetRevision(Address(1), QldbId.Parse(TableId())));
    }

    [Fact]
    public void An_address_is_read_as_clients_wrote_it()
    {
        Assert.True(BlockAddress.TryParse(IonElement.ParseText("{strandId: \"1HqUNaR8u8s13eFiSzGZl9\", sequenceNo: 19}"), out var address));
        Assert.Equal(19, address.SequenceNo);
        Assert.Equal("{strandId:\"1HqUNaR8u8s13eFiSzGZl9\",sequenceNo:19}", address.ToString());
        Assert.True(BlockAddress.TryParse(address.ToIon(), out var again));
        Assert.Equal(address, again);
        foreach (var text in new[] { "null.struct", "{}", "{strandId: \"x\", sequenceNo: 1}", "{strandId: \"1HqUNaR8u8s13eFiSzGZl9\"}", "{strandId: \"1HqUNaR8u8s13eFiSzGZl9\", sequenceNo: -1}", "[1]" })
        {
            Assert.False(BlockAddress.TryParse(IonElement.ParseText(text), out _), text);
        }
    }

    [Fact]
    public async Task Reads_become_blocks_where_the_ledger_is_asked_to_journal_them()
    {
        using var ledger = new TestLedger(new LedgerOptions { JournalReadOnlyTransactions = true });
        await ledger.Run("CREATE TABLE T");
        var tip = ledger.Ledger.Tip.SequenceNo;
        await ledger.Run("SELECT * FROM T");

        Assert.Equal(tip + 1, ledger.Ledger.Tip.SequenceNo);
        var block = ledger.Ledger.GetBlock(ledger.Ledger.Tip).Block;
        Assert.DoesNotContain("revisions", Names(block));
        Assert.Equal(["statements"], Names(Field(block, "transactionInfo")));
        Assert.Null(ledger.Ledger.VerifyJournal().Fault);
        await _ledger.Run("SELECT * FROM T");
        Assert.Equal(13, _ledger.Ledger.Tip.SequenceNo);
    }

    [Fact]
    public void Verification_tells_how_far_it_is_and_can_be_cancelled()
    {
        var reports = new List<JournalVerificationProgress>();
        var verified = _ledger.Ledger.VerifyJournal(progress: new Reports(reports));

        Assert.Equal(new JournalVerificationProgress(14, 14), reports[^1]);
        Assert.Equal(14, verified.BlockCount);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _ledger.Ledger.VerifyJournal(cancellationToken: cancelled.Token));
    }

    private QldbHash DigestOf(long tip)
        => MerkleTree.Root([.. Enumerable.Range(0, (int)tip + 1).Select(number => new QldbHash(Field(_ledger.Ledger.GetBlock(Address(number)).Block, "blockHash").GetLob()))]);

    private string TableId() => _ledger.Ledger.Engine.Snapshots.Current.Catalog.Tables[0].Id.ToString();

    private BlockAddress Address(long sequenceNo) => new(_ledger.Ledger.StrandId, sequenceNo);

    private static IEnumerable<string?> Names(IonElement value) => value.EnumerateFields().Select(field => field.Name);

    private static IonElement Field(IonElement value, string name) => value.TryGetField(name, out var field) ? field : throw new KeyNotFoundException(name);

    private sealed class Reports(List<JournalVerificationProgress> reports) : IProgress<JournalVerificationProgress>
    {
        public void Report(JournalVerificationProgress value) => reports.Add(value);
    }
}
