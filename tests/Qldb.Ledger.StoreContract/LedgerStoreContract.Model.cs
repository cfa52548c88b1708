using Qldb.Ion;
using Qldb.Ledger.Storage;
using Xunit;

namespace Qldb.Ledger.StoreContract;

public abstract partial class LedgerStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_random_history_is_answered_as_the_model_answers_it(int seed)
    {
        var history = new RandomHistory(seed, Journal);
        var model = new StoreModel();
        for (var group = 0; group < 25; group++)
        {
            var blocks = history.NextGroup();
            Store.Append(blocks);
            blocks.ForEach(model.Append);
        }

        ReopenStore();
        AssertEqualsModel(model, history);
    }

    [Fact]
    public async Task Readers_on_other_threads_see_whole_blocks_while_blocks_are_appended()
    {
        var table = Journal.NewId();
        var documents = Enumerable.Range(0, 20).Select(_ => Journal.NewId()).ToList();
        Append(changes => documents.ForEach(document => changes.Write(table, document, 0, "0")));
        using var stop = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var reads = 0;
            do
            {
                var asOf = Store.Tip;
                using var reader = Store.OpenReader(asOf);
                var texts = reader.ScanTable(table).Select(Text).ToList();
                Assert.Equal(Enumerable.Repeat(asOf.ToString(), documents.Count), texts);
                Assert.Equal(documents.Count, reader.GetBlockRevisions(asOf).Count);
                reads++;
            }
            while (!stop.IsCancellationRequested);

            return reads;
        })).ToList();

        for (var version = 1; version <= 200; version++)
        {
            Append(changes => documents.ForEach(document => changes.Write(table, document, version, version.ToString())));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    private void AssertEqualsModel(StoreModel model, RandomHistory history)
    {
        Assert.Equal(Described.Of(model.Catalog()), Described.Of(Store.LoadCatalog()));
        for (var asOf = -1L; asOf <= model.Tip; asOf += asOf < model.Tip - 3 ? 3 : 1)
        {
            using var reader = Store.OpenReader(asOf);
            Assert.Equal(Described.Of(model.Blocks(asOf)), Described.Of(reader.ReadBlocks(0, long.MaxValue)));
            foreach (var table in history.Tables)
            {
                Assert.Equal(Described.InAnyOrder(model.Table(asOf, table)), Described.InAnyOrder(reader.ScanTable(table)));
                Assert.Equal(Described.Histories(model.Histories(asOf, table)), Described.Histories(reader.ScanHistory(table, null)));
                Assert.All(history.Documents.Take(40), document => AssertDocumentEqualsModel(model, reader, table, document));
            }

            // An index that was altered by a redaction answers for the past without the redacted keys, so only the present is compared.
            if (asOf == model.Tip)
            {
                Assert.All(history.Keys, key => Assert.Equal(
                    Described.InAnyOrder(model.Lookup(asOf, history.Tables[0], history.Index, key)),
                    Described.InAnyOrder(reader.LookupIndex(history.Tables[0], history.Index, key))));
                Assert.Equal(EntryTexts(model.IndexEntries(asOf, history.Index)), EntryTexts(reader.ScanIndex(history.Index)));
            }
        }

        for (var sequenceNo = 0L; sequenceNo <= model.Tip; sequenceNo++)
        {
            Assert.Equal(Described.Of(model.BlockRevisions(sequenceNo)), Described.Of(Read(model.Tip, reader => reader.GetBlockRevisions(sequenceNo))));
        }
    }

    private static IEnumerable<string> EntryTexts(IEnumerable<StoredIndexEntry> entries)
        => entries.Select(entry => $"{Convert.ToHexString(entry.Key.Span)} {entry.DocumentId}").Order(StringComparer.Ordinal);

    private static void AssertDocumentEqualsModel(StoreModel model, IStoreReader reader, QldbId table, QldbId document)
    {
        reader.TryGetDocument(table, document, out var revision);
        Assert.Equal(Described.Of(model.Document(reader.AsOf, table, document)), Described.Of(revision));
        Assert.Equal(
            Described.Of(model.History(reader.AsOf, table).Where(known => known.DocumentId == document)), Described.Of(reader.ScanHistory(table, document)));
    }
}
