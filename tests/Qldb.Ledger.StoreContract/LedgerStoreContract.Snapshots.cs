using Qldb.Ion;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.StoreContract;

public abstract partial class LedgerStoreContract
{
    [Fact]
    public void A_reader_sees_the_store_as_of_its_block_whatever_is_appended_meanwhile()
    {
        var table = Journal.NewId();
        var (kept, deleted, later) = (Journal.NewId(), Journal.NewId(), Journal.NewId());
        var before = Append(changes =>
        {
            changes.Write(table, kept, 0, "old");
            changes.Write(table, deleted, 0, "here");
        });

        using var reader = Store.OpenReader(0);
        Append(changes =>
        {
            changes.Write(table, kept, 1, "new");
            changes.Delete(table, deleted, 1);
            changes.Write(table, later, 0, "later");
        });

        Assert.Equal(Described.InAnyOrder(before.Revisions), Described.InAnyOrder(reader.ScanTable(table)));
        Assert.Equal(Described.Histories(before.Revisions), Described.Histories(reader.ScanHistory(table, null)));
        Assert.False(reader.TryGetDocument(table, later, out _));
        Assert.Null(reader.GetBlock(1));
        Assert.Equal(["later", "new"], Read(1, now => now.ScanTable(table).Select(Text).Order().ToList()));
    }

    [Fact]
    public void A_deleted_document_is_found_by_id_and_in_its_history_but_not_by_a_scan()
    {
        var (table, document) = (Journal.NewId(), Journal.NewId());
        Append(changes => changes.Write(table, document, 0, "data"));
        var delete = Append(changes => changes.Delete(table, document, 1));

        using var reader = Store.OpenReader(1);
        Assert.Empty(reader.ScanTable(table));
        Assert.True(reader.TryGetDocument(table, document, out var latest));
        Assert.Equal(Described.Of(delete.Revisions[0]), Described.Of(latest));
        Assert.Equal([RevisionKind.Document, RevisionKind.Delete], reader.ScanHistory(table, document).Select(revision => revision.Kind));
    }

    [Fact]
    public void A_scan_left_half_read_goes_on_where_it_was_while_others_run_and_blocks_are_appended()
    {
        var table = Journal.NewId();
        var documents = Enumerable.Range(0, 2_500).Select(_ => Journal.NewId()).ToList();
        Append(changes => documents.ForEach(document => changes.Write(table, document, 0, "0")));

        using var reader = Store.OpenReader(0);
        using var first = reader.ScanTable(table).GetEnumerator();
        var seen = new List<QldbId>();
        while (first.MoveNext())
        {
            seen.Add(first.Current.DocumentId);
            if (seen.Count == 700)
            {
                Append(changes => documents.ForEach(document => changes.Write(table, document, 1, "1")));
                Assert.Equal(documents.Count, reader.ScanTable(table).Count(revision => Text(revision) == "0"));
            }

            Assert.Equal("0", Text(first.Current));
        }

        Assert.Equal(documents.Order(), seen.Order());
    }

    [Fact]
    public void An_index_answers_as_of_each_block()
    {
        var (table, index, document, other) = (Journal.NewId(), Journal.NewId(), Journal.NewId(), Journal.NewId());
        Append(changes =>
        {
            changes.Table(table, "T", true, new StoredIndex(index, "f"));
            changes.Write(table, document, 0, "a");
            changes.AddKey(table, index, "a", document);
        });
        Append(changes =>
        {
            changes.Write(table, document, 1, "b");
            changes.ChangeKey(table, index, "a", "b", document);
            changes.Write(table, other, 0, "b");
            changes.AddKey(table, index, "b", other);
        });
        Append(changes =>
        {
            changes.Write(table, document, 2, "a again");
            changes.ChangeKey(table, index, "b", "a", document);
        });
        Append(changes =>
        {
            changes.Delete(table, document, 3);
            changes.RemoveKey(table, index, "a", document);
        });

        Assert.Equal(["a"], Lookup(0, "a"));
        Assert.Equal([], Lookup(0, "b"));
        Assert.Equal([], Lookup(1, "a"));
        Assert.Equal(["b", "b"], Lookup(1, "b"));
        Assert.Equal(["a again"], Lookup(2, "a"));
        Assert.Equal(["b"], Lookup(2, "b"));
        Assert.Equal([], Lookup(3, "a"));
        Assert.Equal(["b"], Lookup(3, "b"));

        List<string> Lookup(long asOf, string key) => Read(asOf, reader => reader.LookupIndex(table, index, TestJournal.BytesOf(key)).Select(Text).ToList());
    }

    [Fact]
    public void A_key_that_many_documents_passed_through_is_still_answered_as_of_each_block()
    {
        var (table, index) = (Journal.NewId(), Journal.NewId());
        Append(changes => changes.Table(table, "T", true, new StoredIndex(index, "f")));
        using var early = Store.OpenReader(0);
        var passed = Enumerable.Range(0, 100).Select(_ => Journal.NewId()).ToList();
        foreach (var document in passed)
        {
            Append(changes =>
            {
                changes.Write(table, document, 0, "in");
                changes.AddKey(table, index, "in", document);
            });
            Append(changes =>
            {
                changes.Write(table, document, 1, "out");
                changes.RemoveKey(table, index, "in", document);
            });
        }

        Assert.Empty(early.LookupIndex(table, index, TestJournal.BytesOf("in")));
        Assert.Empty(Read(Store.Tip, reader => reader.LookupIndex(table, index, TestJournal.BytesOf("in")).ToList()));
    }

    [Fact]
    public void An_open_reader_keeps_the_entries_it_sees_while_keys_come_and_go()
    {
        var (table, index, documents) = AppendUnderKey("x", 64);
        using var reader = Store.OpenReader(0);

        Append(changes => documents.ForEach(document =>
        {
            changes.Write(table, document, 1, "y");
            changes.RemoveKey(table, index, "x", document);
        }));

        Assert.Equal(documents.Order(), reader.LookupIndex(table, index, TestJournal.BytesOf("x")).Select(revision => revision.DocumentId).Order());
    }

    [Fact]
    public void A_lookup_answers_the_same_before_and_after_its_entries_go()
    {
        var (table, index, document) = AppendUnderKey("x");
        using (var reader = Store.OpenReader(0))
        {
            Assert.Equal("x", Text(Assert.Single(Lookup(reader))));
            Append(changes =>
            {
                changes.Write(table, document, 1, "y");
                changes.RemoveKey(table, index, "x", document);
            });

            Assert.Equal("x", Text(Assert.Single(Lookup(reader))));
        }

        ReopenStore();
        Append();
        Assert.Equal("x", Read(0, reader => Text(Assert.Single(Lookup(reader)))));
        Assert.Empty(Read(1, reader => Lookup(reader).ToList()));
        Assert.Empty(Read(2, reader => Lookup(reader).ToList()));

        IEnumerable<StoredRevision> Lookup(IStoreReader reader) => reader.LookupIndex(table, index, TestJournal.BytesOf("x"));
    }

    [Fact]
    public void A_lookup_left_half_read_goes_on_where_it_was_while_its_entries_go()
    {
        var (table, index, documents) = AppendUnderKey("x", 500);

        using var reader = Store.OpenReader(0);
        var seen = new List<QldbId>();
        foreach (var revision in reader.LookupIndex(table, index, TestJournal.BytesOf("x")))
        {
            Assert.Equal("x", Text(revision));
            seen.Add(revision.DocumentId);
            if (seen.Count == 5)
            {
                Append(changes => documents.ForEach(document =>
                {
                    changes.Write(table, document, 1, "y");
                    changes.RemoveKey(table, index, "x", document);
                }));
            }
        }

        Assert.Equal(documents.Order(), seen.Order());
    }

    [Fact]
    public async Task While_a_document_changes_its_key_every_reader_finds_it_under_exactly_one()
    {
        var (table, index, document) = AppendUnderKey("0");
        var writer = Task.Run(() =>
        {
            for (var version = 1; version <= 300; version++)
            {
                Append(changes =>
                {
                    changes.Write(table, document, version, $"{version % 2}");
                    changes.ChangeKey(table, index, $"{(version - 1) % 2}", $"{version % 2}", document);
                });
            }
        });

        do
        {
            using var reader = Store.OpenReader(Store.Tip);
            Assert.Equal($"{reader.AsOf % 2}", Text(Assert.Single(new[] { "0", "1" }.SelectMany(key => reader.LookupIndex(table, index, TestJournal.BytesOf(key))))));
        }
        while (!writer.IsCompleted);
        await writer;
    }

    [Fact]
    public void Keys_are_whole_byte_strings()
    {
        var (table, index) = (Journal.NewId(), Journal.NewId());
        var keys = new byte[][] { [0], [0, 0], [255], [.. Enumerable.Repeat((byte)7, IndexChange.KeySizeMax)], [.. Enumerable.Repeat((byte)7, IndexChange.KeySizeMax - 1)] };
        Append(changes =>
        {
            changes.Table(table, "T", true, new StoredIndex(index, "f"));
            foreach (var key in keys)
            {
                var document = Journal.NewId();
                changes.Write(table, document, 0, Convert.ToHexString(key));
                changes.IndexChanges.Add(new IndexChange(table, index, key, document, IndexChangeKind.Added));
            }
        });

        using var reader = Store.OpenReader(0);
        Assert.All(keys, key => Assert.Equal(Convert.ToHexString(key), Text(Assert.Single(reader.LookupIndex(table, index, key)))));
        Assert.Empty(reader.LookupIndex(table, index, new byte[] { 7 }));
    }

    [Fact]
    public void A_dropped_index_disappears_from_the_catalog_and_the_table_stays()
    {
        var (table, first, second) = (Journal.NewId(), Journal.NewId(), Journal.NewId());
        Append(changes => changes.Table(table, "T", true, new StoredIndex(first, "f"), new StoredIndex(second, "g")));
        var after = Append(changes => changes.Table(table, "T", false, new StoredIndex(second, "g")));

        Assert.Equal(Described.Of(after.CatalogChanges), Described.Of(Store.LoadCatalog()));
    }

    [Fact]
    public void Tables_are_listed_in_order_of_creation()
    {
        var tables = Enumerable.Range(0, 30).Select(_ => Journal.NewId()).Reverse().ToList();
        tables.ForEach(table => Append(changes => changes.Table(table, $"T{table}")));
        Append(changes => changes.Table(tables[3], "renamed in place", false));

        Assert.Equal(tables, Store.LoadCatalog().Select(table => table.TableId));
    }

    [Fact]
    public void Redaction_takes_the_data_of_one_revision_from_every_reader_and_leaves_the_rest()
    {
        var (table, index, document) = AppendUnderKey("secret");
        Append(changes =>
        {
            changes.Write(table, document, 1, "harmless");
            changes.ChangeKey(table, index, "secret", "harmless", document);
        });
        var original = Read(1, reader => reader.GetBlockRevisions(0)[^1]);
        var dataHash = TestJournal.HashOf("secret");
        Assert.Equal("secret", Read(0, reader => reader.TryGetDocument(table, document, out var before) ? Text(before) : null));
        Assert.Equal("secret", Read(0, reader => Text(Assert.Single(reader.LookupIndex(table, index, TestJournal.BytesOf("secret"))))));

        Append(changes => changes.Redact(table, document, 0, dataHash));

        var redacted = Described.Of(original.Redact(dataHash));
        for (var pass = 0; pass < 2; pass++)
        {
            using (var reader = Store.OpenReader(2))
            {
                Assert.Equal(redacted, Described.Of(reader.ScanHistory(table, document).First()));
                Assert.Equal(redacted, Described.Of(reader.GetBlockRevisions(0)[^1]));
                Assert.True(reader.TryGetRevision(0, original.Ordinal, out var found));
                Assert.Equal(redacted, Described.Of(found));
                Assert.Equal("harmless", Text(Assert.Single(reader.ScanTable(table))));
                Assert.Equal("harmless", Text(Assert.Single(reader.LookupIndex(table, index, TestJournal.BytesOf("harmless")))));
            }

            using (var past = Store.OpenReader(0))
            {
                Assert.True(past.TryGetDocument(table, document, out var found));
                Assert.Equal(redacted, Described.Of(found));
                Assert.Empty(past.LookupIndex(table, index, TestJournal.BytesOf("secret")));
            }

            ReopenStore();
        }
    }

    [Fact]
    public void A_revision_is_found_by_its_place_in_the_journal()
    {
        var (table, document) = (Journal.NewId(), Journal.NewId());
        var first = Append(changes => changes.Write(table, document, 0, "0"));
        Append();
        var third = Append(changes =>
        {
            changes.Write(table, Journal.NewId(), 0, "other");
            changes.Write(table, document, 1, "1");
        });

        using var reader = Store.OpenReader(2);
        Assert.True(reader.TryGetRevision(0, 0, out var revision));
        Assert.Equal(Described.Of(first.Revisions[0]), Described.Of(revision));
        Assert.True(reader.TryGetRevision(2, 1, out revision));
        Assert.Equal(Described.Of(third.Revisions[1]), Described.Of(revision));
        Assert.All<(long, int)>(
            [(0, 1), (1, 0), (2, 2), (3, 0), (-1, 0), (0, -1), (0, int.MaxValue), (1, -1 << 20), (long.MaxValue, 0)],
            place => Assert.False(reader.TryGetRevision(place.Item1, place.Item2, out _)));
        Assert.False(Read(1, earlier => earlier.TryGetRevision(2, 0, out _)));
    }

    private static string Text(StoredRevision revision) => System.Text.Encoding.UTF8.GetString(revision.Data.Span);
}
