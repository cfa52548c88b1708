using Qldb.Ion;
using Qldb.Ledger.Journal;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Storage.InMemory;
using Qldb.Ledger.Tests.Support;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Tests.Verification;

/// <summary>The catalogue of lies: whatever is changed in the stored journal, verification finds it.</summary>
public sealed class TamperTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();
    private JournalDigest _digest = null!;
    private int _redactedAt;

    private long Tip => _ledger.Store.Tip;

    public async Task InitializeAsync()
    {
        await Fill(_ledger, "Ada");
        _redactedAt = 4;
        var revision = Revisions(_redactedAt)[0];
        await _ledger.Run($"EXEC redact_revision ?, '{revision.TableId}', '{revision.DocumentId}'", Address(_redactedAt).ToString());
        _digest = _ledger.Ledger.GetDigest();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void The_untouched_journal_is_intact()
    {
        var verified = Verify(_ledger.Store);

        Assert.Null(verified.Fault);
        Assert.True(verified.IsValid);
        Assert.Equal(Tip + 1, verified.BlockCount);
        Assert.Equal(_digest, verified.Digest);
        Assert.True(verified.RevisionCount >= 9);
    }

    [Fact]
    public void Each_of_10000_random_changes_of_one_bit_is_found()
    {
        var random = new Random(20_260_131);
        var flips = AllFlips().ToList();
        var bits = flips.Sum(flip => (long)flip.Bits);
        for (var i = 0; i < 10_000; i++)
        {
            var position = random.NextInt64(bits);
            var flip = flips.First(candidate => (position -= candidate.Bits) < 0);
            AssertFound(flip.Make((int)(position + flip.Bits)), $"bit {position + flip.Bits} of {flip.Name}");
        }
    }

    [Fact]
    public void Swapped_blocks_are_found()
        => AssertFoundAt(2, Blocks(block => block.SequenceNo switch { 2 => Block(3) with { SequenceNo = 2 }, 3 => Block(2) with { SequenceNo = 3 }, _ => block }));

    [Fact]
    public void A_dropped_block_is_found() => AssertFoundAt(3, Blocks(block => block.SequenceNo == 3 ? null : block));

    [Fact]
    public void A_repeated_block_is_found() => AssertFoundAt(3, Blocks(block => block.SequenceNo == 3 ? Block(2) : block));

    [Fact]
    public void A_block_of_another_ledger_is_found()
        => AssertFoundAt(5, Blocks(block => block.SequenceNo == 5 ? OtherLedger().Result.Store.OpenReader(5).GetBlock(5)! : block));

    [Fact]
    public void A_dropped_revision_is_found() => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [.. revisions.Skip(1)]));

    [Fact]
    public void Dropped_revisions_of_a_whole_block_are_found() => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, _ => []));

    [Fact]
    public void Reordered_revisions_are_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [.. revisions.Reverse().Select((revision, i) => revision.With(ordinal: i))]));

    [Fact]
    public void A_revision_of_another_block_is_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [.. revisions, Revisions(5)[0].With(ordinal: revisions.Count)]));

    [Fact]
    public void A_revision_moved_from_another_block_is_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [.. revisions, Revisions(5)[0].With(
            ordinal: revisions.Count, sequenceNo: Tip - 2, transactionId: revisions[0].TransactionId, timeMs: revisions[0].TransactionTimeMs)]));

    [Fact]
    public void Data_exchanged_between_two_documents_are_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, r => [r[0].With(data: r[1].Data), r[1].With(data: r[0].Data), .. r.Skip(2)]));

    [Fact]
    public void New_data_with_the_hash_that_fits_it_are_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [Forged(revisions[0]), .. revisions.Skip(1)]));

    [Fact]
    public void Data_in_another_encoding_of_the_same_value_are_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [revisions[0].With(data: Padded(revisions[0].Data)), .. revisions.Skip(1)]));

    [Fact]
    public void A_revision_moved_to_another_table_is_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, revisions => [revisions[0].With(tableId: _ledger.Ledger.Engine.Ids.Next()), .. revisions.Skip(1)]));

    [Fact]
    public void A_delete_that_became_a_document_is_found()
    {
        var (sequenceNo, delete) = FindRevision(RevisionKind.Delete);
        AssertFoundAt(sequenceNo, RevisionsOf(sequenceNo, r => [.. r.Select(each => each.Equals(delete) ? each.With(kind: RevisionKind.Document, data: Revisions(5)[0].Data) : each)]));
    }

    [Fact]
    public void A_document_that_became_a_delete_is_found()
        => AssertFoundAt(Tip - 2, RevisionsOf(Tip - 2, r => [r[0].With(kind: RevisionKind.Delete, data: default(ReadOnlyMemory<byte>)), .. r.Skip(1)]));

    [Fact]
    public void A_redaction_that_nobody_asked_for_is_found()
        => AssertFound(
            RevisionsOf(Tip - 2, revisions => [revisions[0].Redact(QldbHash.OfIonBinary(revisions[0].Data.Span)), .. revisions.Skip(1)]),
            "forged redaction", "no block redacts it");

    [Fact]
    public async Task Redacted_data_that_came_back_are_found()
    {
        using var unredacted = new TestLedger();
        await unredacted.Run("CREATE TABLE X");
        var redacted = Revisions(_redactedAt)[0];
        var original = IonText.ToBinary("{name:\"Ada\",n:1}");
        Assert.Equal(redacted.DataHash, QldbHash.OfIonBinary(original));

        AssertFound(RevisionsOf(_redactedAt, _ => [redacted.With(kind: RevisionKind.Document, data: original, dataHash: QldbHash.Empty)]), "undone", "still there");
    }

    [Fact]
    public void A_first_block_that_was_replaced_is_found()
        => AssertFoundAt(0, Blocks(block => block.SequenceNo == 0 ? block with { TransactionId = _ledger.Ledger.Engine.Ids.Next() } : block));

    [Fact]
    public void A_wrong_node_of_the_digest_tree_is_found()
        => AssertFoundAt(3, new TamperedStore(_ledger.Store) { MerkleNode = (level, index, hash) => level == 2 && index == 0 ? QldbHash.OfString("wrong") : hash });

    [Fact]
    public void A_wrong_answer_to_a_repeated_commit_is_found()
    {
        AssertFoundAt(0, new TamperedStore(_ledger.Store) { Commit = commit => commit with { SequenceNo = commit.SequenceNo + 1 } });
        AssertFoundAt(0, new TamperedStore(_ledger.Store) { Commit = commit => commit with { CommitDigest = QldbHash.OfString("other") } });
        AssertFoundAt(Tip, new TamperedStore(_ledger.Store) { Commit = commit => commit.SequenceNo == Tip ? commit with { SequenceNo = 4 } : commit });
    }

    [Fact]
    public void A_catalog_that_is_not_the_journals_is_found()
    {
        var lies = new Func<StoredTable, StoredTable>[]
        {
            table => table with { Name = "Other" },
            table => table with { IsActive = !table.IsActive },
            table => table with { Indexes = [] },
            table => table with { Indexes = [table.Indexes[0] with { Field = "n" }] },
            table => table with { Tags = IonText.ToBinary("{a:\"b\"}") },
            table => table with { TableId = _ledger.Ledger.Engine.Ids.Next() },
        };
        Assert.All(lies, lie => AssertFound(new TamperedStore(_ledger.Store) { Catalog = tables => [lie(tables[0])] }, "catalog"));
        AssertFound(new TamperedStore(_ledger.Store) { Catalog = _ => [] }, "empty catalog");
    }

    [Fact]
    public void A_document_that_statements_see_otherwise_than_the_journal_is_found()
    {
        AssertFound(Documents(document => Forged(document)), "changed data and hash", "is not what block");
        AssertFound(Documents(document => document.With(data: IonText.ToBinary("{}"))), "changed data", "is not what block");
        AssertFound(Documents(document => document.With(version: document.Version + 1)), "changed version", "is not what block");
        AssertFound(Documents(document => document.With(tableId: _ledger.Ledger.Engine.Ids.Next())), "changed table", "is not what block");
        AssertFound(Documents(document => document.With(sequenceNo: document.SequenceNo - 1)), "older block", "was the last to change it");
        AssertFound(Documents(document => document.With(documentId: _ledger.Ledger.Engine.Ids.Next())), "another id", "is not in the journal");
        AssertFound(new TamperedStore(_ledger.Store) { Documents = (_, documents) => documents.Concat(documents.Take(1)) }, "doubled", "is there twice");
        AssertFound(new TamperedStore(_ledger.Store) { Documents = (_, documents) => documents.Skip(1) }, "dropped", "is missing from its table");
    }

    [Fact]
    public void A_deleted_document_that_came_back_is_found()
    {
        var deleted = FindRevision(RevisionKind.Delete).Revision;
        var before = Enumerable.Range(0, (int)Tip + 1).SelectMany(number => Revisions(number))
            .First(revision => revision.DocumentId == deleted.DocumentId && revision.Kind == RevisionKind.Document);

        AssertFound(
            new TamperedStore(_ledger.Store) { Documents = (tableId, documents) => tableId == deleted.TableId ? documents.Append(before) : documents },
            "came back", "the journal has deleted it");
    }

    /// <summary>A history's row, unlike a document, may long have been overwritten: each is compared with the block that it says it is of.</summary>
    [Fact]
    public void A_history_that_is_not_the_journals_is_found()
    {
        AssertFound(History(history => history.Skip(1)), "without its first revision", "lacks 1 of");
        AssertFound(History(history => history.SkipLast(1)), "without its last revision", "lacks 1 of");
        AssertFound(History(_ => []), "empty", "lacks");
        AssertFound(History(history => history.Append(history.Last())), "with its last revision twice", "twice");
        AssertFound(History(history => history.Append(history.First())), "with its first revision again at the end", "twice");
        AssertFound(History(history => history.Skip(1).Append(history.Last())), "with one revision instead of another", "twice");
        AssertFound(History(history => history.Reverse()), "backwards", "not in its place");
        AssertFound(History(history => history.Select(revision => revision.Version == 1 ? revision.With(data: IonText.ToBinary("{}")) : revision)), "changed data", "is not what block");
        AssertFound(History(history => history.Select(revision => revision.Version == 1 ? Forged(revision) : revision)), "changed data and hash", "is not what block");
    }

    [Fact]
    public void A_history_of_a_table_without_revisions_is_found()
    {
        var foreign = Revisions(5)[0];
        var empty = Enumerable.Range(0, (int)Tip + 1).SelectMany(number => Revisions(number)).First(revision => IsTable(revision, "Gone")).DocumentId;
        AssertFound(new TamperedStore(_ledger.Store) { History = (tableId, history) => tableId == empty ? [foreign] : history }, "foreign history", $"The history of table {empty} has");

        static bool IsTable(StoredRevision revision, string name)
            => revision.Kind == RevisionKind.System && IonElement.Parse(revision.Data).GetField("name").GetString() == name;
    }

    [Fact]
    public void A_document_that_its_id_leads_to_otherwise_is_found()
    {
        AssertFound(new TamperedStore(_ledger.Store) { Document = document => document is { Version: > 0 } ? document.With(version: 0) : document }, "other version", "by its id");
        AssertFound(new TamperedStore(_ledger.Store) { Document = _ => null }, "nothing", "by its id");
    }

    [Fact]
    public void An_index_entry_that_is_missing_or_foreign_is_found()
    {
        var deleted = FindRevision(RevisionKind.Delete).Revision.DocumentId;
        AssertFound(Entries(entries => entries.Skip(1)), "removed", "lacks the entry of document");
        AssertFound(Entries(_ => []), "emptied", "lacks the entry of document");
        AssertFound(Entries(entries => entries.Select(entry => entry with { Key = new byte[] { 0, 1, 2 } })), "another key", "a key that this document does not have");
        AssertFound(Entries(entries => entries.Append(entries.First() with { Key = new byte[] { 9 } })), "second key", "a key that this document does not have");
        AssertFound(Entries(entries => entries.Append(entries.First() with { DocumentId = deleted })), "deleted document", $"leads to document {deleted}");
        AssertFound(Entries(entries => entries.Append(entries.First() with { DocumentId = _ledger.Ledger.Engine.Ids.Next() })), "no document", "it leads to document");
    }

    [Fact]
    public void What_statements_see_is_left_alone_where_only_the_journal_is_asked_for()
    {
        using var store = Entries(_ => []);
        var options = new JournalVerificationOptions { IncludeDocuments = false };

        Assert.Null(new JournalVerifier(store, store.Tip, options, null, new("test"), () => 0).Verify(default).Fault);
    }

    [Fact]
    public async Task A_journal_cut_off_at_its_end_is_consistent_and_only_a_kept_digest_tells()
    {
        await _ledger.Run("INSERT INTO Person {'name': 'last'}");
        await _ledger.Run("INSERT INTO Person {'name': 'very last'}");
        var digest = _ledger.Ledger.GetDigest();
        using var cut = new TamperedStore(_ledger.Store) { TipCut = 1 };

        Assert.Null(Verify(cut).Fault);
        Assert.Contains("covers block", Verify(cut, digest).Fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_written_anew_as_a_whole_is_consistent_and_only_a_kept_digest_tells()
    {
        using var forged = await OtherLedger();
        await forged.Run("INSERT INTO Person {'padding': true}");
        Assert.Null(Verify(forged.Store).Fault);

        var fault = Verify(forged.Store, _digest).Fault;

        Assert.Contains("is not the one of the known digest", fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_digest_of_another_ledger_is_refused()
        => Assert.Contains(
            "not of this ledger", Verify(_ledger.Store, _digest with { Tip = new BlockAddress(_ledger.Ledger.Engine.Ids.Next(), 0) }).Fault!.Reason, StringComparison.Ordinal);

    [Fact]
    public void Every_earlier_digest_still_covers_the_journal()
    {
        var digests = Enumerable.Range(0, (int)Tip + 1).Select(tip =>
        {
            using var reader = _ledger.Store.OpenReader(tip);
            return new JournalDigest(new DigestTree(reader, tip + 1).Root(), Address(tip));
        });

        Assert.Null(Verify(_ledger.Store, [.. digests]).Fault);
    }

    private static async Task Fill(TestLedger ledger, string firstName)
    {
        await ledger.Run("CREATE TABLE Person");
        await ledger.Run("CREATE INDEX ON Person (name)");
        await ledger.Run("CREATE TABLE Gone");
        await ledger.Run("INSERT INTO Person ?", $"{{name: \"{firstName}\", n: 1}}");
        await ledger.Run("INSERT INTO Person ?", "{name: \"Grace\", born: 1906-12-09, deep: {list: [1, 2.50, 1e3, null.int, {{aGVsbG8=}}], sym: 'a b'}}");
        await ledger.Run("UPDATE Person SET n = 2 WHERE name = ?", $"\"{firstName}\"");
        await ledger.Run("DROP TABLE Gone");
        await ledger.Run("DELETE FROM Person WHERE name = 'Grace'");
        await ledger.Run("INSERT INTO Person << {'name': 'a', 'long': 'abcdefghijklmnopqrstuvwxyz'}, {'name': 'b', 'x': 1.5}, {'name': 'c', 'x': true} >>");
        await ledger.Run("UPDATE Person SET x = 3 WHERE name = 'b'");
    }

    /// <summary>Another history on the same strand, in itself without a fault.</summary>
    private async Task<TestLedger> OtherLedger()
    {
        var other = new TestLedger(store: new InMemoryLedgerStore(_ledger.Store.Identity));
        await Fill(other, "Eve");
        return other;
    }

    private IEnumerable<(string Name, int Bits, Func<int, TamperedStore> Make)> AllFlips()
    {
        for (var sequenceNo = 0; sequenceNo <= Tip; sequenceNo++)
        {
            var number = sequenceNo;
            foreach (var (field, bits, flip) in Tampering.OfBlock(Block(number)))
            {
                yield return ($"{field} of block {number}", bits, bit => Blocks(block => block.SequenceNo == number ? flip(block, bit) : block));
            }

            foreach (var revision in Revisions(number))
            {
                foreach (var (field, bits, flip) in Tampering.OfRevision(revision))
                {
                    yield return ($"{field} of revision {revision.Ordinal} of block {number}", bits,
                        bit => RevisionsOf(number, revisions => [.. revisions.Select(each => each.Equals(revision) ? flip(each, bit) : each)]));
                }
            }
        }
    }

    private TamperedStore Documents(Func<StoredRevision, StoredRevision> tamper)
        => new(_ledger.Store) { Documents = (tableId, documents) => tableId == default ? documents : documents.Select((document, i) => i == 0 ? tamper(document) : document) };

    private TamperedStore History(Func<IEnumerable<StoredRevision>, IEnumerable<StoredRevision>> tamper)
        => new(_ledger.Store) { History = (tableId, history) => tableId == default ? history : tamper(history) };

    private TamperedStore Entries(Func<IEnumerable<StoredIndexEntry>, IEnumerable<StoredIndexEntry>> tamper) => new(_ledger.Store) { IndexEntries = tamper };

    private TamperedStore Blocks(Func<StoredBlock, StoredBlock?> tamper) => new(_ledger.Store) { Block = tamper };

    private TamperedStore RevisionsOf(long sequenceNo, Func<IReadOnlyList<StoredRevision>, IReadOnlyList<StoredRevision>> tamper)
        => new(_ledger.Store) { Revisions = (number, revisions) => number == sequenceNo ? tamper(revisions) : revisions };

    private StoredBlock Block(long sequenceNo)
    {
        using var reader = _ledger.Store.OpenReader(Tip);
        return reader.GetBlock(sequenceNo)!;
    }

    private IReadOnlyList<StoredRevision> Revisions(long sequenceNo)
    {
        using var reader = _ledger.Store.OpenReader(Tip);
        return reader.GetBlockRevisions(sequenceNo);
    }

    private (long SequenceNo, StoredRevision Revision) FindRevision(RevisionKind kind)
        => Enumerable.Range(0, (int)Tip + 1).SelectMany(number => Revisions(number)).Where(revision => revision.Kind == kind).Select(revision => (revision.SequenceNo, revision)).First();

    private static StoredRevision Forged(StoredRevision revision)
    {
        var data = IonText.ToBinary("{forged: true}");
        var metadata = ScratchWriter.Write(RevisionWriter.MetadataOf(revision), static (writer, fields) => fields.WriteTo(writer));
        return revision.With(data: data, hash: QldbHash.OfIonBinary(metadata).Dot(QldbHash.OfIonBinary(data)));
    }

    /// <summary>The same value with a symbol that nothing uses behind its own.</summary>
    private static ReadOnlyMemory<byte> Padded(ReadOnlyMemory<byte> data)
    {
        // A NOP pad of one byte between the version marker and the rest.
        byte[] padded = [.. data.Span[..4], 0x00, .. data.Span[4..]];
        Assert.Equal(IonElement.Parse(data), IonElement.Parse(padded));
        return padded;
    }

    private BlockAddress Address(long sequenceNo) => new(_ledger.Ledger.StrandId, sequenceNo);

    private static JournalVerification Verify(ILedgerStore store, params JournalDigest[] known)
        => new JournalVerifier(store, store.Tip, new JournalVerificationOptions { DegreeOfParallelism = 1, KnownDigests = known }, null, new("test"), () => 0).Verify(default);

    private static void AssertFoundAt(long sequenceNo, TamperedStore store)
    {
        var fault = Verify(store).Fault;
        Assert.NotNull(fault);
        Assert.Equal(sequenceNo, fault.SequenceNo);
        Assert.StartsWith($"Block {sequenceNo}: ", fault.Reason, StringComparison.Ordinal);
    }

    private static void AssertFound(TamperedStore store, string what, string reason = "")
    {
        var fault = Verify(store).Fault;
        Assert.True(fault is not null, $"The change was not found: {what}");
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }
}
