using System.Runtime.InteropServices;
using Qldb.Ion;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.StoreContract;

/// <summary>Shapes of data that a store meets late: many, large, deleted, imported.</summary>
public abstract partial class LedgerStoreContract
{
    [Fact]
    public void A_key_that_a_thousand_documents_share_is_answered_whole_while_they_leave_it()
    {
        var (table, index, documents) = AppendUnderKey("in", 1_000);

        using var reader = Store.OpenReader(0);
        using var found = reader.LookupIndex(table, index, TestJournal.BytesOf("in")).GetEnumerator();
        var seen = new List<QldbId>();
        while (found.MoveNext())
        {
            seen.Add(found.Current.DocumentId);
            if (seen.Count is 10 or 400)
            {
                var leaving = documents.Where((_, position) => position % 2 == (seen.Count == 10 ? 0 : 1)).ToList();
                Append(changes => leaving.ForEach(document =>
                {
                    changes.Write(table, document, 1, "out");
                    changes.RemoveKey(table, index, "in", document);
                }));
            }
        }

        Assert.Equal(documents.Order(), seen.Order());
        Assert.Empty(Read(Store.Tip, now => now.LookupIndex(table, index, TestJournal.BytesOf("in")).ToList()));
        Assert.Equal(500, Read(1, between => between.LookupIndex(table, index, TestJournal.BytesOf("in")).Count()));
    }

    [Fact]
    public void A_scan_goes_past_any_number_of_deleted_documents()
    {
        var (table, kept) = (Journal.NewId(), Journal.NewId());
        var deleted = Enumerable.Range(0, 1_500).Select(_ => Journal.NewId()).ToList();
        Append(changes => deleted.ForEach(document => changes.Write(table, document, 0, "here")));
        Append(changes => deleted.ForEach(document => changes.Delete(table, document, 1)));
        Append(changes => changes.Write(table, kept, 0, "kept"));

        Assert.Equal(kept, Assert.Single(Read(2, reader => reader.ScanTable(table).ToList())).DocumentId);
        Assert.Equal(deleted.Order(), Read(0, reader => reader.ScanTable(table).Select(revision => revision.DocumentId).Order().ToList()));
        Assert.Empty(Read(1, reader => reader.ScanTable(table).ToList()));
    }

    /// <summary>Scans go around what they need not see of a long history, and histories are read on in the middle of one.</summary>
    [Fact]
    public void Documents_with_histories_of_any_length_are_scanned_and_their_histories_read_as_of_each_block()
    {
        var table = Journal.NewId();
        var lengths = new[] { 1, 2, 15, 16, 17, 18, 40, 700, 1, 300 };
        var documents = lengths.Select(length => (Id: Journal.NewId(), Length: length)).ToList();
        var model = new StoreModel();
        for (var version = 0; version < lengths.Max(); version++)
        {
            model.Append(Append(changes => documents.FindAll(document => version < document.Length).ForEach(document => changes.Write(table, document.Id, version, $"{version}"))));
        }

        foreach (var asOf in new[] { 0L, 1, 14, 15, 16, 17, 39, 256, 299, 500, 699 })
        {
            using var reader = Store.OpenReader(asOf);
            Assert.Equal(Described.InAnyOrder(model.Table(asOf, table)), Described.InAnyOrder(reader.ScanTable(table)));
            Assert.Equal(Described.Histories(model.Histories(asOf, table)), Described.Histories(reader.ScanHistory(table, null)));
        }
    }

    /// <summary>A ledger writes the contents of all its blocks in the same memory.</summary>
    [Fact]
    public void The_memory_of_a_content_may_be_used_again_after_the_append()
    {
        var write = Append();
        var (memory, expected) = (MemoryMarshal.AsMemory(write.Block.Content), write.Block.Content.ToArray());

        memory.Span.Clear();

        Assert.Equal(expected, Read(0, reader => reader.GetBlock(0))!.Content.ToArray());
        Assert.Equal(expected, Assert.Single(Read(0, reader => reader.ReadBlocks(0, 0).ToList())).Content.ToArray());
    }

    /// <summary>A ledger writes documents out of memory that the session's next transaction fills anew, and lists of the same objects are filled again, too.</summary>
    [Fact]
    public void The_memory_of_documents_and_of_all_lists_may_be_used_again_after_the_append()
    {
        var (table, index, document) = (Journal.NewId(), Journal.NewId(), Journal.NewId());
        var (revisions, changes) = (new List<StoredRevision>(), new List<IndexChange>());
        var block = Journal.Next(next =>
        {
            next.Table(table, "T", true, new StoredIndex(index, "f"));
            next.Write(table, document, 0, "here");
            next.AddKey(table, index, "key", document);
        });
        revisions.AddRange(block.Revisions);
        changes.AddRange(block.IndexChanges);
        Store.Append([new BlockWrite { Block = block.Block, Revisions = revisions, IndexChanges = changes, CatalogChanges = block.CatalogChanges, MerkleNodes = block.MerkleNodes }]);
        var expected = Described.Of(block.Revisions).ToList();

        MemoryMarshal.AsMemory(revisions[^1].Data).Span.Clear();
        revisions.Clear();
        changes.Clear();

        Assert.Equal(expected, Described.Of(Read(0, reader => reader.GetBlockRevisions(0))));
        Assert.Equal(expected[^1], Assert.Single(Described.Of(Read(0, reader => reader.ScanTable(table).ToList()))));
        Assert.Equal(expected[^1], Assert.Single(Described.Of(Read(0, reader => reader.LookupIndex(table, index, TestJournal.BytesOf("key")).ToList()))));
    }

    [Fact]
    public void Documents_of_any_size_come_back_as_they_were()
    {
        var table = Journal.NewId();
        var sizes = new[] { 1, 4_000, 4_096, 128 * 1024, 3 * 1024 * 1024 };
        var written = Append(changes => Array.ForEach(sizes, size => changes.Write(table, Journal.NewId(), 0, new string('x', size))));

        Assert.Equal(Described.InAnyOrder(written.Revisions), Described.InAnyOrder(Read(0, reader => reader.ScanTable(table).ToList())));
    }

    /// <summary>A journal can be imported from its middle, and after redactions.</summary>
    [Fact]
    public void A_document_first_seen_in_the_middle_of_its_history_and_redacted_long_ago_is_kept_like_any_other()
    {
        var (table, document, transaction) = (Journal.NewId(), Journal.NewId(), Journal.NewId());
        var imported = new StoredRevision
        {
            TableId = table, DocumentId = document, Version = 7, SequenceNo = 0, Ordinal = 0, TransactionId = transaction, TransactionTimeMs = 1,
            Hash = TestJournal.HashOf("revision"), Kind = RevisionKind.Redacted, DataHash = TestJournal.HashOf("data"),
        };
        Append(changes => changes.Revisions.Add(imported));
        var next = Append(changes => changes.Write(table, document, 8, "data"));

        ReopenStore();
        using var reader = Store.OpenReader(1);
        Assert.Equal(Described.Of([imported, next.Revisions[0]]), Described.Of(reader.ScanHistory(table, document)));
        Assert.Equal(Described.Of(next.Revisions), Described.Of(reader.ScanTable(table)));
        Assert.Equal(Described.Of([imported]), Described.Of(Read(0, past => past.ScanTable(table).ToList())));
    }
}
