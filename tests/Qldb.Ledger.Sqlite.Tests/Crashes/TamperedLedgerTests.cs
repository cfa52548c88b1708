using Qldb.Ion;
using Qldb.Ledger.Sqlite.Crasher;
using Qldb.Ledger.Storage;
using Qldb.Ledger.Verification;
using Xunit;

namespace Qldb.Ledger.Sqlite.Tests.Crashes;

/// <summary>A closed ledger whose file somebody, or the medium, has changed: opened again, it is refused, or verification finds it, or it is still right.</summary>
public sealed class TamperedLedgerTests : IAsyncLifetime
{
    private const int Documents = 60;
    private const int Names = 20;

    private readonly TemporaryFolder _folder = new();
    private JournalDigest _digest = null!;
    private string _content = "";
    private byte[] _file = [];
    private long _indexPage;

    private enum Outcome
    {
        Refused,
        FoundInFile,
        FoundInJournal,
        Harmless,
        SilentlyWrong,
    }

    public async Task InitializeAsync()
    {
        using (var store = SqliteLedgerStore.Create(_folder.UnflushedLedger(), "tampered"))
        using (var ledger = Ledger.Open(store, leaveStoreOpen: true))
        {
            var session = await LedgerSession.StartAsync(ledger);
            await session.RunAsync(("CREATE TABLE people", []), ("CREATE INDEX ON people (name)", []));
            for (var i = 0; i < Documents; i++)
            {
                await session.RunAsync(("INSERT INTO people ?", [IonElement.ParseText($"{{name: \"name {i % Names}\", age: {i}, note: \"{new string('n', i * 37 % 500)}\"}}")]));
            }

            await session.RunAsync(("UPDATE people SET age = 99 WHERE name = 'name 3'", []));
            await session.RunAsync(("DELETE FROM people WHERE name = 'name 4'", []));
            _digest = ledger.GetDigest();
            _content = await PeopleContent.ReadAsync(session, Names);
            _indexPage = store.Writer.QueryInt64("SELECT rootpage FROM sqlite_master WHERE name = 'index_entry'");
        }

        _file = File.ReadAllBytes(_folder.UnflushedLedger().Path);
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_bit_flipped_anywhere_is_refused_or_found_or_changes_nothing()
    {
        var outcomes = await FlipAsync(200, random => random.Next(_file.Length));

        Assert.DoesNotContain(Outcome.SilentlyWrong, outcomes);
        Assert.Contains(Outcome.Refused, outcomes);
        Assert.Contains(Outcome.FoundInJournal, outcomes);
    }

    /// <summary>No hash of the journal covers index entries: a flipped bit in a key once hid documents from lookups, and every check said that all was well.</summary>
    [Fact]
    public async Task A_bit_flipped_in_an_index_is_found_by_the_check_of_the_file()
    {
        const int pageSize = 4096;
        var outcomes = await FlipAsync(60, random => ((int)(_indexPage - 1) * pageSize) + random.Next(pageSize));

        Assert.DoesNotContain(Outcome.SilentlyWrong, outcomes);
        Assert.Contains(Outcome.FoundInFile, outcomes);
    }

    /// <summary>With SQL one writes whole rows, for which the file is in order.</summary>
    [Theory]
    [InlineData("DELETE FROM index_entry WHERE document_id = (SELECT MIN(document_id) FROM index_entry)", "it lacks the entry of document")]
    [InlineData(
        "INSERT INTO index_entry SELECT index_no, x'00FF', document_id, from_sequence_no, checksum FROM index_entry LIMIT 1", "under a key that this document does not have")]
    public void A_row_changed_removed_or_added_with_SQL_is_found_by_the_verification_of_the_ledger(string sql, string reason)
    {
        using var store = SqliteLedgerStore.Open(_folder.UnflushedLedger());
        using (var statement = store.Writer.Prepare(sql))
        {
            statement.Run();
        }

        using var ledger = Ledger.Open(store, leaveStoreOpen: true);
        var verified = ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [_digest] });

        Assert.Contains(reason, verified.Fault!.Reason, StringComparison.Ordinal);
    }

    /// <summary>Histories and scans go by one index. Somebody who rewrites the schema can make one that leaves out what he likes.</summary>
    [Theory]
    [InlineData("version <> 0")]
    [InlineData("version <> 1")]
    public void An_index_that_leaves_out_revisions_is_found_by_both_checks(string kept)
    {
        using (var store = SqliteLedgerStore.Open(_folder.UnflushedLedger()))
        {
            var index = store.Writer.QueryText("SELECT sql FROM sqlite_master WHERE name = 'revision_by_document'");
            store.Writer.Execute($"""
                DROP INDEX revision_by_document;
                {index} WHERE {kept};
                PRAGMA writable_schema=ON;
                UPDATE sqlite_master SET sql = '{index}' WHERE name = 'revision_by_document';
                """);
        }

        using var tampered = SqliteLedgerStore.Open(_folder.UnflushedLedger());
        using var ledger = Ledger.Open(tampered, leaveStoreOpen: true);

        Assert.NotEmpty(tampered.CheckFile());
        Assert.Contains("lacks", ledger.VerifyJournal().Fault!.Reason, StringComparison.Ordinal);
    }

    private async Task<List<Outcome>> FlipAsync(int count, Func<Random, int> chooseOffset)
    {
        var random = new Random(11);
        var outcomes = new List<Outcome>();
        for (var i = 0; i < count; i++)
        {
            var file = (byte[])_file.Clone();
            file[chooseOffset(random)] ^= (byte)(1 << random.Next(8));
            outcomes.Add(await OpenAsync(file));
        }

        return outcomes;
    }

    private async Task<Outcome> OpenAsync(byte[] file)
    {
        File.WriteAllBytes(_folder.UnflushedLedger().Path, file);
        try
        {
            using var store = SqliteLedgerStore.Open(_folder.UnflushedLedger());
            using var ledger = Ledger.Open(store, leaveStoreOpen: true);
            if (store.CheckFile().Count > 0)
            {
                return Outcome.FoundInFile;
            }

            if (!ledger.VerifyJournal(new JournalVerificationOptions { KnownDigests = [_digest] }).IsValid)
            {
                return Outcome.FoundInJournal;
            }

            return await PeopleContent.ReadAsync(await LedgerSession.StartAsync(ledger), Names) == _content ? Outcome.Harmless : Outcome.SilentlyWrong;
        }
        catch (StoreException e)
        {
            Assert.Contains(_folder.UnflushedLedger().Path, e.Message);
            return Outcome.Refused;
        }
    }
}
